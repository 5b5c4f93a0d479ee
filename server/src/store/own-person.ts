import type { Pool } from '@anju/platform/database/pool.ts'

/** The person of a resident's account, by the number they proved; undefined while no city's register knows them. */
export async function findOwnPersonId(shared: Pool, accountId: string): Promise<string | undefined> {
  const rows = await shared.ask<{ person_id: string }>(
    `select i.person_id from resident_account a join id_index i on i.id_bidx = a.id_bidx where a.account_id = $1
     order by i.index_key_version limit 1`,
    [accountId],
  )
  return rows[0]?.person_id
}
