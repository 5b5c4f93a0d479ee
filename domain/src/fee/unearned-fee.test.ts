import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parsePlainDate } from '../kernel/plain-date.ts'
import { CARD_CASE_STATES } from '../replacement/card-case-machine.ts'
import type { FeeEntry, FeeKind } from './standing-fee.ts'
import { decideKeptFee, unearnedCharge } from './unearned-fee.ts'

const entry = (entryId: string, kind: FeeKind, reverses?: string): FeeEntry => ({
  entryId,
  kind,
  fen: kind === 'waiver' ? 0 : 2000,
  takenOn: parsePlainDate('2017-01-20'),
  ...(reverses === undefined ? {} : { reverses }),
})
const PAID = [entry('a', 'charge')]
const UNDONE = [...PAID, entry('b', 'reversal', 'a')]
const STOPPED = { state: 'stopped', madeOn: null } as const
const MADE_ON = parsePlainDate('2017-01-25')

describe('收费待定 unearnedCharge, CN-663:21 (I-210)', () => {
  it('only of a case that was stopped or turned down, and only before a card was made', () => {
    const inQuestion = CARD_CASE_STATES.filter((state) => unearnedCharge(PAID, { state, madeOn: null }) !== undefined)
    assert.deepEqual(inQuestion, ['refused', 'stopped'])
    for (const state of CARD_CASE_STATES)
      assert.equal(unearnedCharge(PAID, { state, madeOn: MADE_ON }), undefined, state)
  })

  it('only money that stands: nothing of a waiver or of what was undone; of what was taken anew the second', () => {
    assert.equal(unearnedCharge(PAID, STOPPED)?.entryId, 'a')
    assert.equal(unearnedCharge([entry('w', 'waiver')], STOPPED), undefined)
    assert.equal(unearnedCharge(UNDONE, STOPPED), undefined)
    assert.equal(unearnedCharge([...UNDONE, entry('c', 'charge')], STOPPED)?.entryId, 'c')
  })
})

describe('收费不退 decideKeptFee', () => {
  const law = 'CN-663:20(2)'
  const codes = (
    ...[entryId, entries, ofCase, isKept]: [string, readonly FeeEntry[], typeof STOPPED | object, boolean]
  ) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- rows of the table below
    const decision = decideKeptFee(entryId, entries, ofCase as typeof STOPPED, { isKept, law })
    return decision.ok ? [] : decision.refusals.map(({ code }) => code)
  }

  it('the charge in question, once; with every reason against it', () => {
    assert.deepEqual(codes('a', PAID, STOPPED, false), [])
    assert.deepEqual(codes('a', PAID, STOPPED, true), ['fee.already-kept'])
    assert.deepEqual(codes('a', UNDONE, STOPPED, false), ['fee.already-reversed'])
    assert.deepEqual(codes('a', UNDONE, STOPPED, true), ['fee.already-kept', 'fee.already-reversed'])
    assert.deepEqual(codes('b', UNDONE, STOPPED, false), ['fee.not-in-question'])
    assert.deepEqual(codes('w', [entry('w', 'waiver')], STOPPED, false), ['fee.not-in-question'])
    assert.deepEqual(codes('a', PAID, { ...STOPPED, madeOn: MADE_ON }, false), ['fee.not-in-question'])
    assert.deepEqual(codes('a', PAID, { state: 'accepted', madeOn: null }, false), ['fee.not-in-question'])
  })
})
