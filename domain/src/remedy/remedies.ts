import { addPeriod } from '../calendar/period-end.ts'
import type { ClauseRef } from '../kernel/clause.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { Pack } from '../policy/pack.ts'

export type Remedy = { readonly kind: 'review' | 'lawsuit'; readonly until: PlainDate; readonly law: ClauseRef }

/**
 * What a person can do against a no, and until when: administrative review (行政复议) and lawsuit (行政诉讼). Every refusal
 * names both (ARL-2009:9, APL-2014:46).
 *
 * - told on 2016-07-05: review until 2016-09-03, lawsuit until 2017-01-05
 *
 * The plain last day is told even when it is a rest day: a person is never shown a later day than is certain.
 */
export function remediesFor(toldOn: PlainDate, policy: Pack['remedies']): readonly Remedy[] {
  const { review, lawsuit } = policy
  return [
    { kind: 'review', until: addPeriod(toldOn, review.value), law: review.law },
    { kind: 'lawsuit', until: addPeriod(toldOn, lawsuit.value), law: lawsuit.law },
  ]
}
