import type { Endorsement } from '@anju/domain/endorsement/decide-endorsement.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { AddressChange } from '@anju/domain/permit/decide-address-change.ts'
import type { PermitStanding } from '@anju/domain/permit/permit-standing.ts'
import type { Effect } from '../store/record-event.ts'

/** What somebody is told who showed a permit from elsewhere: that its endorsement was taken with it, or by when they come for it. */
export function noticeOfOpening(isEndorsed: boolean, { suspendedSince, window }: PermitStanding): Effect {
  if (isEndorsed) return { topic: 'notice.endorsement-accepted' }
  if (suspendedSince !== undefined || window === undefined) return { topic: 'notice.transfer-overdue' }
  return { topic: 'notice.transfer-asked', payload: { lastDayOn: window.lastInTimeOn } }
}

/**
 * What they are told once it is entered. Who was endorsed with it has nothing to come for; to come in time is said only while there is time, with the last day, and
 * of a day that has gone it is said that it has.
 */
export function noticesOfEntry(
  { effect }: Pick<AddressChange, 'effect'>,
  endorsed: Endorsement['kind'] | undefined,
  { suspendedSince, window }: PermitStanding,
  on: PlainDate,
): readonly Effect[] {
  const isReset = effect === 'reset'
  // What came late is told as restored, with its day.
  if (endorsed === 'late') return [{ topic: isReset ? 'notice.address-changed-reset' : 'notice.address-written' }]
  if (endorsed === 'in-time')
    return isReset
      ? [{ topic: 'notice.address-changed-reset' }, { topic: 'notice.endorsed' }]
      : [{ topic: 'notice.address-changed-endorsed' }]
  if (suspendedSince !== undefined)
    return [{ topic: 'notice.address-changed-overdue', payload: { lastDayOn: suspendedSince } }]
  if (isReset) return [{ topic: 'notice.address-changed-reset' }]
  if (window !== undefined && window.opensOn <= on)
    return [{ topic: 'notice.address-changed-due', payload: { lastDayOn: window.lastInTimeOn } }]
  return [{ topic: 'notice.address-changed' }]
}
