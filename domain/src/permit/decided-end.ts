import { refusal, type Refusal } from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { Pack } from '../policy/pack.ts'
import type { PermitFacts } from './permit-facts.ts'

/** The end of a permit that was decided for a day still to come (I-201); undefined when none was, or its day has come. */
export function decidedEnd({ ended }: Pick<PermitFacts, 'ended'>, on: PlainDate): PermitFacts['ended'] {
  return ended !== undefined && ended.endedOn > on ? ended : undefined
}

/** Nobody is told of another year of a permit that will not have it: the end stands until it is taken back (I-215). */
export function refuseDecidedEnd(
  permit: Pick<PermitFacts, 'ended'>,
  on: PlainDate,
  { endings }: Pick<Pack, 'endings'>,
): readonly Refusal[] {
  const end = decidedEnd(permit, on)
  return end === undefined ? [] : [refusal('endorsement.end-decided', endings[end.reason].law, { ...end })]
}
