import { type Decision, decided, ground, refusal, type Refusal } from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { Pack } from '../policy/pack.ts'

export type DeficiencyNotice = {
  /** What the new notice would list. */
  readonly items: readonly string[]
  /** Everything that is missing today, from the checklist. */
  readonly missing: readonly string[]
  /** Notices this case already had, at acceptance or at review. */
  readonly earlier: readonly { readonly givenOn: PlainDate; readonly items: readonly string[] }[]
  /** Facts that changed since the first notice and made the new items necessary, such as a move. */
  readonly changedFacts?: string
  /** A supervisor's signed reason for telling the applicant a second time. */
  readonly supervisorReason?: string
}

export type NoticeOutcome = {
  readonly items: readonly string[]
  /** Items that the first notice forgot: a defect of the person who issued it. */
  readonly forgotten: readonly string[]
}

/**
 * Decides whether an applicant may be told what is missing (一次性告知).
 *
 * The applicant is told once, of everything (CN-663:9.5, LH-2017-36:三.二, FS-2016-14:附件3.退回). So the notice must list all
 * that is missing and nothing else, and a case has one. Another with a new item passes only when the facts changed, or
 * when a supervisor signs the reason; then it counts against the person who forgot.
 *
 * - first notice, lists all that is missing: given
 * - first notice, leaves out one of two: refused, the left-out item is named
 * - second notice with a new item, nothing changed: refused; with a supervisor's reason: given and counted as a defect
 * - second notice repeating the first: refused, the first still stands
 *
 * Reading taken: the notice at acceptance and the one at review are one and the same (I-039).
 */
export function decideDeficiencyNotice(notice: DeficiencyNotice, policy: Pack['notice']): Decision<NoticeOutcome> {
  const { items, missing, earlier } = notice
  const { law } = policy.atMost
  const leftOut = missing.filter((item) => !items.includes(item))
  const superfluous = items.filter((item) => !missing.includes(item))
  const told = earlier.flatMap((one) => one.items)
  const newItems = items.filter((item) => !told.includes(item))
  const isOneTooMany = earlier.length >= policy.atMost.value
  const factsChanged = hasText(notice.changedFacts)

  const refusals: Refusal[] = []
  if (leftOut.length > 0 || items.length === 0)
    refusals.push(refusal('notice.items-missing', law, { missing: leftOut }))
  if (superfluous.length > 0) refusals.push(refusal('material.not-on-checklist', law, { materials: superfluous }))
  if (isOneTooMany && !(newItems.length > 0 && (factsChanged || hasText(notice.supervisorReason)))) {
    refusals.push(refusal('notice.already-given', law, { givenOn: earlier[0]?.givenOn ?? '', newItems }))
  }
  if (
    isOneTooMany &&
    newItems.length > 0 &&
    notice.supervisorReason !== undefined &&
    !hasText(notice.supervisorReason)
  ) {
    refusals.push(refusal('notice.reason-missing', law, { newItems }))
  }
  return decided(
    refusals,
    () => ({ items, forgotten: isOneTooMany && !factsChanged ? newItems : [] }),
    () => [ground(law, isOneTooMany ? 'notice.again' : 'notice.once', { items, newItems })],
  )
}

function hasText(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== ''
}
