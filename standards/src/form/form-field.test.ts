import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FILL_IN_NOTES } from './fill-in-note.ts'
import { FORM_FIELDS, type FormField, listStarredFields } from './form-field.ts'

/** The paper form, copied by hand from the top left to the bottom right: ★ or not, heading, label. */
const PAPER = `
★|区
★|镇（街）
 |派出所
★|村（居）委
★|姓名
★|性别
 |相片
★|民族
★|出生日期
★|文化程度
★|政治面貌
★|来本市日期
 |移动电话号码
★|身份证号码
★|户籍地址/省市县（区）
★|户籍地址
★|婚姻状况
 |子女数/男孩
 |子女数/女孩
★|就业状况
 |单位名称
 |单位地址
 |单位电话
 |是否参加社保
 |职业
 |委托代办（代办人）
 |委托代办（代办人）/代办人姓名
 |委托代办（代办人）/关系
 |委托代办（代办人）/电话
 |委托代办（代办人）/身份证号码
 |主要家庭成员/姓名
 |主要家庭成员/关系
 |主要家庭成员/身份证号码
 |主要家庭成员/是否同住
★|现居住地址/街（路巷）
★|现居住地址/门（楼）牌号
 |现居住地址/房号
 |现居住地址/房间号
 |入住日期
 |居住处所类型
 |居住事由
 |居住方式
 |离开日期
 |去向
 |居住证签发日期
 |居住地址核查情况
 |核实人签名
 |核实日期
 |备注
 |申请人（代办人）签名
 |填表日期
 |受理人签名
 |审核人签名
 |申请人身份证件复印件粘贴处
 |代办人身份证件复印件粘贴处`
  .trim()
  .split('\n')
  .map((line) => line.trim())

const fields: readonly FormField[] = FORM_FIELDS

test('附件1: every field of the paper is in the table, in its order, and no other', () => {
  const table = fields.map(({ starred, zh, group }) => {
    const label = group === undefined || group === zh ? zh : `${group}/${zh}`
    return `${starred ? '★' : ' '}|${label}`.trim()
  })
  assert.deepEqual(table, PAPER)
})

test('附件1: the paper prints fifteen stars; hukou and address spread theirs over two fields each', () => {
  const printed = new Set(fields.filter(({ starred }) => starred).map(({ zh, group }) => group ?? zh))
  assert.equal(printed.size, 15)
  assert.equal(listStarredFields().length, 17)
})

test('identifiers are unique', () => {
  assert.equal(new Set(fields.map(({ field }) => field)).size, fields.length)
})

test('填表说明: twelve notes, and notes and fields name each other', () => {
  assert.deepEqual(
    FILL_IN_NOTES.map(({ number }) => number),
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  )
  const byNotes = FILL_IN_NOTES.flatMap(({ number, fields: named }) => named.map((field) => `${field} ${number}`))
  const byFields = fields.flatMap(({ field, notes }) => notes.map((number) => `${field} ${number}`))
  assert.deepEqual(byNotes.toSorted(), byFields.toSorted())
})

test('code fields name their list, text fields their length, and staff fill in what the notes give to staff', () => {
  for (const { field, type, codeList, maxLength } of fields) {
    assert.equal(type === 'code', codeList !== undefined, field)
    if (type === 'text') assert.ok(maxLength, field)
  }
  const staff = fields.filter(({ filledBy }) => filledBy === 'staff').map(({ field }) => field)
  assert.deepEqual(staff, [
    'policeStation',
    'permitIssuedOn',
    'addressCheck',
    'verifierSignature',
    'verifiedOn',
    'remark',
    'accepterSignature',
    'reviewerSignature',
    'applicantIdCopy',
    'agentIdCopy',
  ])
})
