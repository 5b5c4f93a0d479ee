import { daysBetween } from '@anju/domain/kernel/plain-date.ts'
import type { WorkflowPolicy } from '@anju/domain/policy/workflow-policy.ts'
import type { Act, Deps } from '../deps.ts'
import { recordEffect } from '../store/outbox.ts'
import { recordReminder, type WaitingCard } from '../store/queue.ts'

/**
 * The days of the reminders to fetch a card, counted from the day the person was told: spread evenly over the time that a
 * card waits.
 *
 * Three reminders in 90 days: on day 22, 45 and 67; for a card ready on 2016-07-18, on 08-09, 09-01 and 09-23.
 */
export function reminderDays({ uncollectedDays, pickUpReminders }: WorkflowPolicy['application']): readonly number[] {
  const wanted = pickUpReminders.value
  return Array.from({ length: wanted }, (_, at) => Math.floor((uncollectedDays.value * (at + 1)) / (wanted + 1)))
}

/**
 * Reminds the person of a card that lies ready, when the next reminder is due. Reminders missed while nothing ran are told
 * as one. @returns whether one was told now.
 */
export async function remindPickUp(
  deps: Deps,
  act: Act,
  card: WaitingCard,
  workflow: WorkflowPolicy,
): Promise<boolean> {
  const waited = daysBetween(card.notified_on, act.legalOn)
  const due = reminderDays(workflow.application).filter((day) => day <= waited).length
  if (due <= card.reminders) return false
  return act.city.pool.transact(act.scope, async (tx) => {
    if (!(await recordReminder(tx, card.id, due))) return false
    const payload = { legalOn: act.legalOn, number: due }
    await recordEffect(tx, {
      outboxId: deps.newId(),
      topic: 'notice.pick-up-reminder',
      subjectId: card.id,
      payload,
      at: act.at,
    })
    return true
  })
}
