import { granted, type Decision } from '@anju/domain/kernel/decision.ts'
import { decidePatrol, type Patrol } from '@anju/domain/registration/decide-patrol.ts'
import type { Act, Deps } from '../deps.ts'
import { recordVisit as recordVisitRow } from '../store/visit.ts'
import { stepRegistration, type RegistrationCommand, type RegistrationOutcome } from './registration-step.ts'

/** Records a patrol (巡查走访). A second absence, far enough from the first, presumes that the person has left. */
export function recordPatrol(
  deps: Deps,
  act: Act,
  command: RegistrationCommand & Patrol,
): Promise<Decision<RegistrationOutcome>> {
  const { outcome, patrolledOn, called } = command
  return stepRegistration(
    deps,
    act,
    command,
    outcome === 'present' ? 'patrol-present' : 'patrol-absent',
    (row, pack) => {
      const decision = decidePatrol(
        { outcome, patrolledOn, called },
        { firstAbsentOn: row.absent_on, registeredOn: row.registered_on ?? row.declared_on, today: act.legalOn },
        pack.workflow,
      )
      if (!decision.ok) return decision
      const second = outcome === 'absent' && row.absent_on !== null
      return granted(
        {
          change: { absent_on: second ? patrolledOn : decision.value.absentOn },
          facts: { outcome, patrolledOn, called },
          effects: second ? [{ topic: 'notice.presumed-left' }] : [],
          alsoWrite: (tx) =>
            recordVisitRow(tx, deps, act, {
              personId: row.person_id,
              wrappedKey: row.dek_wrapped,
              divisionCode: row.division_code,
              registrationId: row.registration_id,
              visitedOn: patrolledOn,
              kind: 'patrol',
              outcome,
              findings: { called },
            }),
        },
        decision.grounds,
      )
    },
  )
}
