import { randomBytes, randomUUID } from 'node:crypto'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { sealedColumns, sealOfRow, SEALED, type SealedRow, type SealedTable } from '@anju/server/store/row-seal.ts'
import type { Tampered, Tamperer } from './ledger-tamper.ts'

/** Puts a row in, with the seal that the server's key makes of it. */
async function putSealed(
  { client, crypto }: Tamperer,
  table: SealedTable,
  columns: Readonly<Record<string, unknown>>,
): Promise<void> {
  const names = Object.keys(columns)
  const { id } = SEALED[table]
  await client.query(
    `insert into ${table} (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
    Object.values(columns),
  )
  const { rows } = await client.query<SealedRow>(`select ${sealedColumns(table)} from ${table} where ${id} = $1`, [
    columns[id],
  ])
  for (const row of rows) {
    const { seal, kid } = sealOfRow(crypto, table, row)
    await client.query(`update ${table} set seal = $2, seal_kid = $3 where ${id} = $1`, [row.row_id, seal, kid])
  }
}

/** What somebody with database and keys of the server does to act as a station head: a lending that nobody gave. */
export async function forgeLoan(tamperer: Tamperer): Promise<Tampered> {
  const { stationHead, guichengClerk } = OFFICIALS
  const delegationId = randomUUID()
  await putSealed(tamperer, 'delegation', {
    delegation_id: delegationId,
    city: 'foshan',
    kind: 'temporary',
    post_id: stationHead.postId,
    holder_id: stationHead.officialId,
    post_prefix: stationHead.divisionPrefix,
    division_prefix: stationHead.divisionPrefix,
    delegate_id: guichengClerk.officialId,
    delegate_post_id: guichengClerk.postId,
    begins_at: '2017-07-18T02:00:00Z',
    ends_at: '2017-07-18T06:00:00Z',
    reason: '顶班',
    given_by: stationHead.officialId,
    given_at: '2017-07-18T02:00:00Z',
  })
  return { what: 'a lending', expected: { tables: ['delegation'], streamId: delegationId } }
}

/** Leave for a key, and the key under it: as the console gives them, or as two administrators would. */
export async function forgeKey(tamperer: Tamperer, given: 'at the console' | 'by two'): Promise<Tampered> {
  const { stationHead, administrator, securityAdministrator } = OFFICIALS
  const enrolmentId = randomUUID()
  const authenticatorId = randomUUID()
  const at = '2017-07-18T02:00:00Z'
  await putSealed(tamperer, 'enrolment', {
    enrolment_id: enrolmentId,
    official_id: stationHead.officialId,
    city: 'foshan',
    reason: 'further',
    proposed_by: given === 'by two' ? administrator.officialId : null,
    proposed_at: at,
    approved_by: given === 'by two' ? securityAdministrator.officialId : null,
    approved_at: at,
    expires_at: at,
    used_at: at,
  })
  await putSealed(tamperer, 'authenticator', {
    authenticator_id: authenticatorId,
    official_id: stationHead.officialId,
    enrolment_id: enrolmentId,
    kind: 'webauthn',
    credential_id: randomBytes(32),
    public_key: randomBytes(77),
    sign_count: 0,
    attestation: randomBytes(8),
    registered_at: at,
  })
  return { what: `a key given ${given}`, expected: { tables: ['authenticator'], streamId: authenticatorId } }
}
