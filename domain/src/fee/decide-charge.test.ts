import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parsePlainDate } from '../kernel/plain-date.ts'
import { decideCharge, decideSettled } from './decide-charge.ts'
import { type FeeEntry, standingFee } from './standing-fee.ts'

const FEES = {
  fees: {
    reissue: { value: 2000, law: 'YJH-2010-6:工本费', gist: '20 yuan' },
    'office-error-correction': { value: 0, law: 'CN-663:21', gist: 'free' },
  },
} as const
const entry = (entryId: string, kind: FeeEntry['kind'], reverses?: string): FeeEntry => ({
  entryId,
  kind,
  fen: kind === 'waiver' ? 0 : 2000,
  takenOn: parsePlainDate('2017-01-20'),
  ...(reverses === undefined ? {} : { reverses }),
})
const MADE_ON = parsePlainDate('2017-01-25')
const PAID = [entry('a', 'charge')]
const UNDONE = [...PAID, entry('b', 'reversal', 'a')]
const OPEN = { state: 'accepted', madeOn: null } as const
const codes = (decision: ReturnType<typeof decideCharge> | ReturnType<typeof decideSettled>) =>
  decision.ok ? [] : decision.refusals.map(({ code, law }) => `${code} ${law}`)

describe('收费 CN-663:21, CN-663:20(2)', () => {
  it('only what a tariff states, only where it is not free, only once', () => {
    const taken = decideCharge('reissue', [], FEES, OPEN)
    assert.ok(taken.ok)
    assert.deepEqual(taken.value, { fen: 2000, law: 'YJH-2010-6:工本费' })
    assert.deepEqual(codes(decideCharge('reissue', PAID, FEES, OPEN)), ['fee.already-settled YJH-2010-6:工本费'])
    assert.ok(decideCharge('reissue', UNDONE, FEES, OPEN).ok)
    assert.deepEqual(codes(decideCharge('office-error-correction', [], FEES, OPEN)), ['fee.free-business CN-663:21'])
    assert.deepEqual(codes(decideCharge('replacement', [], FEES, OPEN)), ['tariff.not-configured CN-663:20(2)'])
  })

  it('not for a case that was stopped or turned down before a card was made, whatever the book says; for one whose card was made, yes (I-210)', () => {
    const law = 'YJH-2010-6:工本费'
    for (const state of ['stopped', 'refused'] as const) {
      const closed = { state, madeOn: null }
      assert.deepEqual(codes(decideCharge('reissue', UNDONE, FEES, closed)), [`fee.case-without-card ${law}`])
      assert.deepEqual(codes(decideCharge('reissue', PAID, FEES, closed)), [
        `fee.case-without-card ${law}`,
        `fee.already-settled ${law}`,
      ])
    }
    assert.ok(decideCharge('reissue', [], FEES, { state: 'stopped', madeOn: MADE_ON }).ok)
    assert.ok(decideCharge('reissue', [], FEES, { state: 'handed-over', madeOn: MADE_ON }).ok)
  })

  it('a card is handed over when the fee is paid or waived, and freely where nothing may be asked for', () => {
    assert.deepEqual(codes(decideSettled('reissue', [], FEES)), ['fee.not-settled YJH-2010-6:工本费'])
    assert.deepEqual(codes(decideSettled('reissue', UNDONE, FEES)), ['fee.not-settled YJH-2010-6:工本费'])
    for (const entries of [PAID, [entry('w', 'waiver')], [...UNDONE, entry('c', 'charge')]])
      assert.ok(decideSettled('reissue', entries, FEES).ok)
    assert.ok(decideSettled('replacement', [], FEES).ok)
    assert.ok(decideSettled('office-error-correction', [], FEES).ok)
  })

  it('the entry that stands is the one not undone', () => {
    assert.equal(standingFee([...UNDONE, entry('c', 'charge')])?.entryId, 'c')
    assert.equal(standingFee(UNDONE), undefined)
  })
})
