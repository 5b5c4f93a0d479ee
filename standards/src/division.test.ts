import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  canonicalDivision,
  countyOf,
  isStatisticalUnit,
  isWithin,
  levelOf,
  parentOf,
  prefectureOf,
} from './division.ts'

const codes: readonly [
  code: string,
  short: string | undefined,
  level: string | undefined,
  parent: string | undefined,
][] = [
  ['44', '44', 'province', undefined],
  ['440000', '44', 'province', undefined],
  ['440600', '4406', 'prefecture', '44'],
  ['440600000000', '4406', 'prefecture', '44'],
  ['440604', '440604', 'county', '4406'],
  ['440604012', '440604012', 'town', '440604'],
  ['440604012000', '440604012', 'town', '440604'],
  ['440604012001', '440604012001', 'village', '440604012'],
  ['440604012001002', '440604012001002', 'village', '440604012'],
  ['441900003', '441900003', 'town', '4419'],
  ['441900003001', '441900003001', 'village', '441900003'],
  ['4406041', undefined, undefined, undefined],
  ['044060', undefined, undefined, undefined],
  ['44O604', undefined, undefined, undefined],
  ['', undefined, undefined, undefined],
]

for (const [code, short, level, parent] of codes) {
  test(`division code ${JSON.stringify(code)}`, () => {
    assert.equal(canonicalDivision(code), short)
    assert.equal(levelOf(code), level)
    assert.equal(parentOf(code), parent)
  })
}

test('prefectureOf: the unit within which nobody is a migrant', () => {
  const same: readonly [string, string, boolean][] = [
    ['430521', '440604', false],
    ['440605', '440604', true],
    ['150821', '150802', true],
    // A municipality is one city, its counties included.
    ['110105', '110229', true],
    ['500101', '500240', true],
    // Counties and cities directly under a province stand alone.
    ['429004', '429005', false],
    ['469001', '469001', true],
    ['441900', '441900003', true],
  ]
  for (const [one, other, isSame] of same) {
    assert.ok(prefectureOf(one) !== undefined, one)
    assert.equal(prefectureOf(one) === prefectureOf(other), isSame, `${one} ${other}`)
  }
  assert.equal(prefectureOf('440604012001'), '4406')
  assert.equal(prefectureOf('429004001'), '429004')
  assert.equal(prefectureOf('44'), undefined)
  assert.equal(prefectureOf('4290'), undefined)
  assert.equal(prefectureOf('110000'), '11')
})

test('isWithin and countyOf', () => {
  assert.equal(isWithin('440604012001', '440600'), true)
  assert.equal(isWithin('440604012001', '440604000000'), true)
  assert.equal(isWithin('440604', '440604'), true)
  assert.equal(isWithin('440605', '440604'), false)
  assert.equal(isWithin('4406', '440604'), false)
  assert.equal(isWithin('440604', ''), false)
  assert.equal(countyOf('440604012001'), '440604')
  assert.equal(countyOf('441900003'), undefined)
  assert.equal(countyOf('4406'), undefined)
})

test('statistical units are told from administrations', () => {
  for (const code of ['440607400', '440608403', '130171', '1101', '4290', '440607400498']) {
    assert.equal(isStatisticalUnit(code), true, code)
  }
  for (const code of ['440604', '440604012', '440604100', '4406', '44', '429004', '659001', '440604012001']) {
    assert.equal(isStatisticalUnit(code), false, code)
  }
})
