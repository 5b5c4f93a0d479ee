import assert from 'node:assert/strict'
import { test } from 'node:test'

import { SAMPLES } from '../golden/sample.ts'
import { civilDate, FieldError, instant } from './field.ts'
import { parseRecord, RECORD_BODIES, SCHEMA_KINDS } from './record.ts'

test('every kind has a sample and belongs to exactly one schema', () => {
  const kinds = Object.keys(RECORD_BODIES).toSorted()
  assert.deepEqual(Object.keys(SAMPLES).toSorted(), kinds)
  assert.deepEqual(Object.values(SCHEMA_KINDS).flat().toSorted(), kinds)
})

for (const sample of Object.values(SAMPLES)) {
  test(`${sample.kind}: taken whole, refused when any field is missing, null where it may not be, or extra`, () => {
    assert.deepEqual(parseRecord(sample.kind, sample), sample)
    for (const key of Object.keys(sample.body)) {
      const body = Object.fromEntries(Object.entries(sample.body).filter(([name]) => name !== key))
      assert.throws(() => parseRecord(sample.kind, { ...sample, body }), FieldError, `without ${key}`)
      const wrong = { ...sample.body, [key]: { wrong: true } }
      assert.throws(() => parseRecord(sample.kind, { ...sample, body: wrong }), FieldError, `wrong ${key}`)
    }
    assert.throws(() => parseRecord(sample.kind, { ...sample, body: { ...sample.body, extra: 1 } }), FieldError)
    assert.throws(() => parseRecord(sample.kind, { ...sample, id: '1' }), FieldError)
  })
}

test('reasons belong to a quality rejection and only there', () => {
  const sample = SAMPLES['quality-result/1']
  const accepted = { ...sample.body, result: 'accepted' }
  assert.throws(() => parseRecord(sample.kind, { ...sample, body: accepted }), FieldError)
  assert.throws(() => parseRecord(sample.kind, { ...sample, body: { ...sample.body, reasons: [] } }), FieldError)
  parseRecord(sample.kind, { ...sample, body: { ...accepted, reasons: [] } })
})

test('a remade card is another card; a division belongs to a hukou conversion', () => {
  const remake = SAMPLES['remake-result/1']
  const same = { ...remake.body, stockNumber: remake.body.voidStockNumber }
  assert.throws(() => parseRecord(remake.kind, { ...remake, body: same }), FieldError)
  const event = SAMPLES['civil-event/1']
  assert.throws(() => parseRecord(event.kind, { ...event, body: { ...event.body, event: 'death' } }), FieldError)
  parseRecord(event.kind, { ...event, body: { ...event.body, event: 'death', hukouDivision: null } })
})

test('dates and instants exist', () => {
  for (const good of ['2016-02-29', '2000-02-29', '2016-12-31']) assert.equal(civilDate(good, 'on'), good)
  for (const bad of [
    '2015-02-29',
    '1900-02-29',
    '2016-04-31',
    '2016-13-01',
    '2016-00-10',
    '2016-1-1',
    '2016-01-00',
    20160101,
  ]) {
    assert.throws(() => civilDate(bad, 'on'), FieldError, String(bad))
  }
  assert.equal(instant('2016-02-29T23:59:59.999Z', 'at'), '2016-02-29T23:59:59.999Z')
  for (const bad of [
    '2016-02-30T00:00:00.000Z',
    '2016-02-29T24:00:00.000Z',
    '2016-02-29T00:00:00Z',
    '2016-02-29T00:00:00.000+08:00',
  ]) {
    assert.throws(() => instant(bad, 'at'), FieldError, bad)
  }
})
