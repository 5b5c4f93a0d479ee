import { type Decision, type Ground, type Refusal, refusalsOf, refused } from '@anju/domain/kernel/decision.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { eventsFrom } from '@anju/domain/kernel/state-machine.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { decideOwnDeparture } from '@anju/domain/registration/decide-own-departure.ts'
import { decideTakeBack } from '@anju/domain/registration/decide-take-back.ts'
import { OPEN_REGISTRATION_STATES, REGISTRATION_TRANSITIONS } from '@anju/domain/registration/registration-machine.ts'
import type { LifeFacts } from '@anju/domain/residence/life-facts.ts'
import { lifeLedger } from '@anju/domain/residence/life-ledger.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { getLifeFacts } from '../store/permit-life.ts'
import { listRegistrationsOf, type RegistrationRow } from '../store/registration.ts'
import { lawOf } from './get-residence.ts'
import { keptForm } from './register-residence.ts'
import { circumstancesOf, notAllowed } from './registration-step.ts'

/** What leaving on a day would mean, or why it cannot be told today. */
export type LeavingView = {
  readonly row: RegistrationRow
  readonly leftOn: PlainDate
  readonly means: readonly Ground[]
  readonly refusals: readonly Refusal[]
}

/** A departure that was told, how the permit stands since, and whether it can still be taken back. */
export type LeftView = {
  readonly row: RegistrationRow
  readonly destination: string
  readonly lastDayOn: PlainDate | null
  readonly means: readonly Ground[]
  readonly refusals: readonly Refusal[]
}

/**
 * A resident's own departure (我要离开): before it is told, all that would follow from leaving on `leftOn`, today when nothing is
 * asked; afterwards how everything stands and until when it can be taken back.
 */
export async function getOwnDeparture(
  deps: Deps,
  act: Act,
  leftOn: PlainDate = act.legalOn,
): Promise<{ readonly asOf: PlainDate; readonly leaving: LeavingView | null; readonly left: LeftView | null }> {
  if (act.actor.kind !== 'resident') throw new RegistryError('not-allowed', 'Only for residents')
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const [personId] = act.scope.persons
  const nothing = { asOf: act.legalOn, leaving: null, left: null }
  if (personId === undefined) return nothing
  const [rows, life] = await act.city.pool.look(act.scope, (db) =>
    Promise.all([listRegistrationsOf(db, personId), getLifeFacts(db, personId)]),
  )
  const open = rows.findLast(({ state }) => OPEN_REGISTRATION_STATES.includes(state))
  if (open !== undefined) {
    const decision = leavingOf(deps, act, open, leftOn, life, pack)
    const means = decision.ok ? decision.grounds : []
    return { ...nothing, leaving: { row: open, leftOn, means, refusals: refusalsOf(decision) } }
  }
  const last = rows.findLast(({ state, end_reason: reason }) => state === 'ended' && reason === 'departed')
  return last === undefined ? nothing : { ...nothing, left: leftOf(deps, act, last, life, pack) }
}

function leavingOf(
  deps: Deps,
  act: Act,
  row: RegistrationRow,
  leftOn: PlainDate,
  life: LifeFacts,
  pack: Pack,
): Decision<unknown> {
  const events = eventsFrom(REGISTRATION_TRANSITIONS, row.state, circumstancesOf(row, pack))
  if (!events.includes('declare-departure')) return refused(notAllowed(row, 'declare-departure', pack))
  const { registration_id: registrationId, registered_on: entered, declared_on: declaredOn } = row
  const departure = { registrationId, registeredOn: entered ?? declaredOn, leftOn }
  return decideOwnDeparture(departure, life, act.legalOn, lawOf(deps, act.city))
}

function leftOf(deps: Deps, act: Act, row: RegistrationRow, life: LifeFacts, pack: Pack): LeftView {
  const ended = { since: row.state_since, endReason: row.end_reason ?? '' }
  const back = decideTakeBack(ended, act.legalOn, pack, deps.calendar)
  const { packs, calendar } = lawOf(deps, act.city)
  const { permits, owed } = lifeLedger(life, act.legalOn, packs, calendar)
  const { destination } = keptForm(deps, row)
  return {
    row,
    destination: destination ?? '',
    lastDayOn: back.ok ? back.value.lastDayOn : null,
    means: [
      ...permits.filter(({ state }) => state !== 'ended'),
      ...owed.filter(({ what }) => what === 'register-again'),
    ],
    refusals: refusalsOf(back),
  }
}
