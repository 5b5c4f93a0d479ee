import type { ClauseRef } from '../kernel/clause.ts'
import { type Decision, decided, granted, refusal, refused } from '../kernel/decision.ts'
import type { Pack } from '../policy/pack.ts'
import { decideFee, type FeeBusiness } from './decide-fee.ts'
import { type FeeEntry, standingFee } from './standing-fee.ts'
import { type CaseOfFee, isClosedWithoutCard } from './unearned-fee.ts'

const NO_UNLAWFUL_FEES = 'CN-663:20(2)'

export type Charge = { readonly fen: number; readonly law: ClauseRef }

/**
 * Decides whether money may be asked for, or waived, and how much: only what a tariff states, only for a business that costs something, and
 * only once, and not for a case that was closed without a card (CN-663:21, CN-663:20(2), I-210).
 *
 * - Foshan, reissue: 2000 fen · a second time in the same case: refused
 * - an error of the office: refused, it is free · Linhe, reissue: refused, no amount is stated
 */
export function decideCharge(
  business: FeeBusiness,
  entries: readonly FeeEntry[],
  { fees }: Pick<Pack, 'fees'>,
  ofCase: CaseOfFee,
): Decision<Charge> {
  const fee = decideFee(business, fees)
  if (!fee.ok) return fee
  const law = fees[business]?.law ?? NO_UNLAWFUL_FEES
  if (fee.value.fen === 0) return refused(refusal('fee.free-business', law, { business }))
  const standing = standingFee(entries)
  return decided(
    [
      ...(isClosedWithoutCard(ofCase) ? [refusal('fee.case-without-card', law)] : []),
      ...(standing === undefined ? [] : [refusal('fee.already-settled', law, { takenOn: standing.takenOn })]),
    ],
    () => ({ fen: fee.value.fen, law }),
    () => fee.grounds,
  )
}

/**
 * Decides whether a card can be handed over: what the tariff states is paid or waived. Where no tariff is stated nothing may be asked for, so
 * nothing stands in the way.
 */
export function decideSettled(
  business: FeeBusiness,
  entries: readonly FeeEntry[],
  { fees }: Pick<Pack, 'fees'>,
): Decision<{ readonly owedFen: number }> {
  const fee = fees[business]
  const isOwed = fee !== undefined && fee.value > 0 && standingFee(entries) === undefined
  return isOwed
    ? refused(refusal('fee.not-settled', fee.law, { business, fen: fee.value }))
    : granted({ owedFen: 0 }, [])
}
