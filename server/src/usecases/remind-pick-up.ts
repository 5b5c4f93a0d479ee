import { addDays, type PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { WorkflowPolicy } from '@anju/domain/policy/workflow-policy.ts'
import type { Act, Deps } from '../deps.ts'
import { recordEffect } from '../store/outbox.ts'
import { recordReminder, type WaitingCard } from '../store/queue.ts'

/**
 * How many reminders to fetch the card are due by a day: they are spread evenly over the time that a card waits.
 *
 * Three reminders in 90 days, card ready on 2016-07-18: on day 22 (2016-08-09), day 45 (2016-09-01) and day 67 (2016-09-23).
 */
export function remindersDue(
  notifiedOn: PlainDate,
  on: PlainDate,
  { uncollectedDays, pickUpReminders }: WorkflowPolicy['application'],
): number {
  const wanted = pickUpReminders.value
  const days = Array.from({ length: wanted }, (_, at) =>
    addDays(notifiedOn, Math.floor((uncollectedDays.value * (at + 1)) / (wanted + 1))),
  )
  return days.filter((day) => day <= on).length
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
  const due = remindersDue(card.notified_on, act.legalOn, workflow.application)
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
