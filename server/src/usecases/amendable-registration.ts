import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { refusalsOf } from '@anju/domain/kernel/decision.ts'
import { findTransition } from '@anju/domain/kernel/state-machine.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { REGISTRATION_TRANSITIONS } from '@anju/domain/registration/registration-machine.ts'
import { AMENDABLE_FIELDS } from '@anju/domain/registration/amendable-field.ts'
import { maskPhone } from '@anju/standards/phone.ts'
import type { Act, Deps } from '../deps.ts'
import { openMobile, type PersonRow } from '../store/person.ts'
import { openForm, type RegistrationRow } from '../store/registration.ts'
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

/**
 * The same with what is registered of it, for whoever may amend it in the visit of another act: an office that a holder moves to, or comes to, does not see the
 * file of the old place and asks what has changed all the same.
 */
export function amendableHere(
  deps: Deps,
  act: Act,
  pack: Pack,
  registrations: readonly RegistrationRow[],
  person: PersonRow | undefined,
) {
  const found = amendableRegistration(act, pack, registrations)
  const row = registrations.find(({ registration_id: id }) => id === found?.registrationId)
  if (found === null || row === undefined || person === undefined) return null
  if (!found.mayAmend) return { ...found, registered: null }
  const kept: Readonly<Record<string, unknown>> = { ...openForm(deps.crypto, row) }
  const form = Object.fromEntries(AMENDABLE_FIELDS.flatMap((field) => (field in kept ? [[field, kept[field]]] : [])))
  const mobileMasked = maskPhone(openMobile(deps.crypto, person) ?? '')
  return { ...found, registered: { version: row.version, form, person: { mobileMasked } } }
}
