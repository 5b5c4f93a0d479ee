import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FORM_CODE_LISTS, isFormCode } from './form-code-list.ts'

/** The choices as the paper words them: boxes on the form, and fill-in notes 4, 5, 7, 8 and 9. */
const PAPER: readonly [list: keyof typeof FORM_CODE_LISTS, choices: string][] = [
  ['sex', '男 女'],
  ['marital', '未婚 已婚 其他'],
  ['employment', '在职 灵活就业 无业'],
  ['reason', '务工 务农 经商 服务 借读培训 投靠亲友 其他'],
  [
    'education',
    '研究生 大学本科（简称“大学”） 大学专科和专科学校（简称“大专”） 中等专业学校或中等技术学校 技术学校 高中 初中 小学 文盲或半文盲',
  ],
  [
    'politics',
    '中共党员 中共预备党员 共青团员 民革会员 民盟盟员 民建会员 民进会员 农工党党员 致公党党员 九三学社社员 台盟盟员 无党派民主人士 群众',
  ],
  [
    'occupation',
    '高新技术及现代化服务业 文教工作人员 治安保卫人员 保姆 护工 制造业 建筑业 娱乐餐饮消费性服务业 机关工作人员 商贸业 居民服务业 农林畜养业 工人 其他',
  ],
  ['livingMode', '单身居住 家庭居住 合伙居住 集体居住（单位宿舍） 其他'],
  ['placeType', '租住房屋 企事业单位内部 个体店摊 购买房屋 临时工棚 居住家中 其他'],
]

for (const [list, choices] of PAPER) {
  test(`附件1: choices of ${list}, in the paper's order and words`, () => {
    assert.deepEqual(
      FORM_CODE_LISTS[list].map(({ zh }) => zh),
      choices.split(' '),
    )
  })
}

test('every list: distinct codes of one length, distinct Chinese and English names', () => {
  for (const [list, entries] of Object.entries(FORM_CODE_LISTS)) {
    assert.equal(new Set(entries.map(({ code }) => code)).size, entries.length, list)
    assert.equal(new Set(entries.map(({ code }) => code.length)).size, 1, list)
    // The list of relations has 其他 twice: for relatives, and for everybody else.
    const others = list === 'relation' ? 1 : 0
    assert.equal(new Set(entries.map(({ zh }) => zh)).size, entries.length - others, list)
    assert.equal(new Set(entries.map(({ en }) => en)).size, entries.length, list)
    assert.ok(
      entries.every(({ en }) => /^[A-Z][\x20-\x7E]+$/.test(en)),
      list,
    )
  }
})

test('a finer marital code may stand in the registry though the form has no box for it', () => {
  assert.equal(isFormCode('marital', '40'), true)
  assert.equal(isFormCode('marital', '41'), false)
  assert.equal(isFormCode('sex', '9'), false)
})
