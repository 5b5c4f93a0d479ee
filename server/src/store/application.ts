import { canonicalJsonBytes } from '@anju/crypto/canonical-json.ts'
import type { CryptoProvider } from '@anju/crypto/provider.ts'
import { type ApplicationState, CLOSED_APPLICATION_STATES } from '@anju/domain/application/application-machine.ts'
import type { Condition } from '@anju/domain/application/checklist.ts'
import type { PhotoSource } from '@anju/domain/application/decide-photo.ts'
import type { AgencySituation } from '@anju/domain/agency/decide-agency.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { RegistrationState } from '@anju/domain/registration/registration-machine.ts'
import type { Db, Parameter, Tx } from '@anju/platform/database/pool.ts'

/** The parts of an application that change over its life. */
export type ApplicationFields = {
  readonly state: ApplicationState
  readonly state_since: PlainDate
  readonly accepted_on: PlainDate | null
  readonly acceptance_no: string | null
  readonly due_on: PlainDate | null
  readonly due_extended_on: PlainDate | null
  readonly next_due_on: PlainDate | null
  readonly photo_source: PhotoSource | null
  readonly photo_card_from: PlainDate | null
  readonly visited_true: boolean
  readonly visits_missed: number
  readonly area_m2: number | null
  readonly occupancy_reason: string | null
  /** JSON text when written, a list when read. */
  readonly quality_reasons: readonly string[]
  readonly quality_notes_enc: Buffer | null
  readonly batch_no: string | null
  readonly approved_on: PlainDate | null
  readonly exported_on: PlainDate | null
  readonly produced_on: PlainDate | null
  readonly dispatched_on: PlainDate | null
  readonly notified_on: PlainDate | null
  readonly reminders: number
  readonly handed_over_on: PlainDate | null
  readonly closed_on: PlainDate | null
  readonly close_reasons: readonly string[]
}

export type Presence = 'applicant' | 'agent' | 'nobody'

export type ApplicationRow = ApplicationFields & {
  readonly application_id: string
  readonly version: number
  readonly person_id: string
  readonly registration_id: string
  readonly dwelling_id: string
  readonly office_id: string
  readonly division_code: string
  readonly pack: string
  readonly condition: Condition
  readonly applied_on: PlainDate
  readonly presence: Presence
  readonly agent_enc: Buffer | null
  /** The mandate under which an agent made it. */
  readonly mandate_id: string | null
  readonly dek_wrapped: Buffer
  readonly id_enc: Buffer
  readonly person_name: string
  readonly standard_text: string
  readonly filing_no: string
  readonly living_area_m2: number | null
  readonly occupants: number
  readonly permits: number
  readonly registration_state: RegistrationState
}

const CHANGEABLE: readonly (keyof ApplicationFields)[] = [
  'state',
  'state_since',
  'accepted_on',
  'acceptance_no',
  'due_on',
  'due_extended_on',
  'next_due_on',
  'photo_source',
  'photo_card_from',
  'visited_true',
  'visits_missed',
  'area_m2',
  'occupancy_reason',
  'quality_reasons',
  'quality_notes_enc',
  'batch_no',
  'approved_on',
  'exported_on',
  'produced_on',
  'dispatched_on',
  'notified_on',
  'reminders',
  'handed_over_on',
  'closed_on',
  'close_reasons',
]

const FIND = `
select ${CHANGEABLE.map((column) => `x.${column}`).join(', ')}, x.application_id, x.version, x.person_id, x.registration_id, x.dwelling_id, x.office_id,
  x.division_code, x.pack, x.condition, x.applied_on, x.presence, x.agent_enc, x.mandate_id, p.dek_wrapped, p.id_enc, p.name as person_name, a.standard_text,
  d.filing_no, d.living_area_m2, d.occupants, d.permits, r.state as registration_state
from application x join person p using (person_id) join dwelling d on d.dwelling_id = x.dwelling_id join address a using (address_id)
join registration r on r.registration_id = x.registration_id
where x.application_id = $1`

export async function findApplication(db: Db, applicationId: string): Promise<ApplicationRow | undefined> {
  const rows = await db.read<ApplicationRow>(FIND, [applicationId])
  return rows[0]
}

/** The case of a person that is still open; at most one by constraint. */
export async function findOpenApplication(
  db: Db,
  personId: string,
): Promise<{ readonly applicationId: string; readonly acceptanceNo: string } | undefined> {
  const rows = await db.read<{ application_id: string; acceptance_no: string | null }>(
    'select application_id, acceptance_no from application where person_id = $1 and state <> all($2)',
    [personId, CLOSED_APPLICATION_STATES],
  )
  const row = rows[0]
  return row === undefined ? undefined : { applicationId: row.application_id, acceptanceNo: row.acceptance_no ?? '' }
}

export type NewApplication = {
  readonly applicationId: string
  readonly personId: string
  readonly registrationId: string
  readonly dwellingId: string
  readonly officeId: string
  readonly divisionCode: string
  readonly pack: string
  readonly condition: Condition
  readonly appliedOn: PlainDate
  readonly nextDueOn: PlainDate | null
  readonly presence: Presence
  readonly agentEnc: Buffer | null
  readonly agentRelation: string | null
  readonly mandateId: string | null
  readonly photoSource: PhotoSource | null
  readonly photoCardFrom: PlainDate | null
}

/** Enters an application as submitted, version 1. A second open one of the person breaks `application_open_once`. */
export async function recordApplication(tx: Tx, application: NewApplication): Promise<void> {
  await tx.write(
    `insert into application (application_id, version, person_id, registration_id, dwelling_id, office_id, division_code, state, state_since, pack, condition,
       applied_on, next_due_on, presence, agent_enc, agent_relation, photo_source, photo_card_from, mandate_id)
     values ($1, 1, $2, $3, $4, $5, $6, 'submitted', $7, $8, $9, $7, $10, $11, $12, $13, $14, $15, $16)`,
    [
      application.applicationId,
      application.personId,
      application.registrationId,
      application.dwellingId,
      application.officeId,
      application.divisionCode,
      application.appliedOn,
      application.pack,
      application.condition,
      application.nextDueOn,
      application.presence,
      application.agentEnc,
      application.agentRelation,
      application.photoSource,
      application.photoCardFrom,
      application.mandateId,
    ],
  )
}

const CHANGE = `update application set version = version + 1, ${CHANGEABLE.map((column, at) => `${column} = $${at + 3}`).join(', ')}
where application_id = $1 and version = $2 returning version`

/** Writes the new state over the version that was decided on. @returns whether that version was still the current one. */
export async function changeApplication(
  tx: Tx,
  row: ApplicationRow,
  change: Partial<ApplicationFields>,
): Promise<boolean> {
  const next: ApplicationFields = { ...row, ...change }
  const values = CHANGEABLE.map((column): Parameter => {
    const value = next[column]
    return Array.isArray(value) ? JSON.stringify(value) : value
  })
  const rows = await tx.write(CHANGE, [row.application_id, row.version, ...values])
  return rows.length === 1
}

type Noted = Pick<ApplicationRow, 'application_id' | 'person_id' | 'quality_notes_enc' | 'dek_wrapped'>

function qualityCell(row: Omit<Noted, 'quality_notes_enc'>) {
  return { table: 'application', column: 'quality_notes_enc', rowId: row.application_id, personId: row.person_id }
}

/** Seals what the police wrote, by reason: it may name what only the applicant's papers say. */
export function sealQualityNotes(
  crypto: CryptoProvider,
  row: Omit<Noted, 'quality_notes_enc'>,
  notes: Readonly<Record<string, string>>,
): Buffer {
  return crypto.seal(qualityCell(row), canonicalJsonBytes(notes), row.dek_wrapped)
}

export function openQualityNotes(crypto: CryptoProvider, row: Noted): Readonly<Record<string, string>> {
  if (row.quality_notes_enc === null) return {}
  const text = crypto.open(qualityCell(row), row.quality_notes_enc, row.dek_wrapped).toString('utf8')
  // Sealed by sealQualityNotes and authenticated: what opens is what was written.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return JSON.parse(text) as Readonly<Record<string, string>>
}

/** The agent (代办人) as recorded with the application. */
export type Agent = {
  readonly name: string
  readonly relation: string
  readonly idNumber: string
  readonly phone: string
  readonly guardian: boolean
  readonly ground: AgencySituation
  readonly mobilityEvidence: boolean
  readonly supervisorReason: string
}

function agentCell(applicationId: string, personId: string) {
  return { table: 'application', column: 'agent_enc', rowId: applicationId, personId }
}

export function sealAgent(
  crypto: CryptoProvider,
  applicationId: string,
  personId: string,
  agent: Agent,
  wrappedKey: Buffer,
): Buffer {
  return crypto.seal(agentCell(applicationId, personId), canonicalJsonBytes(agent), wrappedKey)
}

/** Undefined when the applicant came in person. */
export function openAgent(
  crypto: CryptoProvider,
  row: Pick<ApplicationRow, 'application_id' | 'person_id' | 'agent_enc' | 'dek_wrapped'>,
): Agent | undefined {
  if (row.agent_enc === null) return undefined
  const text = crypto
    .open(agentCell(row.application_id, row.person_id), row.agent_enc, row.dek_wrapped)
    .toString('utf8')
  // Sealed by sealAgent and authenticated: what opens is what was written.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return JSON.parse(text) as Agent
}
