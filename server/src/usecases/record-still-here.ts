import { granted, refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import { decideVisit, type VisitResult } from '@anju/domain/registration/decide-visit.ts'
import type { Act, Deps } from '../deps.ts'
import { recordVisit as recordVisitRow } from '../store/visit.ts'
import { stepRegistration, type RegistrationCommand, type RegistrationOutcome } from './registration-step.ts'

/** A person presumed to have left answers and is seen at the dwelling: the registration goes on as if never doubted. */
export function recordStillHere(
  deps: Deps,
  act: Act,
  command: RegistrationCommand & { readonly visit: VisitResult },
): Promise<Decision<RegistrationOutcome>> {
  const { visit } = command
  return stepRegistration(deps, act, command, 'answer-still-here', (row, pack) => {
    const decision = decideVisit(visit, { declaredOn: row.state_since, today: act.legalOn }, pack)
    if (!decision.ok) return decision
    if (visit.outcome !== 'true')
      return refused(refusal('visit.evidence-missing', pack.source, { items: ['identity-seen'] }))
    return granted(
      {
        change: { absent_on: null },
        facts: { ...visit },
        effects: [{ topic: 'notice.still-here' }],
        alsoWrite: (tx) =>
          recordVisitRow(tx, deps, act, {
            personId: row.person_id,
            wrappedKey: row.dek_wrapped,
            divisionCode: row.division_code,
            registrationId: row.registration_id,
            visitedOn: visit.visitedOn,
            kind: 'presence',
            outcome: visit.outcome,
            findings: { ...visit },
          }),
      },
      decision.grounds,
    )
  })
}
