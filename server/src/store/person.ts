import type { CryptoProvider, VersionedIndex } from '@anju/crypto/provider.ts'
import { sqlStateOf, type Db, type Pool, type Tx } from '@anju/platform/database/pool.ts'

/** The first version of the index key; which one is in use, the provider tells. */
export const INDEX_KEY_VERSION = 1

/** What the counter keys in of a person, normalised. */
export type PersonFacts = {
  readonly documentKind: string
  readonly idNumber: string
  readonly mobile: string | undefined
  readonly name: string
  readonly sex: string
  readonly ethnicity: string
  readonly birthOn: string
  readonly hukouDivision: string
  readonly hukouDetail: string
}

/** A person's row as it is written: secrets sealed under the person's key. */
export type SealedPerson = PersonFacts & {
  readonly personId: string
  readonly wrappedKey: Buffer
  /** Version of the index key under which the row is found. */
  readonly indexKeyVersion: number
  readonly idBidx: Buffer
  readonly idEnc: Buffer
  readonly mobileEnc: Buffer | null
  readonly mobileBidx: Buffer | null
}

/** The indexes of an ID number under every index key that is looked up, oldest first; outside a rotation there is one. */
export type NumberIndexes = readonly VersionedIndex[]

export function idNumberIndexes(crypto: CryptoProvider, idNumber: string): NumberIndexes {
  return crypto.blindIndexes('idno', idNumber)
}

export function idNumberIndex(crypto: CryptoProvider, idNumber: string): Buffer {
  return crypto.blindIndex('idno', idNumber)
}

const columnsOf = (indexes: NumberIndexes) => [indexes.map(({ version }) => version), indexes.map(({ index }) => index)]

/**
 * The one `person_id` of an ID number over all cities: found, or claimed under a new id. Idempotent, and outside the
 * business transaction: an id that was claimed and never used harms nobody.
 *
 * While the index key is changed the number is claimed under the old and the new one in one statement, so that programs
 * that know only one of them still meet the same claim.
 */
export async function claimPersonId(shared: Pool, indexes: NumberIndexes, newId: string): Promise<string> {
  const [only] = indexes
  if (indexes.length === 1 && only !== undefined) return claimOnce(shared, only, newId)
  for (let attempt = 1; ; attempt += 1) {
    const found = await findPersonId(shared, indexes)
    if (found !== undefined) {
      await shared.ask(
        'insert into id_index (index_key_version, id_bidx, person_id) select v, b, $3 from unnest($1::int[], $2::bytea[]) as i(v, b) on conflict do nothing',
        [...columnsOf(indexes), found],
      )
      return found
    }
    try {
      await shared.ask(
        'insert into id_index (index_key_version, id_bidx, person_id) select v, b, $3 from unnest($1::int[], $2::bytea[]) as i(v, b)',
        [...columnsOf(indexes), newId],
      )
      return newId
    } catch (error) {
      // A twin claimed it in the same instant, under one of the keys: nothing was written, and the next look finds it.
      if (sqlStateOf(error) !== '23505' || attempt === CLAIMS_MAX) throw error
    }
  }
}

const CLAIMS_MAX = 5

async function claimOnce(shared: Pool, index: VersionedIndex, newId: string): Promise<string> {
  const rows = await shared.ask<{ person_id: string }>(
    `with claimed as (
       insert into id_index (index_key_version, id_bidx, person_id) values ($1, $2, $3) on conflict do nothing returning person_id
     )
     select person_id from claimed union all select person_id from id_index where index_key_version = $1 and id_bidx = $2 limit 1`,
    [index.version, index.index, newId],
  )
  // A twin that claimed in the same instant is not visible to this statement's snapshot; the next one sees it.
  return rows[0]?.person_id ?? (await claimOnce(shared, index, newId))
}

/** As {@link claimPersonId}, but never claims. Looks under the old index key first while there are two. */
export async function findPersonId(shared: Pool, indexes: NumberIndexes): Promise<string | undefined> {
  const rows = await shared.ask<{ person_id: string }>(
    `select i.person_id from unnest($1::int[], $2::bytea[]) as w(v, b) join id_index i on i.index_key_version = w.v and i.id_bidx = w.b
     order by w.v limit 1`,
    columnsOf(indexes),
  )
  return rows[0]?.person_id
}

/** Seals a person's secrets. `wrappedKey` is the key the person has already; without one a new key is made. */
export function sealPerson(
  crypto: CryptoProvider,
  personId: string,
  facts: PersonFacts,
  wrappedKey: Buffer | undefined,
): SealedPerson {
  const key = wrappedKey ?? crypto.newPersonKey(personId)
  const cell = (column: string) => ({ table: 'person', column, rowId: personId, personId })
  return {
    ...facts,
    personId,
    wrappedKey: key,
    indexKeyVersion: crypto.blindIndexes('idno', facts.idNumber).at(-1)?.version ?? INDEX_KEY_VERSION,
    idBidx: idNumberIndex(crypto, facts.idNumber),
    idEnc: crypto.seal(cell('id_enc'), facts.idNumber, key),
    mobileEnc: facts.mobile === undefined ? null : crypto.seal(cell('mobile_enc'), facts.mobile, key),
    mobileBidx: facts.mobile === undefined ? null : crypto.blindIndex('phone', facts.mobile),
  }
}

export type PersonRow = {
  readonly person_id: string
  readonly dek_wrapped: Buffer
  readonly id_enc: Buffer
  readonly mobile_enc: Buffer | null
  readonly document_kind: string
  readonly name: string
  readonly sex: string
  readonly ethnicity: string
  readonly birth_on: string
  readonly hukou_division: string
  readonly hukou_detail: string
  readonly division_code: string
}

export async function findPerson(db: Db, personId: string): Promise<PersonRow | undefined> {
  const rows = await db.read<PersonRow>(
    `select person_id, dek_wrapped, id_enc, mobile_enc, document_kind, name, sex, ethnicity, birth_on, hukou_division, hukou_detail, division_code
     from person where person_id = $1`,
    [personId],
  )
  return rows[0]
}

export function openIdNumber(
  crypto: CryptoProvider,
  row: Pick<PersonRow, 'person_id' | 'id_enc' | 'dek_wrapped'>,
): string {
  const address = { table: 'person', column: 'id_enc', rowId: row.person_id, personId: row.person_id }
  return crypto.open(address, row.id_enc, row.dek_wrapped).toString('utf8')
}

export function openMobile(
  crypto: CryptoProvider,
  row: Pick<PersonRow, 'person_id' | 'mobile_enc' | 'dek_wrapped'>,
): string | undefined {
  if (row.mobile_enc === null) return undefined
  const address = { table: 'person', column: 'mobile_enc', rowId: row.person_id, personId: row.person_id }
  return crypto.open(address, row.mobile_enc, row.dek_wrapped).toString('utf8')
}

/** Writes what an entry corrects of a person. */
export async function changePerson(tx: Tx, person: SealedPerson): Promise<void> {
  await tx.write(
    `update person set version = version + 1, mobile_enc = $2, mobile_bidx = $3, name = $4, sex = $5, ethnicity = $6, birth_on = $7, hukou_division = $8,
       hukou_detail = $9 where person_id = $1`,
    [
      person.personId,
      person.mobileEnc,
      person.mobileBidx,
      person.name,
      person.sex,
      person.ethnicity,
      person.birthOn,
      person.hukouDivision,
      person.hukouDetail,
    ],
  )
}

/**
 * Writes another mobile number over the one that was read.
 * @returns whether that one was still there.
 */
export async function recordMobile(
  tx: Tx,
  crypto: CryptoProvider,
  row: Pick<PersonRow, 'person_id' | 'dek_wrapped' | 'mobile_enc'>,
  mobile: string | undefined,
): Promise<boolean> {
  const { person_id: personId } = row
  const cell = { table: 'person', column: 'mobile_enc', rowId: personId, personId }
  const rows = await tx.write(
    `update person set version = version + 1, mobile_enc = $3, mobile_bidx = $4 where person_id = $1 and mobile_enc is not distinct from $2 returning 1`,
    [
      personId,
      row.mobile_enc,
      mobile === undefined ? null : crypto.seal(cell, mobile, row.dek_wrapped),
      mobile === undefined ? null : crypto.blindIndex('phone', mobile),
    ],
  )
  return rows.length === 1
}

/** Corrects the name after the police found it wrong. */
export async function recordName(tx: Tx, personId: string, name: string): Promise<void> {
  await tx.write('update person set name = $2, version = version + 1 where person_id = $1', [personId, name])
}
