import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isTakenForPerson } from './resident-taken-for-person.ts'

const [own, other] = [Buffer.from('own'), Buffer.from('other')]
const holder = { name: '周文杰', mobileIndexes: [own] }
const account = (assurance: 'phone' | 'identity-provider', mobileBidx: Buffer | null, name = '周文杰') => ({
  name,
  assurance,
  mobileBidx,
})

describe('实名认定：谁的手机，是不是本人', () => {
  const table = [
    ['nobody knows the person: first use binds', undefined, undefined, true],
    ['in the register with this number', { name: '周文杰', mobileBidx: own }, undefined, true],
    ['in the register with another number', { name: '周文杰', mobileBidx: other }, undefined, false],
    ['in the register without a number', { name: '周文杰', mobileBidx: null }, undefined, false],
    ['in the register under another name', { name: '周文', mobileBidx: own }, undefined, false],
    [
      'the register goes before a number bound earlier',
      { name: '周文杰', mobileBidx: other },
      account('phone', own),
      false,
    ],
    [
      'a new number of record takes the account over',
      { name: '周文杰', mobileBidx: own },
      account('phone', other),
      true,
    ],
    ['an account bound to this number', undefined, account('phone', own), true],
    ['an account bound to another number', undefined, account('phone', other), false],
    ['an account without a number that nobody made surer', undefined, account('phone', null), true],
    ['an account of an identity provider without a number', undefined, account('identity-provider', null), false],
    ['an account under another name', undefined, account('phone', own, '周文'), false],
  ] as const
  for (const [what, recorded, known, taken] of table)
    it(`${what}: ${taken ? 'taken' : 'not taken'}`, () => {
      assert.equal(isTakenForPerson(holder, recorded, known), taken)
    })
})
