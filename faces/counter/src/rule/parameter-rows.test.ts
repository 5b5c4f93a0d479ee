import assert from 'node:assert/strict'
import { it } from 'node:test'
import { checklistView, declarationMaterials } from './checklist-view.ts'
import { parameterName } from './parameter-name.ts'
import { parameterRows, partOf, rowSays } from './parameter-rows.ts'

const pack = {
  id: 'foshan/2016-01-01',
  halfYear: { value: { n: 6, unit: 'month' }, law: 'FG-2015:二.三(1)', gist: 'Six months.' },
  checklist: {
    groups: [
      {
        key: 'dwelling',
        oneOf: [{ key: 'tenant', allOf: ['lease', 'rental-filing-certificate'], law: 'X:1', gist: 'Tenant.' }],
      },
    ],
  },
  workflow: { duties: { register: { roles: ['clerk'], signed: true, law: 'X:2', gist: '' } } },
}

it('every value with a clause is a row, under the path that leads to it', () => {
  assert.deepEqual(
    parameterRows(pack, 'zh').map(({ key, value }) => [key, value]),
    [
      ['halfYear', '6 个月'],
      ['checklist.groups[dwelling].oneOf[tenant]', '名称：tenant；须齐备：房屋租赁合同、出租屋登记备案证明'],
      ['workflow.duties.register', '岗位：前台协管员；签名负责：是'],
    ],
  )
  assert.equal(parameterRows(pack, 'en')[0]?.value, '6 months')
  const fees = { replacement: { value: 2000, law: 'X:5', gist: '' } }
  assert.equal(parameterRows({ fees }, 'zh')[0]?.value, '20.00 元')
})

it('a row is found by any of its words, each of them somewhere in it; a word it has not hides it', () => {
  const [row] = parameterRows(pack, 'zh')
  assert.ok(row)
  assert.equal(partOf(row), 'halfYear')
  assert.equal(rowSays(row, ['居住半年'], '半年 6'), true)
  assert.equal(rowSays(row, ['居住半年'], 'HALFYEAR'), true)
  assert.equal(rowSays(row, ['居住半年'], '半年 7'), false)
  assert.equal(rowSays(row, ['居住半年'], ''), true)
})

it('a list whose members cite clauses of their own is told member by member, down to the last', () => {
  const item = { key: 'id-card', needs: ['permit-in-force'], law: 'X:4', gist: 'Not the first.' }
  const classes = {
    law: 'X:3',
    gist: 'Twelve.',
    value: [{ key: 'police', law: 'X:3.1', gist: 'Police.', items: [item] }],
  }
  assert.deepEqual(
    parameterRows({ entitlements: { classes } }, 'en').map(({ key, law, value }) => [key, law, value]),
    [
      ['entitlements.classes', 'X:3', ''],
      ['entitlements.classes[police]', 'X:3.1', 'name: police'],
      ['entitlements.classes[police].items[id-card]', 'X:4', 'name: id-card; needs: permit-in-force'],
    ],
  )
})

it('a parameter has a Chinese name by its path; in English the path says it', () => {
  assert.equal(parameterName('checklist.groups[dwelling].oneOf[tenant]', 'zh'), '条件证明')
  assert.equal(parameterName('endings.died', 'zh'), '死亡')
  assert.equal(parameterName('no.such', 'zh'), undefined)
  assert.equal(parameterName('halfYear', 'en'), undefined)
})

it('papers of a declaration: who, and where', () => {
  assert.deepEqual(declarationMaterials(pack.checklist), ['identity-document', 'lease', 'rental-filing-certificate'])
  assert.deepEqual(declarationMaterials(undefined), ['identity-document'])
  assert.deepEqual(checklistView('nonsense'), { groups: [] })
})
