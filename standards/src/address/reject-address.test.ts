import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Address } from './address.ts'
import { ADDRESS_REJECTIONS, mayAwaitSurvey } from './address-rejection.ts'
import { parseAddress } from './parse-address.ts'
import { type AddressFacts, rejectAddress } from './reject-address.ts'
import { standardText } from './standard-text.ts'

const names = { province: '广东省', city: '佛山市', district: '禅城区', town: '张槎街道' }
const otherDistricts = [{ name: '南海区', towns: ['桂城街道', '大沥镇'] }]
const lanes = [
  '张槎三路',
  '张槎一路',
  '大江路',
  '大江村三巷',
  '对面岗路',
  '塘头门口巷',
  '旧宿舍路',
  '南海大道',
  '张槎',
].map((name) => ({
  laneId: `lane-${name}`,
  name,
}))
const DIVISION = '440604011002'

function numbersFor(text: string, facts: Partial<AddressFacts> = {}, extra: Partial<Address> = {}): string[] {
  const address = { ...parseAddress(text, DIVISION, names, lanes), ...extra }
  return rejectAddress(address, { names, otherDistricts, ...facts }).map(({ number }) => number.slice(0, 3))
}

const rejected: readonly [title: string, text: string, numbers: string[], facts?: Partial<AddressFacts>][] = [
  ['整栋', '张槎三路12号整栋', ['A01', 'A11']],
  [
    '整栋 in a flat-by-flat house gives every reason',
    '张槎三路12号整栋',
    ['A01', 'A04', 'A11'],
    { hasSeveralUnits: true },
  ],
  ['整层 after the building', '张槎三路12号3栋整层', ['A01', 'A11']],
  ['XX宿舍', 'XX厂宿舍', ['A02', 'A03', 'A10']],
  ['员工宿舍 at a known door', '张槎三路12号员工宿舍', ['A02', 'A11']],
  ['dormitory block without a flat', '张槎三路12号员工宿舍楼2栋', ['A02']],
  ['no door number', '张槎街道大江路', ['A03']],
  ['no flat in a house of many', '大江路12号3栋', ['A04'], { hasSeveralUnits: true }],
  ['市场旁边', '市场旁边', ['A03', 'A05', 'A10']],
  ['a question mark', '大江路12号？', ['A05', 'A11']],
  ['another district in the text', '南海桂城南海大道12号', ['A06', 'A10']],
  ['another district in full', '佛山市南海区大江路12号', ['A06', 'A10']],
  ['a phone number', '大江路12号13800000000', ['A07', 'A11']],
  ["somebody's home", '大江路12号张三家', ['A07', 'A11']],
  ['several flats', '大江路12号301、302房', ['A08']],
  ['a span of flats', '大江路12号301-305房', ['A08']],
  ['a duplicate', '大江路12号302房', ['A09'], { duplicateOf: 'address-7' }],
  ['an unknown lane', '大江南路12号302房', ['A10'], { nearestLanes: ['大江路'] }],
]

for (const [title, text, numbers, facts] of rejected) {
  test(`rejected: ${title}: ${text}`, () => assert.deepEqual(numbersFor(text, facts), numbers))
}

const accepted: readonly [text: string, standard: string][] = [
  ['佛山市禅城区张槎街道张槎三路12号3栋302房', '佛山市禅城区张槎街道张槎三路12号3栋302房'],
  ['张槎三路12号员工宿舍楼2栋305房', '佛山市禅城区张槎街道张槎三路12号员工宿舍楼2栋305房'],
  ['大江村三巷7号之2 201房A', '佛山市禅城区张槎街道大江村三巷7号之2 201房A'],
  ['大江村三巷７号之二 二〇一室', '佛山市禅城区张槎街道大江村三巷7号之2 201房'],
  ['张槎三路12#第三栋302', '佛山市禅城区张槎街道张槎三路12号3栋302房'],
  ['张槎一路一百二十号a座1203房', '佛山市禅城区张槎街道张槎一路120号A座1203房'],
  // Words that would be refused elsewhere, in the name of a registered lane.
  ['塘头门口巷3号201房', '佛山市禅城区张槎街道塘头门口巷3号201房'],
  ['对面岗路3号201房', '佛山市禅城区张槎街道对面岗路3号201房'],
  ['旧宿舍路3号', '佛山市禅城区张槎街道旧宿舍路3号'],
  ['南海大道8号', '佛山市禅城区张槎街道南海大道8号'],
]

for (const [text, standard] of accepted) {
  test(`accepted: ${text}`, () => {
    const address = parseAddress(text, DIVISION, names, lanes)
    assert.deepEqual(rejectAddress(address, { names, otherDistricts }), [])
    assert.equal(standardText(address, names), standard)
  })
}

test('a site hut without a plate stands with its survey and coordinates, and not without', () => {
  const survey = { reference: 'KC-2016-0031', longitude: 113.05, latitude: 23.02 }
  assert.deepEqual(numbersFor('大江路', {}, { door: '无门牌', survey }), [])
  assert.deepEqual(numbersFor('大江路', {}, { survey }), [])
  assert.deepEqual(numbersFor('大江路', {}, { door: '无门牌' }), ['A03'])
  assert.deepEqual(numbersFor('大江路', {}, { survey: { ...survey, reference: ' ' } }), ['A03'])
  assert.deepEqual(numbersFor('大江路', {}, { survey: { ...survey, latitude: Number.NaN } }), ['A03'])
})

test('every refusal carries the clause, and the clause of another jurisdiction when its pack gives one', () => {
  const address = parseAddress('XX厂宿舍', DIVISION, names, lanes)
  assert.deepEqual(
    rejectAddress(address, { names }).map(({ law }) => law),
    ['FS-2016-14:二.三', 'FS-2016-14:二.三', 'FS-2016-14:二.三'],
  )
  assert.equal(rejectAddress(address, { names }, 'XX-1:1')[0]?.law, 'XX-1:1')
})

test('no fact repeats a phone or ID number', () => {
  const address = parseAddress('大江路12号13800000000', DIVISION, names, lanes)
  const contact = rejectAddress(address, { names }).find(({ code }) => code === 'address.contact-in-text')
  assert.deepEqual(contact?.facts, {})
})

test('an unknown lane alone may await a survey; with any other fault it may not', () => {
  const may = ['大江南路12号302房', '大江南路', '大江路12号302房'].map((text) =>
    mayAwaitSurvey(rejectAddress(parseAddress(text, DIVISION, names, lanes), { names })),
  )
  assert.deepEqual(may, [true, false, false])
})

test('room of its own: 301-2 is one room, not two flats', () => {
  assert.deepEqual(numbersFor('大江路12号3栋', {}, { unit: '301', room: '301-2' }), [])
  assert.deepEqual(numbersFor('大江路12号3栋', {}, { unit: '301', room: 'A、B' }), ['A08'])
  assert.deepEqual(numbersFor('大江路12号3栋', {}, { unit: '左边那间' }), ['A11'])
})

test('the eleven numbers and codes are distinct', () => {
  assert.equal(new Set(ADDRESS_REJECTIONS.map(({ code }) => code)).size, 11)
  assert.equal(new Set(ADDRESS_REJECTIONS.map(({ number }) => number)).size, 11)
})
