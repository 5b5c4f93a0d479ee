import type { CryptoProvider } from '@anju/crypto/provider.ts'
import type { Pool, Tx } from '@anju/platform/database/pool.ts'
import { wholeCity } from '@anju/platform/database/scope.ts'
import { accountIndexes, claimForResident } from './account-claim.ts'

/** How sure we are that an account is the person's; later ones are surer. */
export const ASSURANCES = ['phone', 'identity-provider', 'seen-at-counter'] as const
export type Assurance = (typeof ASSURANCES)[number]

export type ResidentAccount = {
  readonly accountId: string
  readonly name: string
  readonly assurance: Assurance
  readonly mobileBidx: Buffer | null
  readonly wrappedKey: Buffer
}

/** What a city's register has of somebody: the name, and the mobile of record by its index. */
export type Recorded = { readonly name: string; readonly mobileBidx: Buffer | null }

/** The account of an ID number under any of its indexes, locked; none yet is told apart by undefined. */
export async function findAccount(tx: Tx, indexes: readonly Buffer[]): Promise<ResidentAccount | undefined> {
  const rows = await tx.write<ResidentAccount>(
    `select account_id as "accountId", name, assurance, mobile_bidx as "mobileBidx", dek_wrapped as "wrappedKey" from resident_account where account_id in (
       select account_id from resident_account where id_bidx = any($1)
       union all select account_id from account_claim where kind = 'resident' and id_bidx = any($1)) for update`,
    [indexes],
  )
  return rows[0]
}

/** What the city's register has of an ID number; undefined when the person is not in it. */
export async function findRecorded(
  city: { readonly city: string; readonly divisionPrefix: string; readonly pool: Pool },
  indexes: readonly Buffer[],
): Promise<Recorded | undefined> {
  const rows = await city.pool.look(wholeCity(city), (db) =>
    db.read<Recorded>('select name, mobile_bidx as "mobileBidx" from person where id_bidx = any($1)', [indexes]),
  )
  return rows[0]
}

export type NewAccount = {
  readonly accountId: string
  readonly name: string
  readonly idNumber: string
  readonly mobile: string | undefined
  readonly assurance: Assurance
  readonly at: string
}

/** Makes the account of an ID number. A twin made in the same instant wins, and this writes nothing. @returns whether it was written. */
export async function createAccount(tx: Tx, crypto: CryptoProvider, account: NewAccount): Promise<boolean> {
  const { accountId, name, idNumber, mobile, assurance, at } = account
  const key = crypto.newPersonKey(accountId)
  const cells = sealedMobile(crypto, accountId, mobile, key)
  const indexes = accountIndexes(crypto, idNumber)
  if (!(await claimForResident(tx, accountId, indexes))) return false
  const rows = await tx.write(
    `insert into resident_account (account_id, name, id_bidx, id_enc, dek_wrapped, mobile_enc, mobile_bidx, assurance, assured_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (id_bidx) do nothing returning 1`,
    [
      accountId,
      name,
      indexes.at(-1) ?? null,
      crypto.seal(
        { table: 'resident_account', column: 'id_enc', rowId: accountId, personId: accountId },
        idNumber,
        key,
      ),
      key,
      cells.enc,
      cells.bidx,
      assurance,
      at,
    ],
  )
  return rows.length === 1
}

/** Writes what a sign-in has shown: the name as it stands now, the mobile when one was shown, and a surer standing when it is one. */
export async function changeAccount(
  tx: Tx,
  crypto: CryptoProvider,
  account: ResidentAccount,
  shown: { readonly name: string; readonly mobile: string | undefined; readonly assurance: Assurance },
  at: string,
): Promise<void> {
  const cells = sealedMobile(crypto, account.accountId, shown.mobile, account.wrappedKey)
  const isSurer = ASSURANCES.indexOf(shown.assurance) > ASSURANCES.indexOf(account.assurance)
  await tx.write(
    `update resident_account set name = $2, mobile_enc = coalesce($3, mobile_enc), mobile_bidx = coalesce($4, mobile_bidx), assurance = $5,
       assured_at = case when $6 then $7::timestamptz else assured_at end where account_id = $1`,
    [account.accountId, shown.name, cells.enc, cells.bidx, isSurer ? shown.assurance : account.assurance, isSurer, at],
  )
}

/** An official has seen the person with their ID card at the counter (现场核验). @returns whether there is such an account. */
export async function recordSeenAtCounter(tx: Tx, indexes: readonly Buffer[], at: string): Promise<boolean> {
  const rows = await tx.write(
    `update resident_account set assurance = 'seen-at-counter', assured_at = $2 where id_bidx = any($1) returning 1`,
    [indexes, at],
  )
  return rows.length === 1
}

function sealedMobile(crypto: CryptoProvider, accountId: string, mobile: string | undefined, key: Buffer) {
  if (mobile === undefined) return { enc: null, bidx: null }
  const place = { table: 'resident_account', column: 'mobile_enc', rowId: accountId, personId: accountId }
  return { enc: crypto.seal(place, mobile, key), bidx: crypto.blindIndex('phone', mobile) }
}
