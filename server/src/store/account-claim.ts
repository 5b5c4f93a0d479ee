import type { CryptoProvider } from '@anju/crypto/provider.ts'
import type { Pool, Tx } from '@anju/platform/database/pool.ts'

export type AccountKind = 'official' | 'resident'

/** A number under every index key that is looked up, the oldest first. */
export function accountIndexes(crypto: Pick<CryptoProvider, 'blindIndexes'>, idNumber: string): readonly Buffer[] {
  return crypto.blindIndexes('idno', idNumber).map(({ index }) => index)
}

/** Claims a number for a new account of an official; a second account of the person breaks `account_claim_pkey`. */
export async function claimForOfficial(tx: Tx, officialId: string, indexes: readonly Buffer[]): Promise<void> {
  await tx.write(
    `insert into account_claim (kind, id_bidx, account_id) select 'official', b, $1 from unnest($2::bytea[]) as i(b) order by b`,
    [officialId, indexes],
  )
}

/**
 * Claims a number for a resident's account, under every key in one statement. A twin that claimed it in the same instant under
 * one of the keys wins, and gets the other claims too.
 * @returns whether the number is this account's
 */
export async function claimForResident(tx: Tx, accountId: string, indexes: readonly Buffer[]): Promise<boolean> {
  await tx.write(
    `insert into account_claim (kind, id_bidx, account_id) select 'resident', b, $1 from unnest($2::bytea[]) as i(b) order by b on conflict do nothing`,
    [accountId, indexes],
  )
  const holders = await tx.write<{ account_id: string }>(
    `select account_id from account_claim where kind = 'resident' and id_bidx = any($1) order by account_id = $2`,
    [indexes, accountId],
  )
  const holder = holders[0]?.account_id
  if (holder === accountId) return true
  await tx.write(`update account_claim set account_id = $2 where kind = 'resident' and account_id = $1`, [
    accountId,
    holder ?? null,
  ])
  return false
}

/** The blind indexes under which a resident's account stands; undefined when there is no such account. */
export async function findAccountIndexes(shared: Pool, accountId: string): Promise<readonly Buffer[] | undefined> {
  const rows = await shared.ask<{ indexes: Buffer[] }>(
    `select array(select id_bidx from account_claim where account_id = a.account_id union select a.id_bidx) as indexes
     from resident_account a where a.account_id = $1`,
    [accountId],
  )
  return rows[0]?.indexes
}
