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
const PAID = [entry('a', 'charge')]
const UNDONE = [...PAID, entry('b', 'reversal', 'a')]
const codes = (decision: ReturnType<typeof decideCharge> | ReturnType<typeof decideSettled>) =>
  decision.ok ? [] : decision.refusals.map(({ code, law }) => `${code} ${law}`)

describe('收费 CN-663:21, CN-663:20(2)', () => {
  it('only what a tariff states, only where it is not free, only once', () => {
    const taken = decideCharge('reissue', [], FEES)
    assert.ok(taken.ok)
    assert.deepEqual(taken.value, { fen: 2000, law: 'YJH-2010-6:工本费' })
    assert.deepEqual(codes(decideCharge('reissue', PAID, FEES)), ['fee.already-settled YJH-2010-6:工本费'])
    assert.ok(decideCharge('reissue', UNDONE, FEES).ok)
    assert.deepEqual(codes(decideCharge('office-error-correction', [], FEES)), ['fee.free-business CN-663:21'])
    assert.deepEqual(codes(decideCharge('replacement', [], FEES)), ['tariff.not-configured CN-663:20(2)'])
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
