import { decideEnding } from '@anju/domain/ending/decide-ending.ts'
import { granted, type Decision } from '@anju/domain/kernel/decision.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Act, Deps } from '../deps.ts'
import { stepRegistration, type RegistrationCommand, type RegistrationOutcome } from './registration-step.ts'

const EVENTS = { 'hukou-converted': 'local-hukou', died: 'died' } as const

/** Ended by a record of another authority: local hukou taken, or death. The document is named, and an official signs. */
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
  return stepRegistration(deps, act, command, 'end-by-record', (row, pack) => {
    const ending = decideEnding(
      {
        event: EVENTS[reason],
        happenedOn: on,
        registeredOn: row.registered_on ?? row.declared_on,
        signedBy: act.actor.kind === 'official' ? [act.actor.officialId] : [],
        decidedOn: act.legalOn,
      },
      pack,
      deps.calendar,
    )
    if (!ending.ok) return ending
    const { registration, objectionUntil } = ending.value
    return granted(
      {
        change: { ended_on: registration.endsOn, end_reason: reason },
        facts: { reason, on, document, objectionUntil },
        effects: [{ topic: 'registration.ended-by-record' }],
      },
      ending.grounds,
    )
  })
}
