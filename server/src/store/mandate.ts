import { canonicalJsonBytes } from '@anju/crypto/canonical-json.ts'
import type { CryptoProvider } from '@anju/crypto/provider.ts'
import type { Mandate, MandateScope, MandateWay } from '@anju/domain/agency/mandate.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import type { Agent } from './application.ts'

export type MandateRow = {
  readonly mandate_id: string
  readonly version: number
  readonly person_id: string
  readonly division_code: string
  readonly agent_enc: Buffer
  readonly scopes: readonly MandateScope[]
  readonly way: MandateWay
  readonly given_on: PlainDate
  readonly last_on: PlainDate
  readonly uses_max: number
  readonly uses: number
  readonly confirmed_on: PlainDate | null
  readonly revoked_on: PlainDate | null
  readonly revoked_by: 'principal' | 'office' | null
  readonly dek_wrapped: Buffer
}

const COLUMNS = `m.mandate_id, m.version, m.person_id, m.division_code, m.agent_enc, m.scopes, m.way, m.given_on, m.last_on, m.uses_max, m.uses,
  m.confirmed_on, m.revoked_on, m.revoked_by, p.dek_wrapped`
const FROM = 'from mandate m join person p using (person_id)'

export async function findMandate(db: Db, mandateId: string): Promise<MandateRow | undefined> {
  const rows = await db.read<MandateRow>(`select ${COLUMNS} ${FROM} where m.mandate_id = $1`, [mandateId])
  return rows[0]
}

/** Takes the mandate to the end of the transaction: of two uses at once the second sees what the first left. */
export async function lockMandate(tx: Tx, mandateId: string): Promise<MandateRow | undefined> {
  const rows = await tx.write<MandateRow>(`select ${COLUMNS} ${FROM} where m.mandate_id = $1 for update of m`, [
    mandateId,
  ])
  return rows[0]
}

/** The mandates that a person gave, the latest first. */
export async function listMandatesOf(db: Db, personId: string): Promise<readonly MandateRow[]> {
  return db.read<MandateRow>(
    `select ${COLUMNS} ${FROM} where m.person_id = $1 order by m.given_on desc, m.mandate_id desc`,
    [personId],
  )
}

/** The person of a resident account, and the mandates they gave. */
export async function listMandatesByIndex(db: Db, indexes: readonly Buffer[]): Promise<readonly MandateRow[]> {
  return db.read<MandateRow>(
    `select ${COLUMNS} ${FROM} where p.id_bidx = any($1) order by m.given_on desc, m.mandate_id desc`,
    [indexes],
  )
}

/** Whether a mandate was given by the person of a number. */
export async function isMandateOf(db: Db, mandateId: string, indexes: readonly Buffer[]): Promise<boolean> {
  const rows = await db.read(`select 1 ${FROM} where m.mandate_id = $1 and p.id_bidx = any($2)`, [mandateId, indexes])
  return rows.length === 1
}

export type NewMandate = {
  readonly mandateId: string
  readonly personId: string
  readonly divisionCode: string
  readonly agent: Agent
  readonly wrappedKey: Buffer
  readonly scopes: readonly MandateScope[]
  readonly way: MandateWay
  readonly pack: string
  readonly givenOn: PlainDate
  readonly lastOn: PlainDate
  readonly usesMax: number
  readonly confirmedOn: PlainDate | null
}

export async function recordMandate(tx: Tx, crypto: CryptoProvider, one: NewMandate): Promise<void> {
  const sealed = crypto.seal(agentCell(one.mandateId, one.personId), canonicalJsonBytes(one.agent), one.wrappedKey)
  await tx.write(
    `insert into mandate (mandate_id, version, person_id, division_code, agent_enc, scopes, way, pack, given_on, last_on, uses_max, confirmed_on)
     values ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      one.mandateId,
      one.personId,
      one.divisionCode,
      sealed,
      one.scopes,
      one.way,
      one.pack,
      one.givenOn,
      one.lastOn,
      one.usesMax,
      one.confirmedOn,
    ],
  )
}

export function openMandateAgent(
  crypto: CryptoProvider,
  row: Pick<MandateRow, 'mandate_id' | 'person_id' | 'agent_enc' | 'dek_wrapped'>,
): Agent {
  const text = crypto.open(agentCell(row.mandate_id, row.person_id), row.agent_enc, row.dek_wrapped).toString('utf8')
  // Sealed by recordMandate and authenticated: what opens is what was written.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return JSON.parse(text) as Agent
}

function agentCell(mandateId: string, personId: string) {
  return { table: 'mandate', column: 'agent_enc', rowId: mandateId, personId }
}

/** The mandate as the rule reads it; the agent stands under the number of the document that was seen. */
export function mandateOf(crypto: CryptoProvider, row: MandateRow): Mandate {
  return {
    principalId: row.person_id,
    agentRef: openMandateAgent(crypto, row).idNumber,
    scopes: row.scopes,
    way: row.way,
    givenOn: row.given_on,
    lastOn: row.last_on,
    usesMax: row.uses_max,
    uses: row.uses,
    confirmedOn: row.confirmed_on,
    revokedOn: row.revoked_on,
  }
}

/** Writes that the principal said yes. The row is locked by the caller. */
export async function confirmMandateRow(
  tx: Tx,
  mandateId: string,
  change: { readonly way: MandateWay; readonly on: PlainDate },
): Promise<void> {
  await tx.write(
    `update mandate set version = version + 1, confirmed_on = $2, way = $3 where mandate_id = $1 and confirmed_on is null`,
    [mandateId, change.on, change.way],
  )
}

export async function revokeMandateRow(
  tx: Tx,
  mandateId: string,
  change: { readonly by: 'principal' | 'office'; readonly on: PlainDate },
): Promise<void> {
  await tx.write(
    `update mandate set version = version + 1, revoked_on = $2, revoked_by = $3 where mandate_id = $1 and revoked_on is null`,
    [mandateId, change.on, change.by],
  )
}

export type NewMandateUse = {
  readonly scope: MandateScope
  readonly caseId: string
  readonly use: number
  readonly on: PlainDate
}

/** Counts a use of a locked mandate. A count that was taken before breaks the key of `mandate_use`. */
export async function recordMandateUse(tx: Tx, row: MandateRow, one: NewMandateUse): Promise<void> {
  await tx.write('update mandate set uses = uses + 1 where mandate_id = $1', [row.mandate_id])
  await tx.write(
    `insert into mandate_use (mandate_id, use_no, person_id, division_code, scope, case_id, used_on) values ($1, $2, $3, $4, $5, $6, $7)`,
    [row.mandate_id, one.use, row.person_id, row.division_code, one.scope, one.caseId, one.on],
  )
}

/** Writes that something happened that changes nothing else. */
export async function touchMandateRow(tx: Tx, mandateId: string): Promise<void> {
  await tx.write('update mandate set version = version + 1 where mandate_id = $1', [mandateId])
}

/** Whether the person of an ID number is in the city's register with this mobile. */
export async function hasNumberOfRecord(
  db: Db,
  crypto: CryptoProvider,
  idNumber: string,
  mobile: string,
): Promise<boolean> {
  const indexesOf = (kind: 'idno' | 'phone', value: string) =>
    crypto.blindIndexes(kind, value).map(({ index }) => index)
  const rows = await db.read('select 1 from person where id_bidx = any($1) and mobile_bidx = any($2)', [
    indexesOf('idno', idNumber),
    indexesOf('phone', mobile),
  ])
  return rows.length > 0
}
