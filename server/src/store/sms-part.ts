import type { CryptoProvider } from '@anju/crypto/provider.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import type { DeliveryState, Standing } from '../gateway/delivery-state.ts'
import { openNotice } from './notice.ts'
import { openMobile, type PersonRow } from './person.ts'

/** One part of a notice by our own name for it. */
export type PartName = { readonly noticeId: string; readonly part: number }

export type NewParts = {
  readonly noticeId: string
  readonly personId: string
  readonly divisionCode: string
  readonly gateway: string
  readonly parts: number
  /** Somebody waits for it this minute: neither quiet hours nor budgets hold it. */
  readonly urgent: boolean
  /** System instants. */
  readonly dueAt: string
  readonly expiresAt: string
}

/** Queues the parts of a notice, in the transaction that makes it. */
export async function queueParts(tx: Tx, parts: NewParts): Promise<void> {
  const { noticeId, personId, divisionCode, gateway, parts: count, urgent, dueAt, expiresAt } = parts
  await tx.write(
    `insert into sms_part (notice_id, part, parts, person_id, division_code, gateway, state, due_at, expires_at, urgent)
     select $1, n, $2, $3, $4, $5, 'queued', $6, $7, $8 from generate_series(1, $2) n on conflict do nothing`,
    [noticeId, count, personId, divisionCode, gateway, dueAt, expiresAt, urgent],
  )
}

/** A part that waits, with what is needed to hand it over. */
export type DuePart = PartName & {
  readonly parts: number
  readonly personId: string
  readonly refusals: number
  readonly text: string
  /** Undefined when the person has none any more. */
  readonly mobile: string | undefined
}

type DueRow = {
  readonly notice_id: string
  readonly part: number
  readonly parts: number
  readonly person_id: string
  readonly refusals: number
  readonly text_enc: Buffer
} & Pick<PersonRow, 'mobile_enc' | 'dek_wrapped'>

/** Urgent parts that are due, or the others, oldest first, locked to the end of the transaction; those that another worker holds are left out. */
export async function listDueParts(
  tx: Tx,
  crypto: CryptoProvider,
  due: { readonly gateway: string; readonly at: string; readonly limit: number; readonly urgent: boolean },
): Promise<readonly DuePart[]> {
  const rows = await tx.write<DueRow>(
    `select s.notice_id, s.part, s.parts, s.person_id, s.refusals, n.text_enc, coalesce(n.to_mobile_enc, p.mobile_enc) as mobile_enc, p.dek_wrapped
     from sms_part s join notice n using (notice_id) join person p on p.person_id = s.person_id
     where s.gateway = $1 and s.state in ('queued', 'failed-retry') and s.due_at <= $2 and s.expires_at > $2 and ${due.urgent ? '' : 'not '}s.urgent
     order by s.due_at, s.notice_id, s.part limit $3 for update of s skip locked`,
    [due.gateway, due.at, due.limit],
  )
  return rows.map((row) => ({
    noticeId: row.notice_id,
    part: row.part,
    parts: row.parts,
    personId: row.person_id,
    refusals: row.refusals,
    text: openNotice(crypto, row),
    mobile: openMobile(crypto, row),
  }))
}

/** What has gone out since an instant: parts in all, and which notices to which of these people; the urgent count for nobody. */
export async function countHanded(
  tx: Tx,
  gateway: string,
  personIds: readonly string[],
  since: string,
): Promise<{ readonly parts: number; readonly notices: ReadonlyMap<string, readonly string[]> }> {
  const counts = await tx.read<{ parts: number }>(
    'select count(*)::int as parts from sms_part where gateway = $1 and handed_at >= $2 and not urgent',
    [gateway, since],
  )
  const rows = await tx.read<{ person_id: string; notices: string[] }>(
    'select person_id, array_agg(distinct notice_id::text) as notices from sms_part where person_id = any($1::uuid[]) and handed_at >= $2 and not urgent group by person_id',
    [personIds, since],
  )
  return {
    parts: counts[0]?.parts ?? 0,
    notices: new Map(rows.map(({ person_id: personId, notices }) => [personId, notices])),
  }
}

/**
 * Writes that parts are being handed over, before the gateway is asked: from now on they may have been taken. Whatever
 * kills this process leaves them unknown.
 */
export async function takeParts(
  tx: Tx,
  taken: readonly (PartName & { readonly mobileBidx: Buffer })[],
  at: string,
  until: string,
): Promise<void> {
  await tx.write(
    `update sms_part s set state = 'unknown', tries = tries + 1, handed_at = $4, claimed_until = $5, mobile_bidx = t.bidx, reference = null, why = ''
     from unnest($1::uuid[], $2::smallint[], $3::bytea[]) as t(notice_id, part, bidx)
     where s.notice_id = t.notice_id and s.part = t.part and s.state in ('queued', 'failed-retry')`,
    [
      taken.map(({ noticeId }) => noticeId),
      taken.map(({ part }) => part),
      taken.map(({ mobileBidx }) => mobileBidx),
      at,
      until,
    ],
  )
}

/** Puts parts off to an instant without having asked anybody. */
export async function putOffParts(tx: Tx, parts: readonly PartName[], dueAt: string, why: string): Promise<void> {
  await tx.write(
    `update sms_part s set due_at = $3, why = $4 from unnest($1::uuid[], $2::smallint[]) as t(notice_id, part)
     where s.notice_id = t.notice_id and s.part = t.part`,
    [parts.map(({ noticeId }) => noticeId), parts.map(({ part }) => part), dueAt, why],
  )
}

/**
 * Writes what a gateway answered, if the part is still unknown there: a report may have come first, and it knows better.
 * @returns whether it was written.
 */
export async function recordStanding(
  tx: Tx,
  gateway: string,
  { noticeId, part }: PartName,
  standing: Standing,
  at: string,
): Promise<boolean> {
  const { state, againInMs, reference, why, counts } = standing
  const isUntaken = state === 'queued' || state === 'failed-retry' || state === 'failed-permanent'
  const dueAt = againInMs === undefined ? null : new Date(Date.parse(at) + againInMs).toISOString()
  const rows = await tx.write(
    `update sms_part set state = $3, due_at = coalesce($4, due_at), reference = coalesce($5, reference), why = $6, refusals = refusals + $7,
       claimed_until = null, handed_at = case when $8 then null else handed_at end, settled_at = case when $3 = 'failed-permanent' then $9::timestamptz end
     where notice_id = $1 and part = $2 and state = 'unknown' and gateway = $10 returning 1`,
    [noticeId, part, state, dueAt, reference ?? null, why.slice(0, 300), counts ? 1 : 0, isUntaken, at, gateway],
  )
  return rows.length === 1
}

/** Ends parts that never can be handed over. */
export async function failParts(tx: Tx, parts: readonly PartName[], why: string, at: string): Promise<void> {
  await tx.write(
    `update sms_part s set state = 'failed-permanent', why = $3, settled_at = $4 from unnest($1::uuid[], $2::smallint[]) as t(notice_id, part)
     where s.notice_id = t.notice_id and s.part = t.part and s.state in ('queued', 'failed-retry')`,
    [parts.map(({ noticeId }) => noticeId), parts.map(({ part }) => part), why, at],
  )
}

/** Gives up what has waited too long, of whatever gateway. @returns how many */
export async function expireParts(tx: Tx, at: string, limit: number): Promise<number> {
  const rows = await tx.write(
    `update sms_part s set state = 'expired', settled_at = $1, claimed_until = null,
       why = case when s.why <> '' then s.why when s.state = 'handed-over' then 'no report came' else 'it could not be sent in time' end
     from (select notice_id, part from sms_part where state in ('queued', 'failed-retry', 'unknown', 'handed-over') and expires_at <= $1
       and (claimed_until is null or claimed_until < $1) order by expires_at limit $2) t
     where s.notice_id = t.notice_id and s.part = t.part and s.state in ('queued', 'failed-retry', 'unknown', 'handed-over') returning 1`,
    [at, limit],
  )
  return rows.length
}

/**
 * What waits for another gateway goes to this one; what another may have taken stays with it.
 * @param from - the other gateways; without it all there ever were
 */
export async function rerouteParts(tx: Tx, gateway: string, from?: readonly string[]): Promise<void> {
  await tx.write(
    `update sms_part set gateway = $1 where state in ('queued', 'failed-retry') and gateway <> $1 and ($2::text[] is null or gateway = any($2))`,
    [gateway, from ?? null],
  )
}

/** What was handed to a gateway since an instant, and how much of it was answered or delivered later than it should, or is not yet. */
export async function countSlow(
  db: Db,
  gateway: string,
  { since, at, slowMs }: { readonly since: string; readonly at: string; readonly slowMs: number },
): Promise<{ readonly messages: number; readonly slow: number }> {
  const rows = await db.read<{ messages: number; slow: number }>(
    `select count(*)::int as messages, count(*) filter (where coalesce(settled_at, $3::timestamptz) - handed_at >= $4 * interval '1 millisecond')::int as slow
     from sms_part where gateway = $1 and handed_at > $2 and handed_at <= $3`,
    [gateway, since, at, slowMs],
  )
  return rows[0] ?? { messages: 0, slow: 0 }
}

/** A part that the gateway may be asked about. */
export type AskedPart = PartName & { readonly state: 'unknown' | 'handed-over'; readonly reference: string | null }

/** Parts that nobody is handing over: of which nobody knows whether they were taken, or what became of them; due to be asked about. */
export async function listPartsToAsk(
  db: Db,
  gateway: string,
  at: string,
  limit: number,
  states: readonly AskedPart['state'][],
): Promise<readonly AskedPart[]> {
  return db.read<AskedPart>(
    `select notice_id as "noticeId", part, state, reference from sms_part
     where gateway = $1 and state in ('unknown', 'handed-over') and state = any($4::text[]) and due_at <= $2 and (claimed_until is null or claimed_until < $2) order by due_at limit $3`,
    [gateway, at, limit, states],
  )
}

/** Moves parts to the state that reports gave them, from the states that lead there. */
export async function settleParts(
  tx: Tx,
  parts: readonly PartName[],
  to: DeliveryState,
  from: readonly DeliveryState[],
  why: readonly string[],
  at: string,
): Promise<void> {
  await tx.write(
    `update sms_part s set state = $3, settled_at = $5, claimed_until = null, why = t.why
     from unnest($1::uuid[], $2::smallint[], $6::text[]) as t(notice_id, part, why)
     where s.notice_id = t.notice_id and s.part = t.part and s.state = any($4::text[])`,
    [parts.map(({ noticeId }) => noticeId), parts.map(({ part }) => part), to, from, at, why],
  )
}

/** Gives an unknown part the reference by which a report named it. */
export async function recordReference(tx: Tx, { noticeId, part }: PartName, reference: string): Promise<void> {
  await tx.write(
    `update sms_part set reference = $3 where notice_id = $1 and part = $2 and state = 'unknown' and reference is null`,
    [noticeId, part, reference],
  )
}
