import { ground } from '@anju/domain/kernel/decision.ts'
import { addDays, parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { isNew } from '@anju/domain/misuse/is-new.ts'
import { openMisuseSearch } from '@anju/domain/misuse/open-misuse-search.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import type { Act, Deps } from '../deps.ts'
import { openActTraces } from '../store/act-trace.ts'
import { claimMisuseDay, listEarlierAlerts, recordMisuseAlert } from '../store/misuse.ts'
import { recordEvents } from '../store/record-event.ts'

/** The first event of a question's stream. */
export const MISUSE_ASKED = 'ask-about-misuse'

/**
 * Goes through the acts of a day that is over, with those of the window before it, and keeps the questions that the rules ask (滥用监测).
 * Nothing else follows from a question: no act is stopped and no account touched.
 * @returns whether the day was gone through now
 */
export async function findMisuseOfDay(
  deps: Deps,
  act: Act,
  { id }: { readonly id: string },
  pack: Pack,
): Promise<boolean> {
  const on = parsePlainDate(id)
  const policy = pack.accounts.misuse
  const { today, asked, earlier } = await act.city.pool.look(act.scope, async (db) => {
    const from = addDays(on, 1 - policy.windowDays.value)
    const tracesOn = await openActTraces(db, { from, through: on, visitedPacks: visitedPacksOf(deps.packs) })
    const acts = await tracesOn(on)
    const search = openMisuseSearch(acts, on, policy)
    for (let day = from; day < on; day = addDays(day, 1)) search.addDay(await tracesOn(day))
    return {
      today: acts,
      asked: search.alerts(),
      earlier: await listEarlierAlerts(db, addDays(on, -policy.quietDays.value), on),
    }
  })
  const alerts = asked.filter((alert) => isNew(alert, earlier, policy))
  // Where somebody acted last is where their head is asked.
  const officeOf = new Map(today.map(({ officialId, officeId }) => [officialId, officeId]))
  const { law } = policy.windowDays
  return act.city.pool.transact(act.scope, async (tx) => {
    if (!(await claimMisuseDay(tx, { on, acts: today.length, alerts: alerts.length, at: act.at }))) return false
    for (const alert of alerts) {
      const officeId = officeOf.get(alert.officialId)
      if (officeId === undefined) throw new Error('A question about somebody who did nothing')
      const alertId = deps.newId()
      await recordMisuseAlert(tx, { ...alert, alertId, officeId, pack: pack.id, law, at: act.at })
      const { rule, figure, limit } = alert
      await recordEvents(tx, deps.crypto, deps.newId, {
        act,
        intent: undefined,
        streamId: alertId,
        pack: pack.id,
        person: null,
        events: [
          {
            kind: MISUSE_ASKED,
            version: 1,
            facts: { ...alert },
            grounds: [ground(law, 'misuse.asked', { rule, onDay: on, figure, limit })],
          },
        ],
        effects: [],
      })
    }
    return true
  })
}

/** Packs under which a case rests on a visit. */
function visitedPacksOf(packs: readonly Pack[]) {
  return {
    application: packs.filter(({ workflow }) => workflow.application.path.value.includes('verify')).map(({ id }) => id),
    registration: packs
      .filter(({ workflow }) => workflow.registration.verification.value === 'visit')
      .map(({ id }) => id),
  }
}
