import type { PlainDate } from '../kernel/plain-date.ts'
import type { PermitState } from '../permit/permit-standing.ts'
import type { LifeLedger } from '../residence/life-ledger.ts'

/** What a change of rules can change for one person: the figures of their residence ledger that somebody would notice. */
export type LifeFigures = {
  /** Of the permit that counts now; `none` for who never had one. */
  readonly standing: PermitState | 'none'
  readonly suspendedSince: PlainDate | null
  readonly eligibleFrom: PlainDate | null
  readonly residenceStart: PlainDate | null
  readonly residenceYears: number
  readonly windowOpensOn: PlainDate | null
  readonly lastInTimeOn: PlainDate | null
}

/** The figures of a ledger. Of several permits the one that has not ended counts, else the last. */
export function figuresOf(ledger: LifeLedger): LifeFigures {
  const permit = ledger.permits.findLast(({ state }) => state !== 'ended') ?? ledger.permits.at(-1)
  return {
    standing: permit?.state ?? 'none',
    suspendedSince: permit?.suspendedSince ?? null,
    eligibleFrom: ledger.eligibleFrom ?? null,
    residenceStart: ledger.residenceStart ?? null,
    residenceYears: ledger.residenceYears,
    windowOpensOn: permit?.window?.opensOn ?? null,
    lastInTimeOn: permit?.window?.lastInTimeOn ?? null,
  }
}
