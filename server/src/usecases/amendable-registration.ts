import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { refusalsOf } from '@anju/domain/kernel/decision.ts'
import { findTransition } from '@anju/domain/kernel/state-machine.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { REGISTRATION_TRANSITIONS } from '@anju/domain/registration/registration-machine.ts'
import type { Act } from '../deps.ts'
import type { RegistrationRow } from '../store/registration.ts'
import { circumstancesOf } from './registration-step.ts'

/** The registration of a person that an amendment would be made on, and why the caller may not make it; null where none stands. */
export function amendableRegistration(act: Act, pack: Pack, registrations: readonly RegistrationRow[]) {
  const row = registrations.findLast(
    (one) => findTransition(REGISTRATION_TRANSITIONS, one.state, 'amend', circumstancesOf(one, pack)) !== undefined,
  )
  if (row === undefined) return null
  const authority = mayPerform(act.actor, 'keep-registration', pack.workflow)
  return { registrationId: row.registration_id, mayAmend: authority.ok, refusals: refusalsOf(authority) }
}
