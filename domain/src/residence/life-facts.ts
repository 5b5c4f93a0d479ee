import type { PermitFacts } from '../permit/permit-facts.ts'
import type { Stay } from './stay.ts'

/** All that the residence ledger (居住明细) of one person in one jurisdiction is made from. In any order. */
export type LifeFacts = { readonly stays: readonly Stay[]; readonly permits: readonly PermitFacts[] }
