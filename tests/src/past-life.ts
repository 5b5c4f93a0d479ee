import { randomUUID } from 'node:crypto'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { OFFICES } from '@anju/dev/cast.ts'
import type { PermitFacts } from '@anju/domain/permit/permit-facts.ts'
import type { LifeFacts } from '@anju/domain/residence/life-facts.ts'
import type { TestRegistry } from './test-registry.ts'

/** A life of the past for a test: facts as the rules read them, and where each registration was. */
export type PastLife = LifeFacts & {
  readonly personId: string
  /** County of each stay, 6 digits, in the order of the stays. */
  readonly counties: readonly string[]
}

/**
 * Enters lives as the owner of the tables, as a city's past would stand in them. Cells hold a few bytes in place of what is
 * encrypted: nothing that reads a life opens them. Everybody lives at one dwelling.
 */
export async function enterLives(registry: Pick<TestRegistry, 'asOwner'>, lives: readonly PastLife[]): Promise<void> {
  const rows = lives.map(rowsOf)
  const all = (of: (row: ReturnType<typeof rowsOf>) => readonly unknown[]) => JSON.stringify(rows.flatMap(of))
  for (const [sql, json] of [
    [PERSONS, all(({ person }) => [person])],
    [REGISTRATIONS, all(({ registrations }) => registrations)],
    [APPLICATIONS, all(({ permits }) => permits)],
    [PERMITS, all(({ permits }) => permits)],
    [ENDORSEMENTS, all(({ endorsements }) => endorsements)],
  ] as const) {
    await registry.asOwner(sql, [json])
  }
}

const FLAT = `'${DWELLINGS.flat.dwellingId}'::uuid`
const OFFICE = `'${OFFICES.zhangcha.officeId}'::uuid`

const PERSONS = `insert into foshan.person (person_id, document_kind, index_key_version, id_bidx, id_enc, dek_wrapped, name, sex, ethnicity, birth_on, hukou_division, hukou_detail, division_code)
select person_id, '111', 1, decode(md5(person_id::text), 'hex'), '\\x00', '\\x00', '某人', '1', '01', '1990-01-01', '430521', '', division_code
from jsonb_to_recordset($1) as r(person_id uuid, division_code text)`

const REGISTRATIONS = `insert into foshan.registration (registration_id, version, person_id, dwelling_id, office_id, division_code, channel, state, state_since, pack, declared_on, arrived_on, moved_in_on, registered_on, receipt_no, form_enc, ended_on, end_reason, reopened, follows, finding)
select registration_id, 1, person_id, ${FLAT}, ${OFFICE}, division_code, 'counter', state, registered_on, 'foshan/2016-01-01', registered_on, registered_on, moved_in_on, registered_on, registration_id::text, '\\x00', ended_on, case when ended_on is null then null else 'moved' end, reopened, follows, finding
from jsonb_to_recordset($1) as r(registration_id uuid, person_id uuid, division_code text, state text, registered_on date, moved_in_on date, ended_on date, reopened boolean, follows uuid, finding text)`

const APPLICATIONS = `insert into foshan.application (application_id, version, person_id, registration_id, dwelling_id, office_id, division_code, state, state_since, pack, condition, applied_on, presence)
select permit_id, 1, person_id, registration_id, ${FLAT}, ${OFFICE}, issued_in || '011209', 'issued', issued_on, 'foshan/2016-01-01', 'dwelling', issued_on, 'applicant'
from jsonb_to_recordset($1) as r(permit_id uuid, person_id uuid, registration_id uuid, issued_on date, issued_in text)`

const PERMITS = `insert into foshan.permit (permit_id, version, person_id, application_id, dwelling_id, division_code, permit_no, state, issued_on, base_on, handed_over_on, issued_in, printed_expiry_on, ended_on, end_reason, ends_taken_back)
select permit_id, 1, person_id, permit_id, ${FLAT}, issued_in || '011209', permit_id::text, case when ended_on is null then 'in-force' else 'ended' end, issued_on, issued_on, issued_on, issued_in, printed_expiry_on, ended_on, end_reason,
  (select array_agg(daterange((b ->> 'toldOn')::date, (b ->> 'endorseUntil')::date, '[]')) from jsonb_array_elements(ends_taken_back) b)
from jsonb_to_recordset($1) as r(permit_id uuid, person_id uuid, issued_on date, issued_in text, printed_expiry_on date, ended_on date, end_reason text, ends_taken_back jsonb)`

const ENDORSEMENTS = `insert into foshan.endorsement (endorsement_id, version, permit_id, person_id, office_id, division_code, channel, pack, accepted_on, booked_online_on, completed_on, refused_on)
select gen_random_uuid(), 1, permit_id, person_id, ${OFFICE}, '440604011209', 'counter', 'foshan/2016-01-01', accepted_on, booked_online_on, completed_on, refused_on
from jsonb_to_recordset($1) as r(permit_id uuid, person_id uuid, accepted_on date, booked_online_on date, completed_on date, refused_on date)`

function rowsOf({ personId, counties, stays, permits }: PastLife) {
  const division = (at: number) => `${counties[at] ?? '440604'}011209`
  const ids = stays.map(() => randomUUID())
  return {
    person: { person_id: personId, division_code: division(stays.length - 1) },
    registrations: stays.map((stay, at) => ({
      registration_id: ids[at],
      person_id: personId,
      division_code: division(at),
      ...standing(stay, at),
      registered_on: stay.registeredOn,
      moved_in_on: stay.movedInOn,
      ended_on: stay.endedOn,
      reopened: stay.reopened ?? false,
      follows: stay.declaredAs === 'change' ? ids[at - 1] : undefined,
    })),
    permits: permits.map((permit) => ({ ...permitRow(permit), person_id: personId, registration_id: ids[0] })),
    endorsements: permits.flatMap((permit) =>
      permit.endorsements.map((fact) => ({
        permit_id: permit.permitId,
        person_id: personId,
        accepted_on: fact.acceptedOn,
        booked_online_on: fact.bookedOnlineOn,
        completed_on: fact.completedOn,
        refused_on: fact.refusedOn,
      })),
    ),
  }
}

/** An untrue stay was cancelled as such; or, the second one of a life, ended after an objection and before a visit undid the finding. */
function standing({ untrue, endedOn }: PastLife['stays'][number], at: number) {
  if (untrue === true)
    return at === 1 && endedOn !== undefined ? { state: 'ended', finding: 'untrue' } : { state: 'cancelled-untrue' }
  return { state: endedOn === undefined ? 'active' : 'ended' }
}

function permitRow(permit: PermitFacts) {
  return {
    permit_id: permit.permitId,
    issued_on: permit.issuedOn,
    issued_in: permit.issuedIn,
    printed_expiry_on: permit.printedExpiryOn,
    ended_on: permit.ended?.endedOn,
    end_reason: permit.ended?.reason,
    ends_taken_back: permit.endsTakenBack ?? [],
  }
}
