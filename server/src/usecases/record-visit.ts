import { decideVisit, type VisitResult } from '@anju/domain/registration/decide-visit.ts'
import { granted, type Decision } from '@anju/domain/kernel/decision.ts'
import type { RegistrationEvent } from '@anju/domain/registration/registration-machine.ts'
import type { Act, Deps } from '../deps.ts'
import { recordLivingArea } from '../store/place.ts'
import { recordVisit as recordVisitRow } from '../store/visit.ts'
import { stepRegistration, type RegistrationCommand, type RegistrationOutcome } from './registration-step.ts'

const EVENTS: Readonly<Record<VisitResult['outcome'], RegistrationEvent>> = {
  true: 'visit-true',
  untrue: 'visit-untrue',
  missed: 'visit-missed',
}

/** Records what the officer found at the door (上门核实): true, untrue, or nobody home. */
export function recordVisit(
  deps: Deps,
  act: Act,
  command: RegistrationCommand & { readonly visit: VisitResult },
): Promise<Decision<RegistrationOutcome>> {
  const { visit } = command
  return stepRegistration(deps, act, command, EVENTS[visit.outcome], (row, pack) => {
    const decision = decideVisit(visit, { declaredOn: row.declared_on, today: act.legalOn }, pack)
    if (!decision.ok) return decision
    const missed = visit.outcome === 'missed'
    return granted(
      {
        change: {
          // A visit that met nobody undoes nothing that was found.
          finding: missed && row.finding === 'untrue' ? row.finding : visit.outcome,
          finding_by: act.actor.kind === 'official' ? act.actor.officialId : null,
          visits_missed: missed ? row.visits_missed + 1 : row.visits_missed,
        },
        facts: { ...visit },
        effects: effectsOf(visit, row.registered_on !== null),
        alsoWrite: (tx) =>
          Promise.all([
            recordVisitRow(tx, deps, act, {
              personId: row.person_id,
              wrappedKey: row.dek_wrapped,
              divisionCode: row.division_code,
              registrationId: row.registration_id,
              visitedOn: visit.visitedOn,
              kind: 'declaration',
              outcome: visit.outcome,
              findings: { ...visit },
            }),
            ...(visit.areaM2 === null ? [] : [recordLivingArea(tx, row.dwelling_id, visit.areaM2)]),
          ]),
      },
      decision.grounds,
    )
  })
}

function effectsOf(visit: VisitResult, entered: boolean) {
  if (visit.outcome === 'true' && entered) return [{ topic: 'notice.verified' }]
  if (visit.outcome === 'missed') return [{ topic: 'notice.visit-missed' }]
  return []
}
