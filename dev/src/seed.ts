import { openKeyFolder } from '@anju/crypto/key-folder.ts'
import type { CryptoProvider } from '@anju/crypto/provider.ts'
import { randomBytes } from '@anju/crypto/random.ts'
import { sm3 } from '@anju/crypto/sm3.ts'
import { softProvider } from '@anju/crypto/soft-provider.ts'
import { parseEnvironment } from '@anju/platform/launcher/environment.ts'
import { addCity } from '@anju/server/command/migrate.ts'
import { accountIndexes } from '@anju/server/store/account-claim.ts'
import { enterOfficial } from '@anju/server/store/entered-account.ts'
import { sealEntered } from '@anju/server/store/row-seal.ts'
import { normaliseAddress } from '@anju/standards/address/normalise-address.ts'
import { standardText, textBelowTown } from '@anju/standards/address/standard-text.ts'
import { Client } from 'pg'
import { CITIES, OFFICES, OFFICIALS, RESIDENTS } from './cast.ts'
import { DWELLINGS, LANES, type CastDwelling } from './cast-dwelling.ts'

export type SeedPlan = { readonly ownerUrl: string; readonly keysFolder: string; readonly say: (line: string) => void }

/**
 * Adds what a trial run begins with, after `migrate` and `keys`: both cities, their offices, the named cast with posts and
 * accounts, lanes and dwellings. Safe to run again: every row has a fixed id.
 * @throws Error when the key folder is missing or is not the one the database belongs to.
 */
export async function seedCast({ ownerUrl, keysFolder, say }: SeedPlan): Promise<void> {
  const crypto = softProvider(openKeyFolder(keysFolder, { role: 'registry', create: false }))
  for (const city of CITIES) await addCity(ownerUrl, city, say)
  await asOwner(ownerUrl, async (client) => {
    const bound = await client.query<{ key_fingerprint: string }>('select key_fingerprint from shared.installation')
    if (bound.rows[0]?.key_fingerprint !== crypto.fingerprint)
      throw new Error(`The database does not belong to the key folder ${keysFolder}. Run keys first.`)
    await client.query('begin')
    await enterOffices(client)
    await enterOfficials(client, crypto)
    await enterResidents(client, crypto)
    await enterLanes(client)
    for (const dwelling of Object.values(DWELLINGS)) await enterDwelling(client, dwelling)
    await client.query('commit')
  })
}

async function enterOffices(client: Client): Promise<void> {
  for (const { officeId, city, kind, code, zh, en, divisionPrefix } of Object.values(OFFICES)) {
    await client.query(
      `insert into shared.office (office_id, city, kind, code, name_zh, name_en, division_prefix) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
      [officeId, city, kind, code, zh, en, divisionPrefix],
    )
  }
}

async function enterOfficials(client: Client, crypto: CryptoProvider): Promise<void> {
  for (const { officialId, postId, name, idNumber, role, office, divisionPrefix } of Object.values(OFFICIALS)) {
    await enterOfficial(client, crypto, { officialId, name, idNumber })
    // Accounts of a trial run do not fall asleep between two runs.
    await client.query(
      'update shared.official set reinstated_at = $2, version = version + 1 where official_id = $1 and reinstated_at is distinct from $2',
      [officialId, new Date().toISOString()],
    )
    await sealEntered(client, crypto, 'official', [officialId])
    // Posts begin before the first pack, so that every settable legal day finds its officials in office.
    await client.query(
      `insert into shared.post (post_id, official_id, office_id, role, division_prefix, valid_from) values ($1, $2, $3, $4, $5, '2015-01-01') on conflict do nothing`,
      [postId, officialId, office.officeId, role, divisionPrefix],
    )
    await sealEntered(client, crypto, 'post', [postId])
  }
}

async function enterResidents(client: Client, crypto: CryptoProvider): Promise<void> {
  for (const { accountId, name, idNumber } of Object.values(RESIDENTS)) {
    const key = crypto.newPersonKey(accountId)
    const place = { table: 'resident_account', column: 'id_enc', rowId: accountId, personId: accountId }
    await client.query(
      `insert into shared.resident_account (account_id, name, id_bidx, id_enc, dek_wrapped) values ($1, $2, $3, $4, $5) on conflict do nothing`,
      [accountId, name, crypto.blindIndex('idno', idNumber), crypto.seal(place, idNumber, key), key],
    )
    await client.query(
      `insert into shared.account_claim (kind, id_bidx, account_id) select 'resident', b, $1 from unnest($2::bytea[]) as i(b) on conflict do nothing`,
      [accountId, accountIndexes(crypto, idNumber)],
    )
  }
}

async function enterLanes(client: Client): Promise<void> {
  for (const { city } of CITIES) {
    for (const [divisionCode, names] of Object.entries(LANES[city])) {
      await client.query(
        `insert into ${city}.lane (division_code, name) select $1, unnest($2::text[]) on conflict do nothing`,
        [divisionCode, names],
      )
    }
  }
}

async function enterDwelling(
  client: Client,
  { city, dwellingId, addressId, address: raw, livingAreaM2, filingNo, landlordName }: CastDwelling,
): Promise<void> {
  const address = normaliseAddress(raw)
  const code = address.divisionCode
  const found = await client.query<{ code: string; name: string }>(
    'select code, name from shared.division where code = any($1)',
    [[code.slice(0, 4), code.slice(0, 6), code.slice(0, 9)]],
  )
  const nameOf = (length: number): string => found.rows.find((row) => row.code === code.slice(0, length))?.name ?? ''
  const text = standardText(address, { city: nameOf(4), district: nameOf(6), town: nameOf(9) })
  const lane = address.lane.kind === 'registered' ? address.lane.name : address.lane.text
  await client.query(
    `insert into ${city}.address (address_id, division_code, lane, door, building, unit, room, standard_text, normal_text, status)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'standard') on conflict do nothing`,
    [
      addressId,
      code,
      lane,
      address.door ?? '',
      address.building ?? '',
      address.unit ?? '',
      address.room ?? '',
      text,
      textBelowTown(address),
    ],
  )
  await client.query(
    `insert into ${city}.dwelling (dwelling_id, address_id, division_code, living_area_m2, filing_no, landlord_name) values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [dwellingId, addressId, code, livingAreaM2, filingNo, landlordName],
  )
}

/** Who a sign-in link is for: a member of the cast, or somebody whom a test entered. */
export type LinkHolder =
  | { readonly kind: 'official'; readonly officialId: string; readonly postId: string; readonly city: string }
  | { readonly kind: 'resident'; readonly accountId: string; readonly city: string }
export type LinkOrder = { readonly ownerUrl: string; readonly member: LinkHolder; readonly expiresInMinutes: number }

/**
 * Makes a one-time sign-in link for a member of the cast; only its digest is kept.
 * @returns the token that follows `/sign-in/` in the address.
 */
export async function createSignInLink({ ownerUrl, member, expiresInMinutes }: LinkOrder): Promise<string> {
  const token = randomBytes(24).toString('base64url')
  const expiresAt = new Date(Date.now() + expiresInMinutes * 60_000).toISOString()
  const isOfficial = member.kind === 'official'
  await asOwner(ownerUrl, async (client) => {
    await client.query(
      'insert into shared.sign_in_link (token_sm3, official_id, post_id, account_id, city, expires_at) values ($1, $2, $3, $4, $5, $6)',
      [
        sm3(Buffer.from(token)),
        isOfficial ? member.officialId : null,
        isOfficial ? member.postId : null,
        isOfficial ? null : member.accountId,
        member.city,
        expiresAt,
      ],
    )
  })
  return token
}

async function asOwner<T>(ownerUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: ownerUrl, application_name: 'anju seed' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

if (import.meta.main) {
  const environment = parseEnvironment(process.env, 'registry')
  if (environment.ownerDatabaseUrl === undefined)
    throw new Error('DATABASE_URL is missing: the address of the database for its owner.')
  await seedCast({
    ownerUrl: environment.ownerDatabaseUrl,
    keysFolder: environment.keys,
    say: (line) => process.stdout.write(`${line}\n`),
  })
}
