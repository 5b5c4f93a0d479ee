import { granted, refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import type { Act, Deps } from '../deps.ts'
import { stepRegistration, type RegistrationCommand, type RegistrationOutcome } from './registration-step.ts'

/**
 * A second person confirms that a declaration is untrue (不属实), which cancels it and tells the person at once; or
 * contests it, and a new visit is planned. Whoever made the visit cannot be the second person.
 */
export function giveSecondOpinion(
  deps: Deps,
  act: Act,
  command: RegistrationCommand & { readonly agrees: boolean; readonly note: string },
): Promise<Decision<RegistrationOutcome>> {
  return stepRegistration(deps, act, command, command.agrees ? 'confirm-untrue' : 'contest-untrue', (row, pack) => {
    const law = pack.workflow.duties['confirm-untrue']?.law ?? pack.source
    if (act.actor.kind === 'official' && act.actor.officialId === row.finding_by)
      return refused(refusal('registration.second-person-required', law))
    const facts = { agrees: command.agrees, note: command.note }
    if (!command.agrees) return granted({ change: { finding: null, finding_by: null }, facts }, [])
    return granted(
      {
        change: { ended_on: act.legalOn, end_reason: 'untrue' },
        facts,
        effects: [{ topic: 'notice.cancelled-untrue' }],
      },
      [],
    )
  })
}
