import { type Decision, granted, ground, refusal, refused } from '../kernel/decision.ts'
import type { FEE_BUSINESSES, Pack } from '../policy/pack.ts'

export type FeeBusiness = (typeof FEE_BUSINESSES)[number]

const NO_UNLAWFUL_FEES = 'CN-663:20(2)'

/**
 * Decides what a business costs, in fen (分).
 *
 * The first permit and every endorsement are free; replacement and reissue cost what the state's rules set (CN-663:21,
 * LH-2017-36:三.二(5)). Officials who charge anything else commit an offence (CN-663:20(2)), so where no tariff is written
 * down nothing can be charged.
 *
 * - Foshan: first permit 0, late endorsement 0, second loss 2000, an error of the office 0
 * - Linhe: reissue refused, for the document names no amount
 */
export function decideFee(business: FeeBusiness, fees: Pack['fees']): Decision<{ readonly fen: number }> {
  const fee = fees[business]
  if (fee === undefined) return refused(refusal('tariff.not-configured', NO_UNLAWFUL_FEES, { business }))
  return granted({ fen: fee.value }, [
    ground(fee.law, fee.value === 0 ? 'fee.free' : 'fee.tariff', { business, fen: fee.value }),
  ])
}
