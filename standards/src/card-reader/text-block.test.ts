import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isUsualCardTerm } from './card-term.ts'
import { type CardKind, decodeTextBlock, encodeTextBlock, TEXT_LAYOUTS } from './text-block.ts'

/** The block written as a card writes it, independently of the encoder. */
function blockOf(parts: readonly (readonly [offset: number, text: string])[]): Uint8Array {
  const bytes = Buffer.from(' '.repeat(128), 'utf16le')
  for (const [offset, text] of parts) bytes.write(text, offset, 'utf16le')
  return new Uint8Array(bytes)
}

test("a citizen's card", () => {
  const block = blockOf([
    [0, '张秀英'],
    [30, '2'],
    [32, '01'],
    [36, '19920229'],
    [52, '湖南省邵东县某镇某村1组'],
    [122, '440699199202290024'],
    [158, '邵东县公安局'],
    [188, '20140601'],
    [204, '20240601'],
  ])
  assert.deepEqual(decodeTextBlock(block), {
    ok: true,
    value: {
      kind: 'citizen',
      name: '张秀英',
      idNumber: '440699199202290024',
      birthOn: '1992-02-29',
      validFrom: '2014-06-01',
      validTo: '2024-06-01',
      texts: {
        name: '张秀英',
        sex: '2',
        ethnicity: '01',
        birthOn: '19920229',
        address: '湖南省邵东县某镇某村1组',
        idNumber: '440699199202290024',
        authority: '邵东县公安局',
        validFrom: '20140601',
        validTo: '20240601',
      },
    },
  })
})

test('长期: a card without end', () => {
  const decoded = decodeTextBlock(
    encodeTextBlock('citizen', { name: '李某', birthOn: '19570315', validFrom: '20040601', validTo: '长期' }),
  )
  assert.ok(decoded.ok)
  assert.equal(decoded.value.validTo, undefined)
})

test('a card of a Hong Kong, Macao or Taiwan resident', () => {
  const block = blockOf([
    [0, '陳大文'],
    [30, '1'],
    [36, '19800101'],
    [52, '广东省佛山市禅城区张槎三路12号302房'],
    [122, '810000198001010014'],
    [158, '佛山市公安局'],
    [188, '20190101'],
    [204, '20240101'],
    [220, 'H12345678'],
    [238, '01'],
    [248, 'J'],
  ])
  const decoded = decodeTextBlock(block)
  assert.ok(decoded.ok && decoded.value.kind === 'hong-kong-macao-taiwan')
  assert.equal(decoded.value.texts.travelPermit, 'H12345678')
  assert.equal(decoded.value.texts.timesIssued, '01')
  assert.equal(decoded.value.idNumber, '810000198001010014')
})

test("a foreigner's card of 2017", () => {
  const block = blockOf([
    [0, 'DOE, JANE'],
    [120, '2'],
    [122, 'CAN310082123456'],
    [152, 'CAN'],
    [158, '珍妮'],
    [188, '20180101'],
    [204, '20280101'],
    [220, '19821231'],
    [236, '01'],
    [240, '1500'],
    [248, 'I'],
  ])
  const decoded = decodeTextBlock(block)
  assert.ok(decoded.ok && decoded.value.kind === 'foreigner-2017')
  assert.equal(decoded.value.name, 'DOE, JANE')
  assert.equal(decoded.value.texts.nationality, 'CAN')
  assert.equal(decoded.value.texts.chineseName, '珍妮')
  assert.equal(decoded.value.birthOn, '1982-12-31')
})

test("a foreigner's card of 2023 joins the two halves of a long name", () => {
  const name = 'ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOP'
  const block = blockOf([
    [0, '珍妮'],
    [30, '2'],
    [36, '19810803'],
    [52, name.slice(0, 35)],
    [122, '911124198108030024'],
    [188, '20231201'],
    [204, '20331201'],
    [220, name.slice(35)],
    [242, 'CAN'],
    [248, 'Y'],
  ])
  const decoded = decodeTextBlock(block)
  assert.ok(decoded.ok && decoded.value.kind === 'foreigner-2023')
  assert.equal(decoded.value.name, name)
  assert.equal(decoded.value.texts.nationality, 'CAN')
})

test('a rare character cut by the end of its field stays in halves; zeros pad as well as spaces', () => {
  const name = `${'张'.repeat(14)}𬭎`.slice(0, 15)
  const block = encodeTextBlock('citizen', { name, birthOn: '19920229', validFrom: '20140601', validTo: '20240601' })
  block.fill(0, 52, 122)
  const decoded = decodeTextBlock(block)
  assert.ok(decoded.ok && decoded.value.kind === 'citizen')
  assert.equal(decoded.value.name, name)
  assert.equal(decoded.value.texts.address, '')
})

test('what cannot be decoded says why', () => {
  const good = { birthOn: '19920229', validFrom: '20140601', validTo: '20240601' }
  assert.deepEqual(decodeTextBlock(new Uint8Array(255)), { ok: false, problem: 'length' })
  const flagged = encodeTextBlock('citizen', good)
  flagged[248] = 'Q'.charCodeAt(0)
  assert.deepEqual(decodeTextBlock(flagged), { ok: false, problem: 'type-flag' })
  for (const wrong of [{ birthOn: '19900229' }, { validFrom: '' }, { validTo: '永久' }]) {
    assert.deepEqual(decodeTextBlock(encodeTextBlock('citizen', { ...good, ...wrong })), { ok: false, problem: 'date' })
  }
})

test('no field of a layout overlaps another, leaves the block, or covers the type flag', () => {
  for (const [kind, layout] of Object.entries(TEXT_LAYOUTS)) {
    const spans: (readonly [number, number])[] = [...Object.values(layout), [248, 2]]
    const sorted = spans.toSorted(([one], [other]) => one - other)
    sorted.forEach(([offset, bytes], at) => {
      const next = sorted[at + 1]?.[0] ?? 256
      assert.ok(bytes % 2 === 0 && offset + bytes <= next, `${kind} at ${offset}`)
    })
  }
})

test('every layout is written and read back', () => {
  const dates = { birthOn: '19920229', validFrom: '20140601', validTo: '20240601' }
  for (const kind of [
    'citizen',
    'hong-kong-macao-taiwan',
    'foreigner-2017',
    'foreigner-2023',
  ] as const satisfies CardKind[]) {
    const decoded = decodeTextBlock(encodeTextBlock(kind, { ...dates, idNumber: 'CAN310082123456' }))
    assert.ok(decoded.ok)
    assert.equal(decoded.value.kind, kind)
    assert.equal(decoded.value.idNumber, 'CAN310082123456')
  }
})

test('a text that does not fit is a defect', () => {
  assert.throws(() => encodeTextBlock('citizen', { name: '张'.repeat(16) }), RangeError)
})

test('the term of a card by the age on its first day', () => {
  const rows: readonly [birthOn: string, validFrom: string, validTo: string | undefined, usual: boolean][] = [
    ['2000-06-02', '2016-06-01', '2021-06-01', true],
    ['2000-06-01', '2016-06-01', '2021-06-01', false],
    ['2000-06-01', '2016-06-01', '2026-06-01', true],
    ['1990-06-02', '2016-06-01', '2026-06-01', true],
    ['1990-06-01', '2016-06-01', '2036-06-01', true],
    ['1970-06-02', '2016-06-01', '2036-06-01', true],
    ['1970-06-01', '2016-06-01', undefined, true],
    ['1970-06-01', '2016-06-01', '2036-06-01', false],
    ['2000-06-01', '2016-06-01', undefined, false],
    ['1990-06-01', '2012-02-29', '2022-02-28', true],
  ]
  for (const [birthOn, validFrom, validTo, usual] of rows) {
    assert.equal(isUsualCardTerm(birthOn, validFrom, validTo), usual, `${birthOn} ${validFrom}`)
  }
})
