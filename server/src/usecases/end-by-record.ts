import { decideEnding } from '@anju/domain/ending/decide-ending.ts'
import { granted, type Decision } from '@anju/domain/kernel/decision.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Act, Deps } from '../deps.ts'
import { lockPermit } from '../store/endorsement.ts'
import { findPermitOfPerson } from '../store/permit.ts'
import { stepRegistration, type RegistrationCommand, type RegistrationOutcome } from './registration-step.ts'
import { stopPermit } from './stop-permit.ts'

const EVENTS = { 'hukou-converted': 'local-hukou', died: 'died' } as const

/**
 * Ended by a record of another authority: local hukou taken, or death. The document is named, and an official signs. The permit ends with the registration, on
 * the day of the event (I-162).
 */
export function endByRecord(
  deps: Deps,
  act: Act,
  command: RegistrationCommand & {
    readonly reason: 'hukou-converted' | 'died'
    readonly on: PlainDate
    readonly document: string
  },
): Promise<Decision<RegistrationOutcome>> {
  const { reason, on, document } = command
  return stepRegistration(deps, act, command, 'end-by-record', async (row, pack, tx) => {
    const permit = await findPermitOfPerson(tx, row.person_id)
    const held = permit === undefined ? undefined : await lockPermit(tx, permit.permit_id)
    const ending = decideEnding(
      {
        event: EVENTS[reason],
        happenedOn: on,
        ...(permit === undefined ? {} : { permit: { validToOn: on } }),
        registeredOn: row.registered_on ?? row.declared_on,
        signedBy: act.actor.kind === 'official' ? [act.actor.officialId] : [],
        decidedOn: act.legalOn,
      },
      pack,
      deps.calendar,
    )
    if (!ending.ok) return ending
    const { registration, objectionUntil, permit: end } = ending.value
    const endsOn = end?.endsOn ?? null
    return granted(
      {
        change: { ended_on: registration.endsOn, end_reason: reason },
        facts: { reason, on, document, objectionUntil, permitNo: permit?.permit_no, permitEndsOn: endsOn },
        effects: [{ topic: 'registration.ended-by-record' }],
        ...(held === undefined || endsOn === null
          ? {}
          : { alsoWrite: (writer) => stopPermit(deps, act, writer, held, { event: EVENTS[reason], endsOn }) }),
      },
      ending.grounds,
    )
  })
}
