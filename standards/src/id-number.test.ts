import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { dayFromCompact } from './civil-day.ts'
import { idCheckCharacter, idNumberFrom15, parseIdNumber } from './id-number.ts'
import { maskIdNumber } from './mask-id-number.ts'

const TODAY = '2016-01-05'

function verdict(text: string, asOf = TODAY): string {
  const parsed = parseIdNumber(text, asOf)
  if (!parsed.ok)
    return parsed.problems.map(({ code, facts }) => [code, facts['reason']].filter(Boolean).join(' ')).join(', ')
  const { idNumber, birthOn, sex, holder } = parsed.value
  return [idNumber, birthOn, sex === '1' ? 'male' : 'female', holder].join(' ')
}

const rows: readonly [title: string, text: string, expected: string, asOf?: string][] = [
  ['sample of GB 11643', '11010519491231002X', '11010519491231002X 1949-12-31 female citizen'],
  ['sample of GB 11643, long dead', '440524188001010014', 'id-number.age-implausible'],
  ['… while 130', '440524188001010014', '440524188001010014 1880-01-01 male citizen', '2010-12-31'],
  ['… from the day of 131', '440524188001010014', 'id-number.age-implausible', '2011-01-01'],
  ['real leap day, division never assigned', '440699199202290024', '440699199202290024 1992-02-29 female citizen'],
  ['right check digit, no such day', '440699199002290011', 'id-number.birth-date-impossible no-such-day'],
  ['Linhe', '150899195703150015', '150899195703150015 1957-03-15 male citizen'],
  ['Hong Kong resident permit', '810000198001010014', '810000198001010014 1980-01-01 male hong-kong'],
  ['Taiwan resident permit', '830000199909090024', '830000199909090024 1999-09-09 female taiwan'],
  ['15 digits', '130503670401001', '130503196704010016 1967-04-01 male citizen'],
  ['small x', '11010519491231002x', '11010519491231002X 1949-12-31 female citizen'],
  ['full width and spaces', '１１０１０５ 19491231 002ｘ', '11010519491231002X 1949-12-31 female citizen'],
  ['wrong check character', '110105194912310021', 'id-number.check-digit-wrong'],
  [
    'wrong check character and no such day: both',
    '440699199002290012',
    'id-number.check-digit-wrong, id-number.birth-date-impossible no-such-day',
  ],
  ['too short', '11010519491231002', 'id-number.shape-wrong length'],
  ['empty', '', 'id-number.shape-wrong length'],
  ['a letter in it', '1101051949123100AX', 'id-number.shape-wrong character'],
  ['born tomorrow', '440699199202290024', 'id-number.birth-date-impossible in-future', '1992-02-28'],
  ['born today', '440699199202290024', '440699199202290024 1992-02-29 female citizen', '1992-02-29'],
]

for (const [title, text, expected, asOf] of rows) {
  test(`ID number: ${title}`, () => assert.equal(verdict(text, asOf), expected))
}

const first17 = fc
  .tuple(
    fc.integer({ min: 110000, max: 659999 }),
    fc.date({ min: new Date('1900-01-01'), max: new Date('2015-12-31'), noInvalidDate: true }),
    fc.integer({ min: 0, max: 999 }),
  )
  .map(
    ([division, born, serial]) =>
      `${division}${born.toISOString().slice(0, 10).replaceAll('-', '')}${String(serial).padStart(3, '0')}`,
  )

test('any number made right is read back whole', () => {
  fc.assert(
    fc.property(first17, (digits) => {
      const parsed = parseIdNumber(digits + idCheckCharacter(digits), TODAY)
      assert.ok(parsed.ok)
      assert.equal(parsed.value.divisionCode, digits.slice(0, 6))
      assert.equal(parsed.value.birthOn, dayFromCompact(digits.slice(6, 14)))
      assert.equal(parsed.value.sex, Number(digits[16]) % 2 === 1 ? '1' : '2')
    }),
  )
})

test('one wrong digit, or two neighbours exchanged, is always noticed', () => {
  fc.assert(
    fc.property(first17, fc.nat(16), fc.integer({ min: 1, max: 9 }), (digits, at, by) => {
      const check = idCheckCharacter(digits)
      const slipped = digits.slice(0, at) + String((Number(digits[at]) + by) % 10) + digits.slice(at + 1)
      assert.notEqual(idCheckCharacter(slipped), check)
      const swapped = digits.slice(0, at) + (digits[at + 1] ?? '') + digits.slice(at, at + 1) + digits.slice(at + 2)
      if (at < 16 && swapped !== digits) assert.notEqual(idCheckCharacter(swapped), check)
    }),
  )
})

test('any 15-digit form becomes the 18-digit number of the 20th century', () => {
  fc.assert(
    fc.property(first17, (digits) => {
      const short = digits.slice(0, 6) + digits.slice(8)
      const long = idNumberFrom15(short)
      assert.equal(long?.slice(0, 17), `${digits.slice(0, 6)}19${digits.slice(8)}`)
      assert.equal(long?.length, 18)
    }),
  )
})

test('masked, neither birth date nor check of the middle can be read', () => {
  assert.equal(maskIdNumber('11010519491231002X'), '110***********002X')
  assert.equal(maskIdNumber('E1234567'), 'E12*4567')
  assert.equal(maskIdNumber('1234'), '***4')
  assert.equal(maskIdNumber(''), '')
})
