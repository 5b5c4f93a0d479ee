import { canonicalJsonBytes } from '@anju/crypto/canonical-json.ts'
import type { CryptoProvider } from '@anju/crypto/provider.ts'
import type { RegistrationState } from '@anju/domain/registration/registration-machine.ts'
import { OPEN_REGISTRATION_STATES } from '@anju/domain/registration/registration-machine.ts'
import type { Channel } from '@anju/domain/policy/workflow-policy.ts'
import type { Db, Parameter, Tx } from '@anju/platform/database/pool.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { SealedPerson } from './person.ts'

/** The parts of a registration that change over its life. */
export type RegistrationFields = {
  readonly state: RegistrationState
  readonly state_since: PlainDate
  readonly registered_on: PlainDate | null
  readonly receipt_no: string | null
  readonly next_due_on: PlainDate | null
  readonly finding: 'true' | 'untrue' | 'missed' | null
  readonly finding_by: string | null
  readonly visits_missed: number
  readonly absent_on: PlainDate | null
  readonly landlord_confirmed_on: PlainDate | null
  readonly ended_on: PlainDate | null
  readonly end_reason: string | null
  readonly reopened: boolean
}

export type RegistrationRow = RegistrationFields & {
  readonly registration_id: string
  readonly version: number
  readonly person_id: string
  readonly dwelling_id: string
  readonly office_id: string
  readonly division_code: string
  readonly channel: Channel
  readonly pack: string
  readonly declared_on: PlainDate
  readonly due_on: PlainDate | null
  readonly arrived_on: PlainDate
  readonly moved_in_on: PlainDate | null
  readonly form_enc: Buffer
  readonly follows: string | null
  readonly dek_wrapped: Buffer
  readonly person_name: string
  readonly standard_text: string
  readonly address_status: 'standard' | 'pending-survey'
}

const COLUMNS = `r.registration_id, r.version, r.person_id, r.dwelling_id, r.office_id, r.division_code, r.channel, r.pack, r.declared_on, r.due_on,
  r.arrived_on, r.moved_in_on, r.form_enc, r.follows, r.state, r.state_since, r.registered_on, r.receipt_no, r.next_due_on, r.finding, r.finding_by,
  r.visits_missed, r.absent_on, r.landlord_confirmed_on, r.ended_on, r.end_reason, r.reopened,
  p.dek_wrapped, p.name as person_name, a.standard_text, a.status as address_status`
const FROM = `from registration r join person p using (person_id) join dwelling d using (dwelling_id) join address a using (address_id)`

export async function findRegistration(db: Db, registrationId: string): Promise<RegistrationRow | undefined> {
  const rows = await db.read<RegistrationRow>(`select ${COLUMNS} ${FROM} where r.registration_id = $1`, [
    registrationId,
  ])
  return rows[0]
}

/** Holds a registration to the end of the transaction; one that is out of reach is not held. */
export async function lockRegistration(tx: Tx, registrationId: string): Promise<void> {
  await tx.write('select 1 from registration r where r.registration_id = $1 for no key update', [registrationId])
}

/** Every registration of a person in this city, oldest first. */
export async function listRegistrationsOf(db: Db, personId: string): Promise<readonly RegistrationRow[]> {
  return db.read<RegistrationRow>(
    `select ${COLUMNS} ${FROM} where r.person_id = $1 order by r.declared_on, r.registration_id`,
    [personId],
  )
}

/** What the rule of a declaration reads, in one statement: the person's key, the open registration, the dwelling. */
export type DeclarationLoad = {
  readonly dek_wrapped: Buffer | null
  readonly person_division: string | null
  readonly hukou_detail: string | null
  readonly open_registration: string | null
  readonly dwelling_id: string | null
  readonly division_code: string | null
  readonly standard_text: string | null
  readonly lane: string | null
  readonly door: string | null
  readonly unit: string | null
}

const LOAD_DECLARATION = `
select p.dek_wrapped, p.division_code as person_division, p.hukou_detail,
  (select registration_id from registration r where r.person_id = $1 and r.state = any($3) limit 1) as open_registration,
  d.dwelling_id, d.division_code, a.standard_text, a.lane, a.door, a.unit
from (select 1) as one
left join person p on p.person_id = $1
left join dwelling d on d.dwelling_id = $2
left join address a on a.address_id = d.address_id`

export async function loadDeclaration(db: Db, personId: string, dwellingId: string | null): Promise<DeclarationLoad> {
  const rows = await db.read<DeclarationLoad>(LOAD_DECLARATION, [personId, dwellingId, OPEN_REGISTRATION_STATES])
  const row = rows[0]
  if (row === undefined) throw new Error('A select without a source row gave no row')
  return row
}

export type NewRegistration = {
  readonly registrationId: string
  readonly version: number
  readonly dwellingId: string
  readonly officeId: string
  readonly divisionCode: string
  readonly channel: Channel
  readonly state: RegistrationState
  readonly pack: string
  readonly declaredOn: PlainDate
  readonly dueOn: PlainDate | null
  readonly arrivedOn: string
  readonly movedInOn: string | null
  readonly registeredOn: PlainDate | null
  readonly nextDueOn: PlainDate | null
  readonly formEnc: Buffer
  readonly follows: string | null
  /** Division, office code and day in front of the receipt number; null while there is no receipt. */
  readonly receiptPrefix: string | null
  readonly occupies: boolean
}

/**
 * Writes the person, the registration, its receipt number and the dwelling's count in one statement. A second open
 * registration of the person makes it fail with 23505 on `registration_open_once`.
 * @returns the receipt number, null when there is none yet; undefined when nothing was written, because the person was
 *   entered under another key between our look and this statement.
 */
export async function recordRegistration(
  tx: Tx,
  person: SealedPerson,
  registration: NewRegistration,
): Promise<string | null | undefined> {
  const rows = await tx.write<{ receipt_no: string | null }>(RECORD_REGISTRATION, [
    person.personId,
    person.documentKind,
    person.indexKeyVersion,
    person.idBidx,
    person.idEnc,
    person.mobileEnc,
    person.mobileBidx,
    person.wrappedKey,
    person.name,
    person.sex,
    person.ethnicity,
    person.birthOn,
    person.hukouDivision,
    person.hukouDetail,
    registration.divisionCode,
    registration.registrationId,
    registration.version,
    registration.dwellingId,
    registration.officeId,
    registration.channel,
    registration.state,
    registration.declaredOn,
    registration.pack,
    registration.dueOn,
    registration.arrivedOn,
    registration.movedInOn,
    registration.registeredOn,
    registration.nextDueOn,
    registration.formEnc,
    registration.follows,
    registration.receiptPrefix,
    registration.occupies ? 1 : 0,
  ])
  return rows[0]?.receipt_no
}

const RECORD_REGISTRATION = `
with resident as (
  insert into person as p (person_id, document_kind, index_key_version, id_bidx, id_enc, mobile_enc, mobile_bidx, dek_wrapped, name, sex, ethnicity, birth_on, hukou_division, hukou_detail, division_code)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
  on conflict (person_id) do update set version = p.version + 1, document_kind = excluded.document_kind, index_key_version = excluded.index_key_version, id_bidx = excluded.id_bidx, id_enc = excluded.id_enc,
    mobile_enc = coalesce(excluded.mobile_enc, p.mobile_enc), mobile_bidx = coalesce(excluded.mobile_bidx, p.mobile_bidx),
    name = excluded.name, sex = excluded.sex, ethnicity = excluded.ethnicity, birth_on = excluded.birth_on,
    hukou_division = excluded.hukou_division, hukou_detail = excluded.hukou_detail, division_code = excluded.division_code
  where p.dek_wrapped = excluded.dek_wrapped
  returning person_id
), counted as (
  insert into counter_row as c (office_id, name, on_day, value) select $19, 'receipt', $22, 1 where $31::text is not null
  on conflict (office_id, name, on_day) do update set value = c.value + 1
  returning value
), occupied as (
  update dwelling set occupants = occupants + $32 where dwelling_id = $18 and $32 > 0
)
insert into registration (registration_id, version, person_id, dwelling_id, office_id, division_code, channel, state, state_since, pack, declared_on, due_on,
  arrived_on, moved_in_on, registered_on, next_due_on, form_enc, follows, receipt_no)
select $16, $17, resident.person_id, $18, $19, $15, $20, $21, $22, $23, $22, $24, $25, $26, $27, $28, $29, $30,
  case when $31::text is null then null else $31 || lpad((select value from counted)::text, 5, '0') end
from resident
returning receipt_no`

/** A stay that is over and was not registered here: told by the old register, or confirmed by the office that kept it. */
export type TakenStay = {
  readonly registrationId: string
  readonly personId: string
  readonly dwellingId: string
  readonly officeId: string
  readonly divisionCode: string
  readonly pack: string
  readonly registeredOn: PlainDate
  readonly endedOn: PlainDate
  readonly formEnc: Buffer
  readonly takenFrom: 'import' | 'letter'
}

export async function recordTakenStay(tx: Tx, stay: TakenStay): Promise<void> {
  await tx.write(
    `insert into registration (registration_id, version, person_id, dwelling_id, office_id, division_code, channel, state, state_since, pack, declared_on, arrived_on,
       registered_on, ended_on, end_reason, form_enc, taken_from)
     values ($1, 1, $2, $3, $4, $5, 'counter', 'ended', $8, $6, $7, $7, $7, $8, 'moved', $9, $10)`,
    [
      stay.registrationId,
      stay.personId,
      stay.dwellingId,
      stay.officeId,
      stay.divisionCode,
      stay.pack,
      stay.registeredOn,
      stay.endedOn,
      stay.formEnc,
      stay.takenFrom,
    ],
  )
}

const CHANGEABLE: readonly (keyof RegistrationFields)[] = [
  'state',
  'state_since',
  'registered_on',
  'receipt_no',
  'next_due_on',
  'finding',
  'finding_by',
  'visits_missed',
  'absent_on',
  'landlord_confirmed_on',
  'ended_on',
  'end_reason',
  'reopened',
]
const CHANGE = `update registration set version = version + 1, ${CHANGEABLE.map((column, at) => `${column} = $${at + 3}`).join(', ')}
where registration_id = $1 and version = $2 returning version`

/** Writes the new state over the version that was decided on. @returns whether that version was still the current one. */
export async function changeRegistration(
  tx: Tx,
  row: RegistrationRow,
  change: Partial<RegistrationFields>,
): Promise<boolean> {
  const next: RegistrationFields = { ...row, ...change }
  const values: readonly Parameter[] = CHANGEABLE.map((column) => next[column])
  const rows = await tx.write(CHANGE, [row.registration_id, row.version, ...values])
  return rows.length === 1
}

/** The next number of an office's counter for one day: 1, 2, 3 … Holds the counter's row until the commit. */
export async function nextNumber(tx: Tx, officeId: string, name: string, onDay: PlainDate): Promise<number> {
  const rows = await tx.write<{ value: number }>(
    `insert into counter_row as c (office_id, name, on_day, value) values ($1, $2, $3, 1)
     on conflict (office_id, name, on_day) do update set value = c.value + 1 returning value`,
    [officeId, name, onDay],
  )
  const value = rows[0]?.value
  if (value === undefined) throw new Error('A counter gave no number')
  return value
}

/** The form beyond the person row, sealed. */
export function sealForm(
  crypto: CryptoProvider,
  registrationId: string,
  personId: string,
  form: Readonly<Record<string, unknown>>,
  wrappedKey: Buffer,
): Buffer {
  return crypto.seal(
    { table: 'registration', column: 'form_enc', rowId: registrationId, personId },
    canonicalJsonBytes(form),
    wrappedKey,
  )
}

export function openForm(
  crypto: CryptoProvider,
  row: Pick<RegistrationRow, 'registration_id' | 'person_id' | 'form_enc' | 'dek_wrapped'>,
): Record<string, unknown> {
  const address = { table: 'registration', column: 'form_enc', rowId: row.registration_id, personId: row.person_id }
  return JSON.parse(crypto.open(address, row.form_enc, row.dek_wrapped).toString('utf8')) as Record<string, unknown>
}

/**
 * Writes the last day in time anew, when the working days it was counted in are published.
 * @returns whether the version that was read was still the current one.
 */
export async function recordDueOn(tx: Tx, row: RegistrationRow, dueOn: PlainDate): Promise<boolean> {
  const rows = await tx.write(
    'update registration set version = version + 1, due_on = $3 where registration_id = $1 and version = $2 returning version',
    [row.registration_id, row.version, dueOn],
  )
  return rows.length === 1
}

/** A declaration that was held is filled in at its entry. */
export async function recordForm(tx: Tx, row: RegistrationRow, formEnc: Buffer): Promise<void> {
  await tx.write('update registration set form_enc = $2 where registration_id = $1', [row.registration_id, formEnc])
}

/** The registration that continues another after a change of address. */
export async function findFollowing(db: Db, registrationId: string): Promise<RegistrationRow | undefined> {
  const rows = await db.read<RegistrationRow>(`select ${COLUMNS} ${FROM} where r.follows = $1`, [registrationId])
  return rows[0]
}

/** The latest application made on a registration. */
export async function findApplicationOf(db: Db, registrationId: string): Promise<string | undefined> {
  const rows = await db.read<{ application_id: string }>(
    'select application_id from application where registration_id = $1 order by applied_on desc, application_id desc limit 1',
    [registrationId],
  )
  return rows[0]?.application_id
}

/** The matters of one person, found by the blind index of the number they signed in with. */
export async function listMattersOf(
  db: Db,
  indexes: readonly Buffer[],
): Promise<
  readonly {
    readonly kind: 'registration' | 'application'
    readonly id: string
    readonly state: string
    readonly since: string
    readonly due_on: string | null
    readonly standard_text: string
    readonly registered_on: PlainDate | null
    /** Something can still come of it. */
    readonly open: boolean
  }[]
> {
  return db.read(
    `select 'registration' as kind, r.registration_id as id, r.state, r.state_since as since, r.next_due_on as due_on, a.standard_text, r.registered_on, r.state = any($2) as open
     from person p join registration r using (person_id) join dwelling d using (dwelling_id) join address a using (address_id) where p.person_id in (select person_id from id_index where id_bidx = any($1))
     union all
     select 'application', x.application_id, x.state, x.state_since, x.due_on, a.standard_text, null, x.closed_on is null
     from person p join application x using (person_id) join dwelling d using (dwelling_id) join address a using (address_id) where p.person_id in (select person_id from id_index where id_bidx = any($1))
     order by 4 desc`,
    [indexes, OPEN_REGISTRATION_STATES],
  )
}
