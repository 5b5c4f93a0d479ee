import { randomBytes } from '@anju/crypto/random.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import { reachParameters, seenWithin } from './reach.ts'

/** What stands against a deletion, counted in one statement. */
export type ErasureLoad = {
  readonly division_code: string
  readonly open_cases: number
  readonly permits_in_force: number
  readonly holds: number
  readonly last_ended_on: PlainDate | null
  readonly erased_on: PlainDate | null
}

/** @param states - which states of the machines are open and closed */
export async function loadErasure(
  db: Db,
  personId: string,
  states: { readonly openRegistration: readonly string[]; readonly closedApplication: readonly string[] },
): Promise<ErasureLoad | undefined> {
  const rows = await db.read<ErasureLoad>(
    `select p.division_code, p.erased_on,
       (select count(*)::int from registration r where r.person_id = p.person_id and r.state = any($2))
       + (select count(*)::int from application x where x.person_id = p.person_id and x.state <> all($3))
       + (select count(*)::int from endorsement e where e.person_id = p.person_id and e.completed_on is null and e.refused_on is null) as open_cases,
       (select count(*)::int from permit t where t.person_id = p.person_id and t.state <> 'ended') as permits_in_force,
       (select count(*)::int from legal_hold h where h.person_id = p.person_id and h.lifted_on is null) as holds,
       greatest((select max(ended_on) from registration r where r.person_id = p.person_id),
         (select max(ended_on) from permit t where t.person_id = p.person_id),
         (select max(closed_on) from application x where x.person_id = p.person_id)) as last_ended_on
     from person p where p.person_id = $1`,
    [personId, states.openRegistration, states.closedApplication],
  )
  return rows[0]
}

/** Takes the person's row to the end of the transaction: nothing is registered or opened for them meanwhile. */
export async function lockPersonRow(tx: Tx, personId: string): Promise<void> {
  await tx.write('select 1 from person where person_id = $1 for update', [personId])
}

export type ErasureRow = {
  readonly erasure_id: string
  readonly version: number
  readonly person_id: string
  readonly state: 'proposed' | 'erased' | 'rejected'
  readonly proposed_by: string
}

export async function findErasure(tx: Tx, erasureId: string): Promise<ErasureRow | undefined> {
  const rows = await tx.write<ErasureRow>(
    'select erasure_id, version, person_id, state, proposed_by from erasure where erasure_id = $1 for update',
    [erasureId],
  )
  return rows[0]
}

export type NewErasure = {
  readonly erasureId: string
  readonly personId: string
  readonly divisionCode: string
  readonly reason: 'asked' | 'retention-over'
  readonly pack: string
  readonly by: string
  readonly on: PlainDate
}

/** A second one that is open breaks `erasure_open_once`. */
export async function recordErasure(tx: Tx, one: NewErasure): Promise<void> {
  await tx.write(
    `insert into erasure (erasure_id, version, person_id, division_code, reason, pack, state, proposed_by, proposed_on)
     values ($1, 1, $2, $3, $4, $5, 'proposed', $6, $7)`,
    [one.erasureId, one.personId, one.divisionCode, one.reason, one.pack, one.by, one.on],
  )
}

export async function decideErasureRow(
  tx: Tx,
  erasureId: string,
  decided: { readonly state: 'erased' | 'rejected'; readonly by: string; readonly on: PlainDate },
): Promise<void> {
  await tx.write(
    'update erasure set version = version + 1, state = $2, decided_by = $3, decided_on = $4 where erasure_id = $1',
    [erasureId, decided.state, decided.by, decided.on],
  )
}

/** Who may come back is a new person: nothing is found under the number any more. */
const SHRED = `
with images as (
  update blob b set dek_wrapped = ''::bytea, plain_mac = sha256(b.blob_id::text::bytea) where b.person_id = $1
    or b.blob_id in (select m.blob_id from material m where m.person_id = $1 and m.blob_id is not null
      and not exists (select from material o where o.blob_id = m.blob_id and o.person_id <> $1))
  returning 1
)
update person set version = version + 1, dek_wrapped = ''::bytea, id_bidx = $3, id_enc = ''::bytea, mobile_enc = null, mobile_bidx = null,
  name = '', sex = '', ethnicity = '', birth_on = '0001-01-01', hukou_division = '', hukou_detail = '', erased_on = $2
where person_id = $1`

/**
 * Destroys the key of a person and of their images, and whatever of them stood in clear. The row stays as a stub, because the
 * ledger speaks of it; what was sealed under the key, anywhere, can be read by nobody.
 */
export async function shredPerson(tx: Tx, personId: string, on: PlainDate): Promise<void> {
  const index = randomBytes(32)
  // What stands elsewhere in clear, or is found by a keyed index of theirs; the index itself goes last.
  await tx.write(`update office_letter set name = '', address = '' where person_id = $1`, [personId])
  await tx.write(
    `update sms_report set mobile_bidx = null where (gateway, reference) in (select gateway, reference from sms_part where person_id = $1)`,
    [personId],
  )
  await tx.write(`update sms_part set mobile_bidx = null where person_id = $1`, [personId])
  for (const table of ['agent_tally', 'agent_alert'])
    await tx.write(
      `update ${table} set agent_bidx = $2 where agent_bidx = (select id_bidx from person where person_id = $1)`,
      [personId, index],
    )
  await tx.write(SHRED, [personId, on, index])
}

/** The claim of the number, and the account of a resident, once no city has the person any more. */
export async function shredShared(tx: Tx, personId: string, idBidx: Buffer): Promise<void> {
  await tx.write('delete from id_index where person_id = $1', [personId])
  await tx.write(
    `delete from account_claim where kind = 'resident' and account_id in (select account_id from resident_account where id_bidx = $1)`,
    [idBidx],
  )
  await tx.write(
    `update resident_account set name = '', id_bidx = $2, id_enc = ''::bytea, dek_wrapped = ''::bytea, mobile_enc = null, mobile_bidx = null where id_bidx = $1`,
    [idBidx, randomBytes(32)],
  )
}

export async function findIdBidx(db: Db, personId: string): Promise<Buffer | undefined> {
  const rows = await db.read<{ id_bidx: Buffer }>('select id_bidx from person where person_id = $1', [personId])
  return rows[0]?.id_bidx
}

/** Whether a city still has readable facts of a person. */
export async function isKnownHere(db: Db, personId: string): Promise<boolean> {
  const rows = await db.read('select 1 from person where person_id = $1 and erased_on is null', [personId])
  return rows.length > 0
}

/** A deletion that was done, as the list outside the database keeps it. */
export type DoneErasure = {
  readonly erasure_id: string
  readonly person_id: string
  readonly division_code: string
  readonly reason: string
  readonly pack: string
  readonly proposed_by: string
  readonly proposed_on: PlainDate
  readonly decided_by: string
  readonly decided_on: PlainDate
}

const DONE = 'erasure_id, person_id, division_code, reason, pack, proposed_by, proposed_on, decided_by, decided_on'

export async function listDoneErasures(db: Db): Promise<readonly DoneErasure[]> {
  return db.read<DoneErasure>(`select ${DONE} from erasure where state = 'erased' order by decided_on, erasure_id`)
}

/** Does again what was done before a restored copy was taken. */
export async function repeatErasure(tx: Tx, done: DoneErasure): Promise<void> {
  const there = await tx.read('select 1 from person where person_id = $1', [done.person_id])
  if (there.length === 0) return
  const idBidx = await findIdBidx(tx, done.person_id)
  await shredPerson(tx, done.person_id, done.decided_on)
  if (idBidx !== undefined) await shredShared(tx, done.person_id, idBidx)
  await tx.write(
    `insert into erasure (version, state, ${DONE}) values (2, 'erased', $1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (erasure_id) do update set state = 'erased', version = 2, decided_by = excluded.decided_by, decided_on = excluded.decided_on`,
    [
      done.erasure_id,
      done.person_id,
      done.division_code,
      done.reason,
      done.pack,
      done.proposed_by,
      done.proposed_on,
      done.decided_by,
      done.decided_on,
    ],
  )
}

/** Whether a proposal is within reach of whoever looks. */
export async function isErasureWithin(db: Db, erasureId: string): Promise<boolean> {
  return (await db.read('select 1 from erasure where erasure_id = $1', [erasureId])).length > 0
}

export type NewHold = {
  readonly holdId: string
  readonly personId: string
  readonly divisionCode: string
  readonly reason: string
  readonly by: string
  readonly on: PlainDate
}

export async function recordHold(tx: Tx, hold: NewHold): Promise<void> {
  await tx.write(
    'insert into legal_hold (hold_id, person_id, division_code, reason, placed_by, placed_on) values ($1, $2, $3, $4, $5, $6)',
    [hold.holdId, hold.personId, hold.divisionCode, hold.reason, hold.by, hold.on],
  )
}

export type HoldRow = { readonly hold_id: string; readonly person_id: string; readonly lifted_on: PlainDate | null }

/** One hold, held until the commit. */
export async function findHold(tx: Tx, holdId: string): Promise<HoldRow | undefined> {
  const rows = await tx.write<HoldRow>(
    'select hold_id, person_id, lifted_on from legal_hold where hold_id = $1 for update',
    [holdId],
  )
  return rows[0]
}

export type StandingHold = {
  readonly hold_id: string
  readonly reason: string
  readonly placed_on: PlainDate
  readonly placed_by_name: string
}

/** Holds on a person that nobody lifted. */
export async function listHolds(db: Db, personId: string): Promise<readonly StandingHold[]> {
  return db.read<StandingHold>(
    `select h.hold_id, h.reason, h.placed_on, coalesce(o.name, '') as placed_by_name from legal_hold h left join official o on o.official_id = h.placed_by
     where h.person_id = $1 and h.lifted_on is null order by h.placed_on, h.hold_id`,
    [personId],
  )
}

export type ProposedErasure = {
  readonly erasure_id: string
  readonly person_id: string
  readonly name: string
  readonly birth_on: PlainDate
  readonly reason: 'asked' | 'retention-over'
  readonly proposed_by: string
  readonly proposed_by_name: string
  readonly proposed_on: PlainDate
}

/** Deletions that wait for a decision, of one person or of everybody within reach, oldest first. */
export async function listProposedErasures(
  db: Db,
  personId: string | null,
  limit: number,
): Promise<readonly ProposedErasure[]> {
  const [prefixes, ...others] = reachParameters(db.scope)
  return db.read<ProposedErasure>(
    `select e.erasure_id, e.person_id, p.name, p.birth_on, e.reason, e.proposed_by, coalesce(o.name, '') as proposed_by_name, e.proposed_on
     from erasure e join person p using (person_id) left join official o on o.official_id = e.proposed_by
     where e.state = 'proposed' and ($1::uuid is null or e.person_id = $1) and ${seenWithin('e', [3, 4, 5, 6])}
     order by e.proposed_on, e.erasure_id limit $2`,
    [personId, limit, prefixes, ...others],
  )
}

/** The division of a person whose facts are there. */
export async function findDivisionOf(db: Db, personId: string): Promise<string | undefined> {
  const rows = await db.read<{ division_code: string }>(
    'select division_code from person where person_id = $1 and erased_on is null',
    [personId],
  )
  return rows[0]?.division_code
}

export async function recordHoldEnd(tx: Tx, holdId: string, by: string, on: PlainDate): Promise<boolean> {
  const rows = await tx.write(
    'update legal_hold set lifted_by = $2, lifted_on = $3 where hold_id = $1 and lifted_on is null returning 1',
    [holdId, by, on],
  )
  return rows.length === 1
}
