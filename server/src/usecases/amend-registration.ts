import { keepMasked } from '@anju/standards/masked-field.ts'
import { granted, type Decision } from '@anju/domain/kernel/decision.ts'
import { type Amendment, decideAmendment, type ReportedAmendment } from '@anju/domain/registration/decide-amendment.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { recordAmendment } from '../store/amendment.ts'
import { type Material, recordMaterials } from '../store/material.ts'
import { findPerson, type PersonRow, recordMobile } from '../store/person.ts'
import { findDwelling } from '../store/place.ts'
import { recordForm, type RegistrationRow, sealForm } from '../store/registration.ts'
import { keyedPersonOf } from './enter-declaration.ts'
import { formValues, keptForm } from './register-residence.ts'
import {
  type RegistrationCommand,
  type RegistrationOutcome,
  type StepEffect,
  stepRegistration,
  type StepRule,
} from './registration-step.ts'

export type AmendRegistration = RegistrationCommand & ReportedAmendment & { readonly materials: readonly Material[] }

/**
 * Amends a registration (变更登记): what the person reported as changed is written, what was is kept beside it under the person's key, and
 * the person is told. A mobile number that is given up is told once itself, so that nobody takes over notices unseen.
 */
export async function amendRegistration(
  deps: Deps,
  act: Act,
  command: AmendRegistration,
): Promise<Decision<RegistrationOutcome & { readonly warnings: Amendment['warnings'] }>> {
  let warnings: Amendment['warnings'] = []
  const rule = amendmentRule(deps, act, command, (amendment) => (warnings = amendment.warnings))
  const done = await stepRegistration(deps, act, command, 'amend', rule)
  return done.ok ? granted({ ...done.value, warnings }, done.grounds) : done
}

/** The rule of an amendment, and what it writes beside the registration. */
export function amendmentRule(
  deps: Deps,
  act: Act,
  command: ReportedAmendment & { readonly materials: readonly Material[] },
  seen: (amendment: Amendment) => void,
): StepRule {
  return async (row, pack, tx) => {
    const [person, dwelling] = await Promise.all([findPerson(tx, row.person_id), findDwelling(tx, row.dwelling_id)])
    if (person === undefined || dwelling === undefined)
      throw new RegistryError('not-found', 'Person or dwelling of the registration is out of reach')
    const keyed = keyedPersonOf(deps, person)
    const form = keptForm(deps, row)
    const place = {
      divisionCode: dwelling.division_code,
      lane: dwelling.lane,
      door: dwelling.door,
      unit: dwelling.unit,
    }
    const known = formValues({ person: keyed, form }, place, keyed.idNumber, row.declared_on)
    // What a file showed masked and nobody typed over is what is kept.
    const changes = keepMasked(command.changes, known)
    const { reportedBy, changedOn } = command
    const decision = decideAmendment({ reportedBy, changedOn, changes }, known, act.legalOn, pack)
    if (!decision.ok) return decision
    seen(decision.value)
    return granted(effectOf(deps, act, { row, person, form }, command, decision.value, pack.id), decision.grounds)
  }
}

type Kept = {
  readonly row: RegistrationRow
  readonly person: PersonRow
  readonly form: ReturnType<typeof keptForm>
}

function effectOf(
  deps: Deps,
  act: Act,
  { row, person, form }: Kept,
  { reportedBy, changedOn, materials }: Parameters<typeof amendmentRule>[2],
  { before, after }: Amendment,
  pack: string,
): StepEffect {
  const version = row.version + 1
  const { mobile, ...formAfter } = after
  const formerMobileEnc = mobile === undefined ? null : person.mobile_enc
  const isReachable = mobile === undefined ? person.mobile_enc !== null : mobile !== ''
  const amendment = {
    amendmentId: deps.newId(),
    version,
    reportedBy,
    changedOn,
    amendedOn: act.legalOn,
    pack,
    formerMobileEnc,
    before,
    after,
  }
  const { registration_id: registrationId, person_id: personId, division_code: divisionCode, dek_wrapped: key } = row
  const write = (tx: Tx) =>
    Promise.all([
      recordForm(tx, row, sealForm(deps.crypto, registrationId, personId, { ...form, ...formAfter }, key)),
      recordAmendment(tx, deps.crypto, row, amendment),
      recordMaterials(tx, deps, act, { personId, registrationId, divisionCode }, materials),
      ...(mobile === undefined ? [] : [changeMobile(deps, tx, person, mobile)]),
    ])
  return {
    facts: { reportedBy, changedOn, before, after, materials: materials.map(({ kind }) => kind) },
    effects: [
      ...(isReachable ? [{ topic: 'notice.amended' }] : []),
      ...(formerMobileEnc === null ? [] : [{ topic: 'notice.mobile-changed', payload: { formerMobileOf: version } }]),
    ],
    alsoWrite: write,
  }
}

async function changeMobile(deps: Deps, tx: Tx, person: PersonRow, mobile: string): Promise<void> {
  const isWritten = await recordMobile(tx, deps.crypto, person, mobile === '' ? undefined : mobile)
  if (!isWritten) throw new RegistryError('version-conflict', 'The mobile number was changed in this instant')
}
