import type { AccountFacts } from '@anju/domain/access/account-standing.ts'
import { civilDateOf, type PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { CryptoProvider } from '@anju/crypto/provider.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import { accountIndexes, claimForOfficial } from './account-claim.ts'
import { writeSealed, type Sealing } from './row-seal.ts'

export type AccountRow = {
  readonly official_id: string
  readonly name: string
  readonly id_enc: Buffer | null
  readonly dek_wrapped: Buffer | null
  readonly recorded_at: string
  readonly last_sign_in_at: string | null
  readonly reinstated_at: string | null
  readonly left_on: PlainDate | null
}
const COLUMNS =
  'o.official_id, o.name, o.id_enc, o.dek_wrapped, o.recorded_at, o.last_sign_in_at, o.reinstated_at, o.left_on'

const civil = (at: string | null): PlainDate | null => (at === null ? null : civilDateOf(at))

/** What the standing of an account follows from. */
export function accountFactsOf(row: Omit<AccountRow, 'name' | 'id_enc' | 'dek_wrapped' | 'official_id'>): AccountFacts {
  return {
    openedOn: civilDateOf(row.recorded_at),
    lastUsedOn: civil(row.last_sign_in_at),
    reinstatedOn: civil(row.reinstated_at),
    leftOn: row.left_on,
  }
}

export async function findAccount(db: Db, officialId: string): Promise<AccountRow | undefined> {
  const rows = await db.read<AccountRow>(`select ${COLUMNS} from official o where o.official_id = $1`, [officialId])
  return rows[0]
}

/** As {@link findAccount}, held until the commit: acts on one account come one after the other. */
export async function lockAccount(tx: Tx, officialId: string): Promise<AccountRow | undefined> {
  const rows = await tx.write<AccountRow>(
    `select ${COLUMNS} from official o where o.official_id = $1 for no key update`,
    [officialId],
  )
  return rows[0]
}

/** The account of an ID number, under whichever index key it was made. */
export async function findAccountByNumber(
  db: Db,
  crypto: CryptoProvider,
  idNumber: string,
): Promise<AccountRow | undefined> {
  const rows = await db.read<AccountRow>(
    `select ${COLUMNS} from official o where o.official_id in (
       select official_id from official where id_bidx = any($1)
       union all select account_id from account_claim where kind = 'official' and id_bidx = any($1)) limit 1`,
    [accountIndexes(crypto, idNumber)],
  )
  return rows[0]
}

/** Accounts with a post, now or once, at an office of the city below a division, or with a proposal there. */
export async function listAccountRows(
  db: Db,
  city: string,
  reach: string,
  named: string,
  limit: number,
): Promise<readonly AccountRow[]> {
  return db.read<AccountRow>(
    `select ${COLUMNS} from official o where ($3 = '' or strpos(o.name, $3) > 0) and exists (
       select 1 from post p join office f on f.office_id = p.office_id
       where p.official_id = o.official_id and f.city = $1 and starts_with(f.division_prefix, $2))
     order by o.name, o.official_id limit $4`,
    [city, reach, named, limit],
  )
}

/** Whether the account has a post, now or once, at an office of the city below a division. */
export async function isAccountWithin(db: Db, officialId: string, city: string, reach: string): Promise<boolean> {
  const rows = await db.read(
    `select 1 from post p join office f on f.office_id = p.office_id
     where p.official_id = $1 and f.city = $2 and starts_with(f.division_prefix, $3) limit 1`,
    [officialId, city, reach],
  )
  return rows.length > 0
}

/** The ID number of an official, sealed at its place under the official's own key. */
export function sealOfficial(crypto: CryptoProvider, officialId: string, idNumber: string) {
  const dekWrapped = crypto.newPersonKey(officialId)
  const idEnc = crypto.seal(placeOf(officialId), idNumber, dekWrapped)
  return { idBidx: crypto.blindIndex('idno', idNumber), idEnc, dekWrapped }
}

/** The ID number, or empty where none was kept. */
export function openOfficial(
  crypto: CryptoProvider,
  row: Pick<AccountRow, 'official_id' | 'id_enc' | 'dek_wrapped'>,
): string {
  if (row.id_enc === null || row.dek_wrapped === null) return ''
  return crypto.open(placeOf(row.official_id), row.id_enc, row.dek_wrapped).toString('utf8')
}

function placeOf(officialId: string) {
  return { table: 'official', column: 'id_enc', rowId: officialId, personId: officialId }
}

export type NewAccount = {
  readonly officialId: string
  readonly name: string
  readonly idEnc: Buffer
  readonly dekWrapped: Buffer
}

/** A second account of the same person breaks `account_claim_pkey`, under whichever index keys the two are made. */
export async function recordAccount(tx: Tx, sealing: Sealing, account: NewAccount): Promise<void> {
  const { officialId, name, idEnc, dekWrapped } = account
  const sealed = { official_id: officialId, id_enc: idEnc, dek_wrapped: dekWrapped }
  const indexes = accountIndexes(sealing.crypto, openOfficial(sealing.crypto, sealed))
  await claimForOfficial(tx, officialId, indexes)
  await writeSealed(tx, sealing, 'official', ownerOf(officialId), () =>
    tx.write('insert into official (official_id, name, id_bidx, id_enc, dek_wrapped) values ($1, $2, $3, $4, $5)', [
      officialId,
      name,
      indexes.at(-1) ?? null,
      idEnc,
      dekWrapped,
    ]),
  )
}

const ownerOf = (officialId: string) => ({ column: 'official_id', id: officialId })

/** Remembers a sign-in: whether the account lies unused follows from it. */
export async function recordSignIn(tx: Tx, officialId: string, at: string): Promise<void> {
  await tx.write('update official set last_sign_in_at = $2 where official_id = $1', [officialId, at])
}

/** Lets an account work again, from this instant on. */
export async function recordReinstatement(tx: Tx, sealing: Sealing, officialId: string, at: string): Promise<void> {
  await writeSealed(tx, sealing, 'official', ownerOf(officialId), () =>
    tx.write('update official set reinstated_at = $2, left_on = null where official_id = $1', [officialId, at]),
  )
}

/**
 * Notes that a person leaves: posts end with that day, and with them what was lent by or to them. `now` when the day has come: then the
 * keys are revoked, leave for further ones is over, and every session ends in this transaction.
 */
export async function recordLeaving(
  tx: Tx,
  sealing: Sealing,
  leaver: { readonly officialId: string; readonly leftOn: PlainDate },
  now: boolean,
): Promise<void> {
  const { officialId, leftOn } = leaver
  const { at } = sealing.act
  const owner = ownerOf(officialId)
  const open = now ? await lockOpenEnrolments(tx, officialId, at) : []
  await Promise.all([
    writeSealed(tx, sealing, 'official', owner, () =>
      tx.write('update official set left_on = $2 where official_id = $1', [officialId, leftOn]),
    ),
    writeSealed(tx, sealing, 'post', owner, () =>
      tx.write(
        `update post set valid_to = $2 where official_id = $1 and valid_from <= $2 and (valid_to is null or valid_to > $2)`,
        [officialId, leftOn],
      ),
    ),
    ...(now
      ? [
          writeSealed(tx, sealing, 'authenticator', owner, () =>
            tx.write(
              `update authenticator set revoked_at = $2, revoke_reason = 'left' where official_id = $1 and revoked_at is null`,
              [officialId, at],
            ),
          ),
          writeSealed(tx, sealing, 'enrolment', { column: 'enrolment_id', id: open }, () =>
            tx.write('update enrolment set expires_at = $2 where enrolment_id = any($1)', [open, at]),
          ),
          endSessionsOf(tx, officialId, at),
        ]
      : []),
  ])
}

/** Leave for keys of an official that is neither used nor over, held until the commit. */
async function lockOpenEnrolments(tx: Tx, officialId: string, at: string): Promise<readonly string[]> {
  const rows = await tx.write<{ enrolment_id: string }>(
    'select enrolment_id from enrolment where official_id = $1 and used_at is null and expires_at > $2 for update',
    [officialId, at],
  )
  return rows.map((row) => row.enrolment_id)
}

/** Ends every session of an official, and every one at a post of theirs that was lent. */
export async function endSessionsOf(tx: Tx, officialId: string, at: string): Promise<void> {
  await tx.write(
    `update session set ended_at = $2, end_reason = 'account' where ended_at is null and (official_id = $1 or post_id in (select post_id from post where official_id = $1))`,
    [officialId, at],
  )
}

/** The next version of what happened to a subject in the ledger of this city. */
export async function nextEventVersion(db: Db, subjectId: string): Promise<number> {
  const rows = await db.read<{ version: number }>(
    'select coalesce(max(stream_version), 0) + 1 as version from ledger where stream_id = $1',
    [subjectId],
  )
  return rows[0]?.version ?? 1
}

export type AccountEventRow = {
  readonly at: string
  readonly kind: string
  readonly legal_on: PlainDate
  readonly actor_id: string | null
  readonly signed_step: string | null
}

/** What happened to an account, the latest first. */
export async function listAccountEvents(db: Db, officialId: string): Promise<readonly AccountEventRow[]> {
  return db.read<AccountEventRow>(
    `select at, kind, legal_on, actor_id, signed_step from ledger where stream_id = $1 order by stream_version desc limit 200`,
    [officialId],
  )
}
