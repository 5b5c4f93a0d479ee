import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import type { Address } from './address.ts'
import { chineseNumeralsToDigits, normaliseAddress } from './normalise-address.ts'
import { parseAddress } from './parse-address.ts'
import { rejectAddress } from './reject-address.ts'
import { standardText } from './standard-text.ts'

const names = { province: '广东省', city: '佛山市', district: '禅城区', town: '张槎街道' }
const DIVISION = '440604011002'
const lanes = ['张槎三路', '大江村', '大江村三巷', '百花街'].map((name) => ({ laneId: name, name }))

function parse(text: string): Address {
  return parseAddress(text, DIVISION, names, lanes)
}

/** Addresses as the grammar allows them, in their written form. */
const address: fc.Arbitrary<Address> = fc
  .record({
    lane: fc.constantFrom(...lanes).map((lane) => ({ kind: 'registered' as const, ...lane })),
    door: fc.constantFrom('12号', '7号之2', '120号', 'A3号', '5A号', '12-1号'),
    building: fc.constantFrom('', '3栋', 'A座', '2座1单元', '员工宿舍楼2栋', '百合大厦B座'),
    unit: fc.constantFrom('302房', '1203房', 'A12房', '201B房'),
    room: fc.constantFrom('', 'A', '3', '12'),
  })
  .map((parts) => normaliseAddress({ divisionCode: DIVISION, ...parts }))

test('what is written in the standard form is read back into the same parts, and nothing speaks against it', () => {
  fc.assert(
    fc.property(address, (written) => {
      const read = parse(standardText(written, names))
      assert.deepEqual(read, written)
      assert.deepEqual(rejectAddress(read, { names }), [])
    }),
  )
})

test('whatever is pasted: no throw, no sign lost, and normalising twice changes nothing', () => {
  const sign = fc.constantFrom(...Array.from('张槎三路大江村巷百花街12#号栋座房室之宿舍A-、 一十百零第单元楼整？无'))
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 30 }), (signs) => {
      const text = signs.join('')
      const read = parse(text)
      assert.deepEqual(normaliseAddress(read), read)
      const kept = [
        read.lane.kind === 'free' ? read.lane.text : read.lane.name,
        read.door,
        read.building,
        read.unit,
        read.room,
        read.rest,
      ]
      // 路, 宿 and 槎 are never rewritten, so each must still be there.
      for (const mark of '路宿槎') assert.equal(kept.join('').split(mark).length, text.split(mark).length, text)
    }),
    { numRuns: 500 },
  )
})

test('a paste of thousands of signs is still judged', () => {
  for (const text of [
    '一'.repeat(2000),
    'A栋'.repeat(1000),
    '路'.repeat(2000),
    '1、'.repeat(1000),
    '张'.repeat(2000),
  ]) {
    assert.ok(rejectAddress(parse(text), { names }).some(({ code }) => code === 'address.no-door-number'))
  }
})

test('the longest registered lane wins, and its numerals stay', () => {
  assert.deepEqual(parse('大江村三巷7号').lane, { kind: 'registered', laneId: '大江村三巷', name: '大江村三巷' })
  assert.deepEqual(parse('大江村7号').lane, { kind: 'registered', laneId: '大江村', name: '大江村' })
  assert.deepEqual(parse('大江村四巷七号').lane.kind, 'registered')
  assert.deepEqual(parse('新明二路七号'), {
    divisionCode: DIVISION,
    lane: { kind: 'free', text: '新明二路' },
    door: '7号',
  })
})

test('Chinese numerals in numbers', () => {
  const pairs: readonly [string, string][] = [
    ['三', '3'],
    ['十', '10'],
    ['十二', '12'],
    ['二十', '20'],
    ['一百二十', '120'],
    ['一百零三', '103'],
    ['二〇三', '203'],
    ['二零三', '203'],
    ['7号之二', '7号之2'],
    ['302', '302'],
  ]
  for (const [text, digits] of pairs) assert.equal(chineseNumeralsToDigits(text), digits)
})
