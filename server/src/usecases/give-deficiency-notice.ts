import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { noticeItems } from '@anju/domain/application/checklist.ts'
import { decideDeficiencyNotice } from '@anju/domain/application/decide-deficiency-notice.ts'
import { wantingPapers } from '@anju/domain/application/wanting-papers.ts'
import { granted, type Decision } from '@anju/domain/kernel/decision.ts'
import type { Act, Deps } from '../deps.ts'
import { recordDeficiencyNotice } from '../store/deficiency-notice.ts'
import { supersedeMaterials } from '../store/material.ts'
import { actorIdOf } from '../store/record-event.ts'
import { missingIn, packOfCase, providedIn } from './application-case.ts'
import { type ApplicationCommand, type ApplicationOutcome, stepApplication } from './application-step.ts'

export type GiveDeficiencyNotice = ApplicationCommand & {
  readonly items: readonly string[]
  readonly note: string
  readonly supervisorReason: string
}

/**
 * Tells the applicant once of everything that is missing (一次性告知), at acceptance or at review: one notice in all. It names
 * all that the checklist misses, and papers on file that do not serve, which then count no longer. Another notice with a
 * new item needs the reason of somebody who reviews, and is held against whoever gave the first.
 */
export async function giveDeficiencyNotice(
  deps: Deps,
  act: Act,
  command: GiveDeficiencyNotice,
): Promise<Decision<ApplicationOutcome>> {
  return stepApplication(deps, act, command, 'return-incomplete', (theCase, pack) => {
    const { row, notices } = theCase
    const { items, note, supervisorReason } = command
    const supervisor = supervisorReason === '' ? undefined : mayPerform(act.actor, 'review', pack.workflow)
    if (supervisor?.ok === false) return supervisor
    const missing = missingIn(theCase, packOfCase(deps, act, row))
    const wanting = wantingPapers(items, providedIn(theCase), missing)
    const decision = decideDeficiencyNotice(
      {
        items,
        missing: wanting.missing,
        earlier: notices.map(({ given_on, items: told }) => ({ givenOn: given_on, items: told })),
        ...(supervisorReason === '' ? {} : { supervisorReason }),
      },
      pack.notice,
    )
    if (!decision.ok) return decision
    const { forgotten } = decision.value
    const firstChecker = forgotten.length === 0 ? undefined : notices[0]?.given_by
    return granted(
      {
        facts: {
          items,
          note,
          missing: noticeItems(missing),
          setAside: wanting.setAside,
          forgotten,
          firstChecker,
          supervisorReason,
        },
        effects: [{ topic: 'notice.returned' }],
        alsoWrite: (tx) =>
          Promise.all([
            supersedeMaterials(tx, row.application_id, wanting.setAside, act.legalOn),
            recordDeficiencyNotice(tx, row.application_id, {
              number: notices.length + 1,
              given_on: act.legalOn,
              given_by: actorIdOf(act),
              items,
              forgotten,
              note,
              supervisor_reason: supervisorReason,
            }),
          ]),
      },
      decision.grounds,
    )
  })
}
