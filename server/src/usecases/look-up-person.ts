import { normaliseIdNumber, parseIdNumber } from '@anju/standards/id-number.ts'
import { maskPhone } from '@anju/standards/phone.ts'
import { CLOSED_APPLICATION_STATES } from '@anju/domain/application/application-machine.ts'
import { granted, refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { OPEN_REGISTRATION_STATES } from '@anju/domain/registration/registration-machine.ts'
import type { Act, Deps } from '../deps.ts'
import { findPerson, findPersonId, idNumberIndexes, openMobile, type PersonRow } from '../store/person.ts'
import { findDivisionNames } from '../store/place.ts'
import { findOpenCases } from '../store/residence.ts'

export type FoundPerson = {
  readonly found: boolean
  readonly person: ReturnType<typeof viewOf> | null
  readonly openRegistrationId: string | null
  readonly openApplicationId: string | null
  readonly idNumber: {
    readonly sex: string
    readonly birthOn: string
    readonly divisionCode: string
    readonly divisionKnown: boolean
  } | null
}

/**
 * Finds one person by the exact ID number (按证件号查人), as at the window of any station of the city. A number that cannot be
 * one is refused with everything that is wrong with it; what a good number itself says is told even when nobody is found.
 */
export async function lookUpPerson(deps: Deps, act: Act, typed: string): Promise<Decision<FoundPerson>> {
  const parsed = parseIdNumber(normaliseIdNumber(typed), act.legalOn)
  if (!parsed.ok) {
    const { source } = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
    return refused(...parsed.problems.map(({ code, facts }) => refusal(code, source, { ...facts, field: 'idNumber' })))
  }
  const { idNumber, sex, birthOn, divisionCode } = parsed.value
  const [personId, names] = await Promise.all([
    findPersonId(deps.shared, idNumberIndexes(deps.crypto, idNumber)),
    findDivisionNames(deps.shared, [divisionCode]),
  ])
  const said = { sex, birthOn, divisionCode, divisionKnown: names.has(divisionCode) }
  const nobody: FoundPerson = {
    found: false,
    person: null,
    openRegistrationId: null,
    openApplicationId: null,
    idNumber: said,
  }
  if (personId === undefined) return granted(nobody, [])
  return act.city.pool.look(act.scope, async (db) => {
    const [row, open] = await Promise.all([
      findPerson(db, personId),
      findOpenCases(db, personId, OPEN_REGISTRATION_STATES, CLOSED_APPLICATION_STATES),
    ])
    // The index spans cities and names none: somebody of another city is nobody here.
    if (row === undefined) return granted(nobody, [])
    return granted(
      {
        ...nobody,
        found: true,
        person: viewOf(deps, row),
        openRegistrationId: open.registration_id,
        openApplicationId: open.application_id,
      },
      [],
    )
  })
}

function viewOf(deps: Deps, row: PersonRow) {
  return {
    personId: row.person_id,
    name: row.name,
    sex: row.sex,
    ethnicity: row.ethnicity,
    birthOn: row.birth_on,
    hukouDivision: row.hukou_division,
    hukouDetail: row.hukou_detail,
    mobileMasked: maskPhone(openMobile(deps.crypto, row) ?? ''),
  }
}
