import type { CryptoProvider } from '@anju/crypto/provider.ts'
import type { Client } from 'pg'
import { sealOfficial } from './account.ts'
import { accountIndexes } from './account-claim.ts'
import { sealEntered } from './row-seal.ts'

export type EnteredOfficial = { readonly officialId: string; readonly name: string; readonly idNumber: string }

/**
 * Enters an official at the console of the owner, in the transaction of the client, with seal and claims. Whoever has an account
 * already keeps it, under whichever index key it was made.
 * @returns the id of the account
 */
export async function enterOfficial(
  client: Client,
  crypto: CryptoProvider,
  { officialId, name, idNumber }: EnteredOfficial,
): Promise<string> {
  const indexes = accountIndexes(crypto, idNumber)
  const found = await client.query<{ official_id: string }>(
    `select official_id from shared.official where id_bidx = any($1)
     union select account_id from shared.account_claim where kind = 'official' and id_bidx = any($1)`,
    [indexes],
  )
  const [known] = found.rows
  if (known !== undefined) return known.official_id
  const { idBidx, idEnc, dekWrapped } = sealOfficial(crypto, officialId, idNumber)
  await client.query(
    `insert into shared.account_claim (kind, id_bidx, account_id) select 'official', b, $1 from unnest($2::bytea[]) as i(b) order by b`,
    [officialId, indexes],
  )
  await client.query(
    'insert into shared.official (official_id, name, id_bidx, id_enc, dek_wrapped) values ($1, $2, $3, $4, $5)',
    [officialId, name, idBidx, idEnc, dekWrapped],
  )
  await sealEntered(client, crypto, 'official', [officialId])
  return officialId
}
