import type { ApplicationEvent } from '@anju/domain/application/application-machine.ts'
import { occupancyOf } from '@anju/domain/dwelling/occupancy.ts'
import { decided, ground, refusal, refusalsOf, type Decision } from '@anju/domain/kernel/decision.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import { decideVisit, type VisitResult } from '@anju/domain/registration/decide-visit.ts'
import type { Act, Deps } from '../deps.ts'
import { confirmMandateRow, lockMandate, type MandateRow } from '../store/mandate.ts'
import { recordLivingArea } from '../store/place.ts'
import { recordEvents } from '../store/record-event.ts'
import { recordVisit } from '../store/visit.ts'
import { type ApplicationCommand, type ApplicationOutcome, stepApplication } from './application-step.ts'

const EVENTS: Readonly<Record<VisitResult['outcome'], ApplicationEvent>> = {
  true: 'verify-true',
  untrue: 'verify-false',
  missed: 'verify-missed',
}

/**
 * Records the visit made for this application (逢办必核), signed. Where the city counts permits by living area, a visit that
 * finds the facts true has to bring the area when it is not known, and both counts are held against it. A mandate (委托) that
 * waits for the visit is confirmed by it: the official saw who the person is and asked them.
 */
export async function verifyApplication(
  deps: Deps,
  act: Act,
  command: ApplicationCommand & { readonly visit: VisitResult },
): Promise<Decision<ApplicationOutcome>> {
  const { visit } = command
  return stepApplication(deps, act, command, EVENTS[visit.outcome], async ({ row }, pack, tx) => {
    const seen = decideVisit(visit, { declaredOn: row.applied_on, today: act.legalOn }, pack)
    const mandate = row.mandate_id === null ? undefined : await lockMandate(tx, row.mandate_id)
    const isAsked = visit.outcome === 'true' && mandate?.confirmed_on === null && mandate.revoked_on === null
    const { counts } = pack.occupancy
    const livingArea = visit.areaM2 ?? row.living_area_m2
    const mustMeasure = visit.outcome === 'true' && counts.value && livingArea === null
    const reasons = [...refusalsOf(seen), ...(mustMeasure ? [refusal('occupancy.area-unknown', counts.law)] : [])]
    const occupancy = occupancyOf(
      { ...(livingArea === null ? {} : { livingArea }), permits: row.permits - 1, occupants: row.occupants },
      pack.occupancy,
    )
    const counted = {
      cap: occupancy.cap ?? '',
      permits: row.permits,
      occupants: row.occupants,
      permitAlarm: occupancy.permitAlarm,
      densityAlarm: occupancy.densityAlarm,
    }
    return decided(
      reasons,
      () => ({
        change: {
          ...(visit.outcome === 'true' ? { visited_true: true } : {}),
          ...(visit.outcome === 'missed' ? { visits_missed: row.visits_missed + 1 } : {}),
          ...(visit.areaM2 === null ? {} : { area_m2: visit.areaM2 }),
        },
        facts: { ...visit, ...(isAsked ? { mandateConfirmed: mandate.mandate_id } : {}) },
        effects: [
          ...(visit.outcome === 'missed' ? [{ topic: 'notice.visit-missed' }] : []),
          ...(isAsked ? [{ topic: 'notice.mandate-confirmed', payload: { mandateId: mandate.mandate_id } }] : []),
        ],
        alsoWrite: (writing) =>
          Promise.all([
            ...(isAsked ? [confirmByVisit(deps, act, writing, { mandate, pack, caseId: row.application_id })] : []),
            recordVisit(writing, deps, act, {
              personId: row.person_id,
              wrappedKey: row.dek_wrapped,
              divisionCode: row.division_code,
              applicationId: row.application_id,
              visitedOn: visit.visitedOn,
              kind: 'application',
              outcome: visit.outcome,
              findings: { ...visit },
            }),
            ...(visit.areaM2 === null ? [] : [recordLivingArea(writing, row.dwelling_id, visit.areaM2)]),
          ]),
      }),
      () => [
        ...(seen.ok ? seen.grounds : []),
        ...(visit.outcome === 'true' && counts.value ? [ground(counts.law, 'occupancy.counts', counted)] : []),
      ],
    )
  })
}

/** The yes that the visit brought, in the mandate's own stream too; the visit is what was signed. */
async function confirmByVisit(
  deps: Deps,
  act: Act,
  tx: Tx,
  { mandate, pack, caseId }: { readonly mandate: MandateRow; readonly pack: Pack; readonly caseId: string },
): Promise<void> {
  await confirmMandateRow(tx, mandate.mandate_id, { way: 'visit', on: act.legalOn })
  await recordEvents(tx, deps.crypto, deps.newId, {
    act,
    intent: undefined,
    streamId: mandate.mandate_id,
    pack: pack.id,
    person: { personId: mandate.person_id, wrappedKey: mandate.dek_wrapped },
    events: [
      {
        kind: 'confirm-mandate',
        version: mandate.version + 1,
        facts: { way: 'visit', caseId },
        grounds: [ground(pack.agency.businesses.law, 'mandate.confirmed')],
      },
    ],
    effects: [],
  })
}
