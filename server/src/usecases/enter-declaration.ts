import { countyOf } from '@anju/standards/division.ts'
import { keepMasked } from '@anju/standards/masked-field.ts'
import { validateForm } from '@anju/standards/form/validate-form.ts'
import { granted, refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import { findPlainDate } from '@anju/domain/kernel/plain-date.ts'
import { decideDeclaration } from '@anju/domain/registration/decide-declaration.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { recordMaterials, type Material } from '../store/material.ts'
import { changePerson, findPerson, openIdNumber, openMobile, sealPerson, type PersonRow } from '../store/person.ts'
import { findDwelling } from '../store/place.ts'
import { recordForm, sealForm, type RegistrationRow } from '../store/registration.ts'
import { nextCaseNo } from './next-case-no.ts'
import { officeFor } from './office-for.ts'
import {
  findingOf,
  keptForm,
  formValues,
  personFacts,
  type KeyedPerson,
  type ResidenceForm,
} from './register-residence.ts'
import { stepRegistration, type RegistrationCommand, type RegistrationOutcome } from './registration-step.ts'

export type EnterDeclaration = RegistrationCommand & {
  readonly person?: KeyedPerson | undefined
  readonly form?: ResidenceForm | undefined
  readonly materials: readonly Material[]
}

/**
 * Accepts and enters a declaration (受理、录入): one that was held at the window, filled in now; or one made online, after the
 * visit found it true. From here on there is a registration day and a receipt.
 */
export function enterDeclaration(
  deps: Deps,
  act: Act,
  command: EnterDeclaration,
): Promise<Decision<RegistrationOutcome>> {
  return stepRegistration(deps, act, command, 'accept-and-enter', async (row, pack, tx) => {
    const kept = await getKept(deps, tx, row)
    const person =
      command.person === undefined
        ? kept.person
        : {
            ...keepMasked(command.person, kept.person),
            idNumber: kept.person.idNumber,
            documentKind: kept.person.documentKind,
          }
    if (
      command.person !== undefined &&
      command.person.idNumber !== '' &&
      keepMasked(command.person, kept.person).idNumber.toUpperCase() !== kept.person.idNumber
    ) {
      // Another number is another person: that is a declaration of its own, not an entry of this one.
      return refused(
        refusal('form.field-invalid', pack.form.required.law, { field: 'idNumber', reason: 'another-person' }),
      )
    }
    const form: ResidenceForm = { ...kept.form, ...keepMasked(command.form ?? {}, kept.form) }
    const values = formValues({ person, form }, kept.place, person.idNumber, row.declared_on)
    const decision = decideDeclaration(
      {
        channel: row.channel,
        person: {
          documentType: person.documentKind,
          idNumber: person.idNumber,
          hukouDivision: person.hukouDivision,
          ...findingOf(form.targetFinding),
        },
        residenceDivision: countyOf(row.division_code) ?? row.division_code,
        arrivedOn: findPlainDate(form.arrivedOn ?? ''),
        submittedOn: row.declared_on,
        enteredOn: act.legalOn,
        findings: validateForm(values, { purpose: 'registration', asOf: act.legalOn }),
        addressRejections: [],
        hasOpenRegistration: false,
        law: pack.source,
      },
      pack,
      deps.calendar,
    )
    if (!decision.ok) return decision
    const office = await officeFor(deps, act, row.division_code)
    const receiptNo = await nextCaseNo(tx, 'receipt', office, row.division_code, act.legalOn)
    const sealed = sealPerson(
      deps.crypto,
      row.person_id,
      personFacts(person, person.idNumber, act.legalOn),
      row.dek_wrapped,
    )
    return granted(
      {
        change: { registered_on: decision.value.registeredOn, receipt_no: receiptNo },
        facts: {
          registeredOn: decision.value.registeredOn,
          receiptNo,
          ...(command.person === undefined ? {} : { person }),
          ...(command.form === undefined ? {} : { form }),
        },
        effects: [{ topic: row.channel === 'online' ? 'notice.verified' : 'notice.registered' }],
        alsoWrite: () =>
          Promise.all([
            changePerson(tx, sealed),
            recordForm(
              tx,
              row,
              sealForm(deps.crypto, row.registration_id, row.person_id, { ...form }, row.dek_wrapped),
            ),
            recordMaterials(
              tx,
              deps,
              act,
              { personId: row.person_id, registrationId: row.registration_id, divisionCode: row.division_code },
              command.materials,
            ),
          ]),
      },
      decision.grounds,
    )
  })
}

type Kept = {
  readonly person: KeyedPerson
  readonly form: ResidenceForm
  readonly place: { readonly divisionCode: string; readonly lane: string; readonly door: string; readonly unit: string }
}

async function getKept(deps: Deps, db: Db, row: RegistrationRow): Promise<Kept> {
  const [person, dwelling] = await Promise.all([findPerson(db, row.person_id), findDwelling(db, row.dwelling_id)])
  if (person === undefined || dwelling === undefined)
    throw new RegistryError('not-found', 'Person or dwelling of the registration is out of reach')
  return {
    person: keyedPersonOf(deps, person),
    form: keptForm(deps, row),
    place: { divisionCode: dwelling.division_code, lane: dwelling.lane, door: dwelling.door, unit: dwelling.unit },
  }
}

/** A person's row as the form has it. */
export function keyedPersonOf(deps: Deps, row: PersonRow): KeyedPerson {
  return {
    name: row.name,
    sex: row.sex,
    ethnicity: row.ethnicity,
    birthOn: row.birth_on,
    documentKind: row.document_kind,
    idNumber: openIdNumber(deps.crypto, row),
    mobile: openMobile(deps.crypto, row) ?? '',
    hukouDivision: row.hukou_division,
    hukouDetail: row.hukou_detail,
  }
}
