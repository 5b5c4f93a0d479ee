import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSameNameAsOnCard, maskPersonName, parsePersonName } from './person-name.ts'

for (const name of ['张三', '欧阳修', '䶮', '𬭎𫖯', '阿依古丽·买买提', '〇〇']) {
  test(`a name: ${name}`, () => assert.deepEqual(parsePersonName(name), { ok: true, value: name }))
}

test('look-alikes of the middle dot become the middle dot; outer spaces go', () => {
  for (const dot of ['•', '‧', '・', '．', '･', '.']) {
    assert.deepEqual(parsePersonName(` 买买提${dot}艾力 `), { ok: true, value: '买买提·艾力' })
  }
})

const wrong: readonly [text: string, problems: string[]][] = [
  ['   ', ['person-name.empty']],
  ['张 三', ['person-name.space']],
  ['张3', ['person-name.not-han']],
  ['Zhang San', ['person-name.space', 'person-name.not-han']],
  ['张\uE863', ['person-name.private-use-character']],
  ['·买买提', ['person-name.dot-misplaced']],
  ['买买提··艾力', ['person-name.dot-misplaced']],
  ['张'.repeat(51), ['person-name.too-long']],
]

for (const [text, problems] of wrong) {
  test(`no name: ${JSON.stringify(text.slice(0, 12))}`, () => {
    assert.deepEqual(parsePersonName(text), { ok: false, problems })
  })
}

test('fifty code units are the most: 50 plain characters, or 25 beyond the basic plane', () => {
  assert.ok(parsePersonName('张'.repeat(50)).ok)
  assert.ok(parsePersonName('𬭎'.repeat(25)).ok)
  assert.ok(!parsePersonName('𬭎'.repeat(26)).ok)
})

test('a card cuts a name after fifteen code units', () => {
  const full = '阿卜杜热合曼·阿卜杜热扎克·买买提明'
  assert.equal(isSameNameAsOnCard(full, full.slice(0, 15)), true)
  assert.equal(isSameNameAsOnCard(full, full.slice(0, 14)), false)
  assert.equal(isSameNameAsOnCard('张三丰', '张三'), false)
  assert.equal(isSameNameAsOnCard('张三', '张三             '), true)
  // The cut falls into the character: the card may hold its first half, or leave it out.
  const rare = `${'张'.repeat(14)}𬭎`
  assert.equal(isSameNameAsOnCard(rare, rare.slice(0, 15)), true)
  assert.equal(isSameNameAsOnCard(rare, '张'.repeat(14)), true)
})

test('masked, the surname stays', () => {
  assert.equal(maskPersonName('张三丰'), '张**')
  assert.equal(maskPersonName('𬭎三'), '𬭎*')
  assert.equal(maskPersonName('阿依古丽·买买提'), '阿依古丽·*')
})
