import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CodeEntry } from './code-entry.ts'
import { DOCUMENT_TYPES } from './document-type.ts'
import { EDUCATION_LEVELS, educationFrom2006 } from './education.ts'
import { EMPLOYMENT_STATUSES } from './employment.ts'
import { ETHNICITIES, findEthnicity } from './ethnicity.ts'
import { MARITAL_STATUSES, maritalBoxOf } from './marital-status.ts'
import { OCCUPATIONS } from './occupation.ts'
import { PLACE_TYPES } from './place-type.ts'
import { findPoliceLodging, POLICE_LODGINGS } from './police-lodging.ts'
import { findPoliceReason, POLICE_REASONS } from './police-reason.ts'
import { findPoliceResidence, POLICE_RESIDENCES } from './police-residence.ts'
import { POLITICAL_AFFILIATIONS } from './politics.ts'
import { findRelation, isCloseRelative, RELATIONS } from './relation.ts'
import { RESIDENCE_REASONS } from './residence-reason.ts'
import { SEXES } from './sex.ts'

/** Codes of each list, written out by hand; a span is inclusive. */
const CODES: readonly [title: string, list: readonly CodeEntry[], codes: string][] = [
  ['GB/T 2261.1 sex', SEXES, '0 1 2 9'],
  ['GB/T 4658-1984 education', EDUCATION_LEVELS, '10 20 30 40 50 60 70 80 90'],
  ['GB/T 4762-1984 politics', POLITICAL_AFFILIATIONS, '01-13'],
  ['GB/T 2261.2 marital status', MARITAL_STATUSES, '10 20-23 30 40 90'],
  ['employment', EMPLOYMENT_STATUSES, '1-3'],
  ['occupation', OCCUPATIONS, '01-14'],
  ['place type', PLACE_TYPES, '1-7'],
  ['residence reason', RESIDENCE_REASONS, '1-7'],
  ['GB/T 4761-2008 relation', RELATIONS, '01 02 10-12 20-99'],
  ['GB/T 3304-1991 ethnicity', ETHNICITIES, '01-56 97 98'],
  ['document', DOCUMENT_TYPES, '111 113 114 117 414 511 516 550 553'],
  ['police: lodging', POLICE_LODGINGS, '00-05 11-13 21-27 31-34 41-43 51 61 62 99'],
  ['police: residence', POLICE_RESIDENCES, '10-14 20-23 30 40-44 50 60-64 70-73 80 90'],
  ['police: reason', POLICE_REASONS, '131 201-218 999'],
]

for (const [title, list, codes] of CODES) {
  test(`code list ${title}`, () => {
    const expected = codes.split(' ').flatMap(spanned)
    assert.deepEqual(
      list.map(({ code }) => code),
      expected,
    )
  })
}

function spanned(span: string): string[] {
  const [from = '', to = from] = span.split('-')
  return Array.from({ length: Number(to) - Number(from) + 1 }, (_, at) =>
    String(Number(from) + at).padStart(from.length, '0'),
  )
}

test('place types and reasons name existing police codes with a like meaning', () => {
  const places = PLACE_TYPES.map(({ zh, lodging, residence }) =>
    [zh, findPoliceLodging(lodging)?.zh, findPoliceResidence(residence)?.zh].join(' '),
  )
  assert.deepEqual(places, [
    '租住房屋 租赁房屋 租赁房屋',
    '企事业单位内部 企事业单位内部 企事业单位',
    '个体店摊 个体摊点 商铺摊点',
    '购买房屋 购买房屋 自有住宅',
    '临时工棚 临时工棚 工地、工棚',
    '居住家中 居民家中 居民家中',
    '其他 其他 其他',
  ])
  for (const { zh, police } of RESIDENCE_REASONS) assert.equal(findPoliceReason(police)?.zh, zh)
})

test('近亲属: exactly these relations', () => {
  const close = RELATIONS.map(({ code }) => code).filter(isCloseRelative)
  assert.deepEqual(
    close,
    '10-12 20-27 29 30-37 39 40-44 49 50-52 57 58 60-64 70 71 73 75 77'.split(' ').flatMap(spanned),
  )
  for (const code of ['28', '38', '53', '74', '81', '', '100']) assert.equal(isCloseRelative(code), false, code)
})

test('education of 2006 falls into the nine of the form', () => {
  const mapped = ['11', '21', '31', '44', '47', '48', '49', '61', '71', '81', '90'].map(educationFrom2006)
  assert.deepEqual(mapped, ['10', '20', '30', '40', '50', '50', '50', '60', '70', '80', '90'])
  for (const code of ['55', '29', '99', '1', '']) assert.equal(educationFrom2006(code), undefined, code)
})

test('marital codes fall into the three boxes', () => {
  assert.deepEqual(
    MARITAL_STATUSES.map(({ code }) => maritalBoxOf(code)),
    ['10', '20', '20', '20', '20', '90', '90', '90'],
  )
})

test('a code without its leading zero is not found', () => {
  assert.equal(findEthnicity('01')?.zh, '汉')
  assert.equal(findEthnicity('1'), undefined)
  assert.equal(findRelation('51')?.zh, '父亲')
})
