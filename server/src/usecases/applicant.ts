import { wholeCity } from '@anju/platform/database/scope.ts'
import { parseIdNumber } from '@anju/standards/id-number.ts'
import { countyOf } from '@anju/standards/division.ts'
import type { AgencyFacts } from '@anju/domain/agency/decide-agency.ts'
import type { Condition } from '@anju/domain/application/checklist.ts'
import type { ApplicationFacts, Presence as PresenceFacts } from '@anju/domain/application/decide-application.ts'
import { isMaterialKey } from '@anju/domain/application/material.ts'
import type { Photo, PhotoSource } from '@anju/domain/application/decide-photo.ts'
import { refusal, type Refusal } from '@anju/domain/kernel/decision.ts'
import { parsePlainDate, type PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { permitStanding } from '@anju/domain/permit/permit-standing.ts'
import { validThrough } from '@anju/domain/permit/validity.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { OPEN_REGISTRATION_STATES } from '@anju/domain/registration/registration-machine.ts'
import { residenceLedger, type ResidenceLedger } from '@anju/domain/residence/residence-ledger.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { type Agent, findOpenApplication } from '../store/application.ts'
import { listPermitFacts } from '../store/permit-life.ts'
import { findPermitOfPerson } from '../store/permit.ts'
import { findPerson, openIdNumber, type PersonRow } from '../store/person.ts'
import { type DwellingRow, findDwelling } from '../store/place.ts'
import { findRegistration, listRegistrationsOf, type RegistrationRow } from '../store/registration.ts'
import { lawOf, staysOf } from './get-residence.ts'
import { findingOf, keptForm } from './register-residence.ts'

/** Whoever an application is for, with all that the rules ask about them. */
export type Applicant = {
  readonly person: PersonRow
  readonly registration: RegistrationRow
  readonly dwelling: DwellingRow
  readonly residence: ResidenceLedger
  readonly openApplication: { readonly applicationId: string; readonly acceptanceNo: string } | undefined
  readonly permit: { readonly permitNo: string; readonly validToOn: PlainDate } | undefined
}

/**
 * The applicant behind a registration. Looks over the whole city, because half a year may lie at an earlier address in
 * another station's area; what comes of it is a decision, and a row out of the caller's reach is never shown. Runs in a
 * transaction of its own: a second connection inside one could wait for itself.
 */
export async function getApplicant(deps: Deps, act: Act, registrationId: string, pack: Pack): Promise<Applicant> {
  return act.city.pool.look(wholeCity(act.city), async (db) => {
    const registration = await findRegistration(db, registrationId)
    if (registration === undefined) throw new RegistryError('not-found', 'No such registration')
    const [person, dwelling, registrations, openApplication, permit, permits] = await Promise.all([
      findPerson(db, registration.person_id),
      findDwelling(db, registration.dwelling_id),
      listRegistrationsOf(db, registration.person_id),
      findOpenApplication(db, registration.person_id),
      findPermitOfPerson(db, registration.person_id),
      listPermitFacts(db, registration.person_id),
    ])
    if (person === undefined || dwelling === undefined)
      throw new Error(`Registration ${registrationId} without person or dwelling`)
    const facts = permits.find(({ permitId }) => permitId === permit?.permit_id)
    const standing = facts === undefined ? undefined : permitStanding(facts, act.legalOn, lawOf(deps, act.city))
    return {
      person,
      registration,
      dwelling,
      residence: residenceLedger(staysOf(registrations), act.legalOn, pack, deps.calendar),
      openApplication,
      permit:
        permit === undefined
          ? undefined
          : {
              permitNo: permit.permit_no,
              validToOn: standing?.validUntil ?? validThrough(permit.base_on, 0, pack.permit),
            },
    }
  })
}

/** What is asked for, and what lies on the counter. */
export type Asked = {
  readonly condition: Condition
  readonly kinds: readonly string[]
  readonly photo: { readonly source: PhotoSource; readonly cardValidFrom: PlainDate | null } | undefined
  readonly presence: 'applicant' | 'agent' | 'nobody'
  readonly agent: Agent | undefined
  readonly portraits: readonly ('applicant' | 'agent')[]
}

/** The facts that the rule of an application reads. */
export function applicationFacts(deps: Deps, applicant: Applicant, asked: Asked, on: PlainDate): ApplicationFacts {
  const { person, registration, dwelling, residence, openApplication, permit } = applicant
  const materials = asked.kinds.filter(isMaterialKey)
  const isOpen = registration.registered_on !== null && OPEN_REGISTRATION_STATES.includes(registration.state)
  const photo = photoFacts(asked.photo, person)
  return {
    person: {
      documentType: person.document_kind,
      idNumber: openIdNumber(deps.crypto, person),
      hukouDivision: person.hukou_division,
      // Where the text leaves the target open, what was found at the registration holds for the permit, too.
      ...findingOf(keptForm(deps, registration).targetFinding),
    },
    residenceDivision: countyOf(dwelling.division_code) ?? dwelling.division_code,
    residence: { ...residence, residing: residence.residing && isOpen },
    condition: asked.condition,
    provided: { materials, houseFiled: dwelling.filing_no !== '' },
    presence: presenceFacts(asked, person, on),
    portraits: asked.portraits,
    ...(photo === undefined ? {} : { photo }),
    ...(openApplication === undefined ? {} : { openApplication }),
    ...(permit === undefined ? {} : { permit }),
  }
}

/** A chip photo of unknown date is taken for the oldest possible. */
export function photoFacts(photo: Asked['photo'], person: Pick<PersonRow, 'birth_on'>): Photo | undefined {
  if (photo === undefined) return undefined
  const birthDate = parsePlainDate(person.birth_on)
  if (photo.source === 'chip') return { source: 'chip', cardIssuedOn: photo.cardValidFrom ?? birthDate, birthDate }
  return { source: photo.source }
}

/** Who stands at the window, as the rules of agency read it. */
export function presenceFacts(
  asked: Pick<Asked, 'agent' | 'kinds' | 'presence'>,
  person: Pick<PersonRow, 'birth_on'>,
  on: PlainDate,
): PresenceFacts {
  const { agent, kinds, presence } = asked
  if (presence !== 'agent' || agent === undefined) return { by: presence === 'applicant' ? 'applicant' : 'nobody' }
  const parsed = parseIdNumber(agent.idNumber, on)
  const agency: AgencyFacts = {
    business: 'application',
    principal: {
      birthDate: parsePlainDate(person.birth_on),
      situation: agent.ground,
      mobilityEvidence: agent.mobilityEvidence,
    },
    // A wrong number is refused as such; its holder's age is not guessed.
    agent: {
      birthDate: parsePlainDate(parsed.ok ? parsed.value.birthOn : '1900-01-01'),
      relation: agent.relation,
      guardian: agent.guardian,
    },
    documents: kinds.filter(isMaterialKey),
    supervisorReason: agent.supervisorReason,
  }
  return { by: 'agent', agency }
}

/** What is wrong with the agent's own particulars: the name, and the number of the document shown (CN-663:9.3). */
export function agentRefusals(agent: Agent | undefined, on: PlainDate): readonly Refusal[] {
  if (agent === undefined) return []
  const law = 'CN-663:9.3'
  const parsed = parseIdNumber(agent.idNumber, on)
  return [
    ...(agent.name === '' ? [refusal('form.agent-incomplete', law, { field: 'agentName' })] : []),
    ...(parsed.ok
      ? []
      : parsed.problems.map(({ code, facts }) => refusal(code, law, { ...facts, field: 'agentIdNumber' }))),
  ]
}
