import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { granted, ground, refusal, refused, type Decision, type Ground } from '@anju/domain/kernel/decision.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { eventsFrom, findTransition } from '@anju/domain/kernel/state-machine.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { clauseOfStep } from '@anju/domain/policy/clause-of-step.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { nextDueOn } from '@anju/domain/registration/next-due-on.ts'
import {
  OPEN_REGISTRATION_STATES,
  REGISTRATION_TRANSITIONS,
  type RegistrationEvent,
  type RegistrationGuard,
  type RegistrationState,
} from '@anju/domain/registration/registration-machine.ts'
import { eligibleFrom } from '@anju/domain/residence/eligible-from.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import { wholeCity } from '@anju/platform/database/scope.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { type Intent, intentOf, type Outcome } from '../store/intent.ts'
import { recordOccupancy } from '../store/place.ts'
import { recordEvents, type Effect, type Recording } from '../store/record-event.ts'
import {
  changeRegistration,
  findRegistration,
  type RegistrationFields,
  type RegistrationRow,
} from '../store/registration.ts'
import { withdrawVisitNotices } from '../store/visit-notice.ts'
import { carryOut, type CarriedOut } from './carry-out.ts'

/** A command on one registration, as it comes from outside. */
export type RegistrationCommand = {
  readonly intentId: string
  readonly registrationId: string
  readonly expectedVersion: number
}

/** What a step does beside moving the state. */
export type StepEffect = {
  readonly change?: Partial<RegistrationFields>
  readonly facts: Readonly<Record<string, unknown>>
  readonly grounds?: readonly Ground[]
  readonly effects?: readonly Effect[]
  /** More rows of the same transaction: a visit, a measured area, the registration that follows. */
  readonly alsoWrite?: (tx: Tx, next: RegistrationState) => Promise<unknown>
  /** Steps of other cases among them: the signature of this one names them. */
  readonly beside?: NonNullable<Recording['beside']>
}

export type RegistrationOutcome = CarriedOut & {
  readonly personId: string
  readonly state: RegistrationState
  readonly receiptNo: string | null
  readonly registeredOn: PlainDate | null
  readonly eligibleFrom: PlainDate | null
  readonly declaredLate: boolean
}

/**
 * One step of the life of a registration (附件2): loads it, asks the state machine, the actor's authority and the step's own
 * rule, and records state, ledger, effects and signature together. Every reason that can be told at once is told at once.
 */
export async function stepRegistration(
  deps: Deps,
  act: Act,
  command: RegistrationCommand & Readonly<Record<string, unknown>>,
  event: RegistrationEvent,
  decide: StepRule,
): Promise<Decision<RegistrationOutcome>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const intent = intentOf(command.intentId, `registration/${event}`, command)
  const carried = await carryOut(
    deps,
    act,
    intent,
    (tx) => stepWithin(deps, act, tx, command, event, decide, recordNow(deps, act, tx, intent)),
    (constraint) =>
      constraint === 'registration_open_once'
        ? refused(refusal('registration.already-active', pack.source))
        : undefined,
  )
  if (!carried.ok) return carried
  const row = await act.city.pool.look(wholeCity(act.city), (db) => findRegistration(db, command.registrationId))
  if (row === undefined) throw new RegistryError('not-found', 'No such registration')
  return granted({ ...carried.value, ...standingOf(row, pack) }, carried.grounds)
}

/** The step's own rule: gets the row and the pack in force on the day of the act. */
export type StepRule = (
  row: RegistrationRow,
  pack: Pack,
  tx: Tx,
) => Promise<Decision<StepEffect>> | Decision<StepEffect>

/** Writes the ledger rows of a step: at once, or after those of the act under whose signature it stands. */
export type Recorder = (recording: Omit<Recording, 'act' | 'intent' | 'signedWith'>) => Promise<unknown>

function recordNow(deps: Deps, act: Act, tx: Tx, intent: Intent): Recorder {
  return (recording) => recordEvents(tx, deps.crypto, deps.newId, { ...recording, act, intent })
}

/** As {@link stepRegistration}, within the transaction of an act that does more than this. */
export async function stepWithin(
  deps: Deps,
  act: Act,
  tx: Tx,
  command: Omit<RegistrationCommand, 'intentId'>,
  event: RegistrationEvent,
  decide: StepRule,
  record: Recorder,
): Promise<Decision<Outcome>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const row = await findRegistration(tx, command.registrationId)
  if (row === undefined) throw new RegistryError('not-found', 'No such registration within reach')
  if (row.version !== command.expectedVersion)
    throw new RegistryError('version-conflict', `The registration stands at version ${row.version}`)
  const transition = findTransition(REGISTRATION_TRANSITIONS, row.state, event, circumstancesOf(row, pack))
  if (transition === undefined) return refused(notAllowed(row, event, pack))
  const authority = mayPerform(act.actor, transition.by, pack.workflow)
  if (!authority.ok) return authority
  const decision = await decide(row, pack, tx)
  if (!decision.ok) return decision

  const { change = {}, facts, grounds = [], effects = [], alsoWrite, beside = [] } = decision.value
  const version = row.version + 1
  const moved = transition.to !== row.state
  const because = [
    ground(clauseOfStep(transition.by, transition.law, pack.workflow), `registration.${event}`),
    ...grounds,
    ...decision.grounds,
  ]
  const writing = changeRegistration(tx, row, {
    state: transition.to,
    state_since: moved ? act.legalOn : row.state_since,
    next_due_on: nextDueOn({ state: transition.to, since: moved ? act.legalOn : row.state_since }, pack.workflow),
    ...change,
  })
  const shift = occupancyShift(
    row,
    transition.to,
    change.registered_on === undefined ? row.registered_on : change.registered_on,
  )
  const others = [
    ...(WAITS_FOR_VISIT.includes(row.state) && transition.to === 'ended'
      ? [withdrawVisitNotices(tx, row.person_id, act.at)]
      : []),
    ...(shift === 0 ? [] : [recordOccupancy(tx, row.dwelling_id, { occupants: shift })]),
    record({
      streamId: row.registration_id,
      pack: pack.id,
      person: { personId: row.person_id, wrappedKey: row.dek_wrapped },
      events: [
        {
          kind: event,
          version,
          facts: { from: row.state, to: transition.to, ...facts },
          grounds: because,
          ...(authority.value.signed ? { signedStep: transition.by } : {}),
        },
      ],
      effects,
      beside,
    }),
    // After it, so that of a command with two streams the first asks for the signature.
    ...(alsoWrite === undefined ? [] : [alsoWrite(tx, transition.to)]),
  ]
  const [written] = await Promise.all([writing, ...others])
  if (!written) throw new RegistryError('version-conflict', 'The registration was changed in this instant')
  return granted({ subjectId: row.registration_id, version }, because)
}

/** States in which the person was told, or is about to be, that somebody comes. */
const WAITS_FOR_VISIT: readonly RegistrationState[] = ['recorded', 'visit-planned', 'unreached']

/** Where a registration stands, as every command answers it. */
export function standingOf(row: RegistrationRow, pack: Pack): Omit<RegistrationOutcome, keyof CarriedOut> {
  return {
    personId: row.person_id,
    state: row.state,
    receiptNo: row.receipt_no,
    registeredOn: row.registered_on,
    eligibleFrom: row.registered_on === null ? null : eligibleFrom(row.registered_on, pack.halfYear),
    declaredLate: row.due_on !== null && row.declared_on > row.due_on,
  }
}

/** The circumstances that tell rows of the state machine apart. */
export function circumstancesOf(row: RegistrationRow, pack: Pack): Readonly<Record<RegistrationGuard, boolean>> {
  const { verification, visitAttempts } = pack.workflow.registration
  const byVisit = verification.value === 'visit'
  const entered = row.registered_on !== null
  const attemptsLeft = row.visits_missed + 1 < visitAttempts.value
  const absentBefore = row.absent_on !== null
  return {
    'verified-by-visit': byVisit,
    'not-verified-by-visit': !byVisit,
    entered,
    'not-entered': !entered,
    'attempts-left': attemptsLeft,
    'attempts-spent': !attemptsLeft,
    'found-true': row.finding === 'true',
    'found-untrue': row.finding === 'untrue',
    'absent-once-before': absentBefore,
    'not-absent-before': !absentBefore,
  }
}

/** Why an event cannot happen to a registration as it stands, and which can. */
export function notAllowed(row: RegistrationRow, event: RegistrationEvent, pack: Pack) {
  const open = eventsFrom(REGISTRATION_TRANSITIONS, row.state, circumstancesOf(row, pack))
  return refusal('registration.event-not-allowed', pack.source, { state: row.state, event, open })
}

/** Whether a step lets the dwelling gain or lose an occupant: somebody who is in the register and not signed off. */
function occupancyShift(row: RegistrationRow, to: RegistrationState, registeredOn: PlainDate | null): number {
  return occupants(to, registeredOn) - occupants(row.state, row.registered_on)
}

function occupants(state: RegistrationState, registeredOn: PlainDate | null): number {
  return registeredOn !== null && OPEN_REGISTRATION_STATES.includes(state) ? 1 : 0
}
