import {
  APPROVAL_REFUSALS,
  CASE_PASSED,
  saidStep,
  type SaidBy,
  type SignedAbout,
} from '@anju/crypto/approval-evidence.ts'
import { parseEvidence, parseStatement } from '@anju/crypto/signing-evidence.ts'
import { sm3Hex } from '@anju/crypto/sm3.ts'
import type { Db, Pool, Tx } from '@anju/platform/database/pool.ts'

export type Direction = 'out' | 'in'

/** Where a stream of this city stands: the next number, and the digest of the file before it. */
export type StreamRow = { readonly stream: string; readonly nextSeq: number; readonly prevSm3: string | null }

const hexOf = (bytes: Buffer): string | null => (bytes.length === 0 ? null : bytes.toString('hex'))
const bytesOf = (hex: string | null): Buffer => Buffer.from(hex ?? '', 'hex')

/** Begins both streams of a city; once they are there, nothing happens. */
export async function ensureStreams(pool: Pool, streams: Readonly<Record<Direction, string>>): Promise<void> {
  await pool.ask(
    `insert into exchange_stream (direction, stream, next_seq, prev_sm3) values ('out', $1, 1, ''), ('in', $2, 1, '') on conflict do nothing`,
    [streams.out, streams.in],
  )
}

/** Locks a stream: its numbers are given, or applied, one after another. */
export async function lockStream(tx: Tx, direction: Direction): Promise<StreamRow> {
  const rows = await tx.read<{ stream: string; next_seq: number; prev_sm3: Buffer }>(
    'select stream, next_seq, prev_sm3 from exchange_stream where direction = $1 for update',
    [direction],
  )
  const [row] = rows
  if (row === undefined) throw new Error(`This city has no stream ${direction}`)
  return { stream: row.stream, nextSeq: row.next_seq, prevSm3: hexOf(row.prev_sm3) }
}

export async function findNextSeq(pool: Pool, direction: Direction): Promise<number> {
  const rows = await pool.ask<{ next_seq: number }>('select next_seq from exchange_stream where direction = $1', [
    direction,
  ])
  return rows[0]?.next_seq ?? 1
}

export type SentRecord = { readonly recordId: string; readonly kind: string; readonly caseId: string | null }
export type NewPackage = {
  readonly seq: number
  readonly packageId: string
  readonly fileSm3: string
  readonly bytes: Buffer
  readonly records: readonly SentRecord[]
  readonly at: string
}

/** Keeps a built package with its number and its bytes, and moves the stream on. */
export async function recordSending(tx: Tx, made: NewPackage): Promise<void> {
  await tx.write(
    `insert into exchange_package (direction, seq, package_id, state, file_sm3, file_bytes, made_at, next_send_at)
     values ('out', $1, $2, 'built', $3, $4, $5, $5)`,
    [made.seq, made.packageId, bytesOf(made.fileSm3), made.bytes, made.at],
  )
  await recordRecords(
    tx,
    'out',
    made.seq,
    made.records.map((one) => ({ ...one, outcome: 'sent', code: null })),
  )
  await moveStream(tx, 'out', made.seq + 1, made.fileSm3)
}

type OutcomeRow = SentRecord & { readonly outcome: string; readonly code: string | null }

async function recordRecords(tx: Tx, direction: Direction, seq: number, records: readonly OutcomeRow[]): Promise<void> {
  await tx.write(
    `insert into exchange_record (direction, seq, record_no, kind, case_id, outcome, record_id, code)
     select $1, $2, n, kind, case_id, outcome, record_id, code
     from unnest($3::text[], $4::uuid[], $5::text[], $6::uuid[], $7::text[]) with ordinality as r(kind, case_id, outcome, record_id, code, n)`,
    [
      direction,
      seq,
      records.map((one) => one.kind),
      records.map((one) => one.caseId),
      records.map((one) => one.outcome),
      records.map((one) => one.recordId),
      records.map((one) => one.code),
    ],
  )
}

async function moveStream(tx: Tx, direction: Direction, nextSeq: number, fileSm3: string): Promise<void> {
  await tx.write('update exchange_stream set next_seq = $2, prev_sm3 = $3 where direction = $1', [
    direction,
    nextSeq,
    bytesOf(fileSm3),
  ])
}

export type DuePackage = {
  readonly seq: number
  readonly fileSm3: string
  readonly bytes: Buffer
  readonly sends: number
}

/** Packages that wait for their first or next sending, in order. */
export async function listDue(pool: Pool, at: string): Promise<readonly DuePackage[]> {
  const rows = await pool.ask<{ seq: number; file_sm3: Buffer; file_bytes: Buffer; sends: number }>(
    `select seq, file_sm3, file_bytes, sends from exchange_package
     where direction = 'out' and state in ('built', 'placed') and next_send_at <= $1 order by seq limit 20`,
    [at],
  )
  return rows.map((row) => ({
    seq: row.seq,
    fileSm3: row.file_sm3.toString('hex'),
    bytes: row.file_bytes,
    sends: row.sends,
  }))
}

export async function markPlaced(pool: Pool, seq: number, at: string, nextSendAt: string): Promise<void> {
  await pool.ask(
    `update exchange_package set state = 'placed', placed_at = $2, sends = sends + 1, next_send_at = $3
     where direction = 'out' and seq = $1 and state in ('built', 'placed')`,
    [seq, at, nextSendAt],
  )
}

/** The bytes of a package of ours, by their digest. */
export async function findSentFile(db: Db, fileSm3: string): Promise<Buffer | undefined> {
  const rows = await db.read<{ file_bytes: Buffer }>(
    `select file_bytes from exchange_package where direction = 'out' and file_sm3 = $1`,
    [bytesOf(fileSm3)],
  )
  return rows[0]?.file_bytes
}

export type AnsweredRecord = { readonly recordId: string; readonly result: string; readonly code: string | null }

/**
 * Keeps the receipt of a package of ours and what became of its records.
 * @returns the records with their cases; empty when the receipt was here before, or answers nothing that we sent
 */
export async function recordAcknowledged(
  tx: Tx,
  fileSm3: string,
  receipt: Buffer,
  results: readonly AnsweredRecord[],
  at: string,
): Promise<readonly (SentRecord & { readonly outcome: string })[]> {
  const acked = await tx.write<{ seq: number }>(
    `update exchange_package set state = 'acked', acked_at = $2, receipt = $3
     where direction = 'out' and file_sm3 = $1 and state <> 'acked' returning seq`,
    [bytesOf(fileSm3), at, receipt],
  )
  const seq = acked[0]?.seq
  if (seq === undefined) return []
  const rows = await tx.write<{ record_id: string; kind: string; case_id: string | null; outcome: string }>(
    `update exchange_record r set outcome = a.result, code = a.code
     from unnest($2::uuid[], $3::text[], $4::text[]) as a(record_id, result, code)
     where r.direction = 'out' and r.seq = $1 and r.record_id = a.record_id returning r.record_id, r.kind, r.case_id, r.outcome`,
    [seq, results.map((one) => one.recordId), results.map((one) => one.result), results.map((one) => one.code)],
  )
  return rows.map((row) => ({ recordId: row.record_id, kind: row.kind, caseId: row.case_id, outcome: row.outcome }))
}

/** A refusal that came for a file. `againAt`: when what it is about goes again; `nacksMax`: how often that is tried. */
export type Nack = {
  readonly fileSm3: string
  readonly code: string
  readonly againAt: string
  readonly nacksMax: number
}

/**
 * Counts a refusal of a package and lets it go again soon; after too many it is stuck and waits for a person. One that comes while the package is about to go anyway is
 * not counted, so the same refusal twice is one. A refusal of bytes that we never made tells that something was damaged on its way: what waits for its receipt goes again.
 */
export async function recordNack(tx: Tx, { fileSm3, code, againAt, nacksMax }: Nack): Promise<void> {
  const known = await tx.read(`select 1 from exchange_package where direction = 'out' and file_sm3 = $1`, [
    bytesOf(fileSm3),
  ])
  if (known.length > 0)
    await tx.write(
      `update exchange_package set nacks = nacks + 1, nack_code = $2, state = case when nacks + 1 >= $3 then 'stuck' else state end, next_send_at = $4
       where direction = 'out' and file_sm3 = $1 and state = 'placed' and next_send_at > $4`,
      [bytesOf(fileSm3), code, nacksMax, againAt],
    )
  else
    await tx.write(
      `update exchange_package set next_send_at = $1 where direction = 'out' and state = 'placed' and next_send_at > $1 and sends <= $2`,
      [againAt, nacksMax],
    )
}

/** Packages that were refused too often: they are not sent any more until a person lets them go again. */
export async function listStuck(pool: Pool): Promise<readonly { readonly seq: number; readonly code: string }[]> {
  return pool.ask<{ seq: number; code: string }>(
    `select seq, coalesce(nack_code, '') as code from exchange_package where direction = 'out' and state = 'stuck' order by seq`,
  )
}

/** When the police last said how far they are with our orders; null before the first time. */
export async function findLastBeatAt(pool: Pool): Promise<string | null> {
  const rows = await pool.ask<{ last_beat_at: string | null }>(
    `select last_beat_at from exchange_stream where direction = 'out'`,
  )
  return rows[0]?.last_beat_at ?? null
}

/** Lets a package go again at once, with its refusals forgotten. @returns false when it has its receipt, or there is none of that number */
export async function sendAgain(pool: Pool, seq: number, at: string): Promise<boolean> {
  const rows = await pool.ask(
    `update exchange_package set state = 'placed', nacks = 0, next_send_at = $2
     where direction = 'out' and seq = $1 and state in ('placed', 'stuck') returning 1`,
    [seq, at],
  )
  return rows.length === 1
}

/** Which of these digests are files of the police that we applied, with our receipt kept. */
export async function listAppliedFiles(pool: Pool, digests: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await pool.ask<{ file_sm3: Buffer }>(
    `select file_sm3 from exchange_package where direction = 'in' and state = 'applied' and receipt is not null and file_sm3 = any($1::bytea[])`,
    [digests.map(bytesOf)],
  )
  return new Set(rows.map((row) => row.file_sm3.toString('hex')))
}

/** Which of these digests are files of ours that still wait for their receipt. */
export async function listUnanswered(pool: Pool, digests: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await pool.ask<{ file_sm3: Buffer }>(
    `select file_sm3 from exchange_package where direction = 'out' and state <> 'acked' and file_sm3 = any($1::bytea[])`,
    [digests.map(bytesOf)],
  )
  return new Set(rows.map((row) => row.file_sm3.toString('hex')))
}

/** Notes how far the police are with our orders, and makes due at once what they miss. */
export async function recordBeat(
  tx: Tx,
  beat: { readonly appliedUpTo: number; readonly missing: readonly number[]; readonly at: string },
): Promise<void> {
  await tx.write(
    `update exchange_stream set peer_applied_up_to = greatest(peer_applied_up_to, $1), peer_missing = $2, last_beat_at = $3 where direction = 'out'`,
    [beat.appliedUpTo, beat.missing.length, beat.at],
  )
  if (beat.missing.length === 0) return
  await tx.write(
    `update exchange_package set next_send_at = $2 where direction = 'out' and seq = any($1::bigint[]) and state = 'placed' and next_send_at > $2`,
    [beat.missing, beat.at],
  )
}

/** Digest and receipt of what was applied under a number, or the digest of what is held. */
export async function findAnswered(
  tx: Tx,
  seq: number,
): Promise<{ readonly fileSm3: string; readonly receipt: Buffer | null } | undefined> {
  const rows = await tx.read<{ file_sm3: Buffer; receipt: Buffer | null }>(
    `select file_sm3, receipt from exchange_package where direction = 'in' and seq = $1 union all select file_sm3, null from exchange_held where seq = $1`,
    [seq],
  )
  return rows[0] === undefined ? undefined : { fileSm3: rows[0].file_sm3.toString('hex'), receipt: rows[0].receipt }
}

export async function listHeldNumbers(db: Db): Promise<readonly number[]> {
  return (await db.read<{ seq: number }>('select seq from exchange_held order by seq')).map(({ seq }) => seq)
}

export async function recordHeld(
  tx: Tx,
  held: { readonly seq: number; readonly fileSm3: string; readonly bytes: Buffer; readonly at: string },
): Promise<void> {
  await tx.write('insert into exchange_held (seq, file_sm3, file_bytes, held_at) values ($1, $2, $3, $4)', [
    held.seq,
    bytesOf(held.fileSm3),
    held.bytes,
    held.at,
  ])
}

export async function dropHeld(pool: Pool, seq: number): Promise<void> {
  await pool.ask('delete from exchange_held where seq = $1', [seq])
}

/** The held package whose turn has come, if it is there. */
export async function findHeldNext(pool: Pool): Promise<Buffer | undefined> {
  const rows = await pool.ask<{ file_bytes: Buffer }>(
    `select h.file_bytes from exchange_stream s join exchange_held h on h.seq = s.next_seq where s.direction = 'in'`,
  )
  return rows[0]?.file_bytes
}

export type AppliedPackage = {
  readonly seq: number
  readonly packageId: string
  readonly fileSm3: string
  readonly receipt: Buffer
  readonly records: readonly OutcomeRow[]
  readonly at: string
}

/** Keeps our receipt and what came of each record that was not known before, and moves the stream on. */
export async function recordApplied(tx: Tx, applied: AppliedPackage): Promise<void> {
  await tx.write(
    `insert into exchange_package (direction, seq, package_id, state, file_sm3, file_bytes, made_at, receipt) values ('in', $1, $2, 'applied', $3, '', $4, $5)`,
    [applied.seq, applied.packageId, bytesOf(applied.fileSm3), applied.at, applied.receipt],
  )
  await recordRecords(tx, 'in', applied.seq, applied.records)
  await moveStream(tx, 'in', applied.seq + 1, applied.fileSm3)
  await tx.write('delete from exchange_held where seq = $1', [applied.seq])
}

/** What came of a record that came before, in whatever package. */
export async function findRecordOutcome(
  tx: Tx,
  recordId: string,
): Promise<{ readonly outcome: string; readonly code: string | null } | undefined> {
  const rows = await tx.read<{ outcome: string; code: string | null }>(
    `select outcome, code from exchange_record where direction = 'in' and record_id = $1`,
    [recordId],
  )
  return rows[0]
}

/** Notes a file that was not taken; coming again, it counts up. */
export async function recordQuarantine(
  pool: Pool,
  file: { readonly fileSm3: string; readonly name: string; readonly reason: string; readonly at: string },
): Promise<void> {
  await pool.ask(
    `insert into exchange_quarantine (file_sm3, reason, found_at, file_name) values ($1, $2, $3, $4)
     on conflict (file_sm3) do update set times = exchange_quarantine.times + 1, found_at = excluded.found_at`,
    [bytesOf(file.fileSm3), file.reason, file.at, file.name],
  )
}

export type OrderSource = {
  readonly office: { readonly code: string; readonly nameZh: string }
  readonly photoBlobId: string | null
  /** One digest over the responsibility signatures of the case so far, in their order. */
  readonly signaturesSm3: string
  /** What the officials' own keys said under the steps that passed the case, the latest of each step, in the order they were taken. */
  readonly evidence: readonly string[]
}

/** The photo of a permit's card: the newest that was taken in for its application or for a case of another card. */
const CARD_PHOTO = `select m.blob_id from material m
  where m.kind = 'photo' and m.superseded_on is null and m.blob_id is not null
    and (m.application_id = (select application_id from permit where permit_id = $1) or m.card_case_id in (select card_case_id from card_case where permit_id = $1))
  order by m.recorded_at desc, m.material_id desc limit 1`

/** Whether another card of a permit can be made without a photo that is brought. */
export async function hasCardPhoto(db: Db, permitId: string): Promise<boolean> {
  return (await db.read(CARD_PHOTO, [permitId])).length > 0
}

/** What an order for another card needs beside the case and the person. */
export async function findCardOrderSource(
  db: Db,
  row: { readonly card_case_id: string; readonly permit_id: string; readonly office_id: string },
): Promise<OrderSource> {
  const [source, photos] = await Promise.all([
    findOrderSource(db, row.card_case_id, row.office_id),
    db.read<{ blob_id: string }>(CARD_PHOTO, [row.permit_id]),
  ])
  return { ...source, photoBlobId: photos[0]?.blob_id ?? null }
}

/** What an order needs beside the case and the person: the office, the standing photo, the signatures. */
export async function findOrderSource(db: Db, applicationId: string, officeId: string): Promise<OrderSource> {
  const [offices, photos, signatures] = await Promise.all([
    db.read<{ code: string; name_zh: string; division_prefix: string }>(
      'select code, name_zh, division_prefix from office where office_id = $1',
      [officeId],
    ),
    db.read<{ blob_id: string }>(
      `select blob_id from material where application_id = $1 and kind = 'photo' and superseded_on is null and blob_id is not null order by recorded_at desc, material_id desc limit 1`,
      [applicationId],
    ),
    listSigned(db, applicationId),
  ])
  const [office] = offices
  if (office === undefined) throw new Error(`Application ${applicationId} belongs to an office that is not there`)
  return {
    office: { code: `${office.division_prefix.slice(0, 6).padEnd(6, '0')}${office.code}`, nameZh: office.name_zh },
    photoBlobId: photos[0]?.blob_id ?? null,
    signaturesSm3: sm3Hex(Buffer.from(signatures.map(({ statement }) => statement).join('\n'))),
    evidence: saying(signatures, { caseId: applicationId }, CASE_PASSED),
  }
}

/** What the officials' own keys said about a case or a card under the signatures of a case, the latest of each step. */
export async function findSaid(
  db: Db,
  signedIn: string,
  about: SignedAbout,
  saidBy: SaidBy,
): Promise<readonly string[]> {
  return saying(await listSigned(db, signedIn), about, saidBy)
}

type Signed = { readonly statement: string; readonly evidence: string | null }

function listSigned(db: Db, caseId: string): Promise<readonly Signed[]> {
  return db.read<Signed>(
    `select s.statement, e.evidence from signature s left join signing_evidence e on e.signing_id = s.signing_id
     where s.case_id = $1 order by s.case_version, s.step`,
    [caseId],
  )
}

function saying(signed: readonly Signed[], about: SignedAbout, saidBy: SaidBy): readonly string[] {
  const latest = new Map<string, string>()
  for (const { evidence: text } of signed) {
    const evidence = text === null ? undefined : parseEvidence(text)
    const statement = evidence === undefined ? undefined : parseStatement(evidence.statement)
    const said = statement === undefined ? undefined : saidStep(statement, about, saidBy)
    if (text === null || said === undefined) continue
    // Set anew, so that it stands last.
    latest.delete(said.step)
    latest.set(said.step, text)
  }
  return [...latest.values()]
}

/** An order that the police did not take, or have and do not begin, and that nobody has settled since. */
export type UnprovenOrder = {
  readonly kind: string
  /** Of the permit, where it is about a card that is good again. */
  readonly caseId: string
  readonly seq: number
  readonly code: string
  readonly isWaiting: boolean
}

/** Codes over the signatures that a card is good again; a card that the police never had is refused for other reasons, and nobody need act. */
const UNPROVEN_FINDINGS = [
  ...APPROVAL_REFUSALS,
  'order.signature-used',
  'order.official-unknown',
  'order.too-many-waiting',
]

/**
 * Orders over whose approvals the police have doubts: settled when they answered later, or when the order was called off. That a card is good
 * again they never answer: when they do not know the key, it is settled with the next roster that is written.
 */
export async function listUnproven(pool: Pool): Promise<readonly UnprovenOrder[]> {
  const rows = await pool.ask<{ kind: string; case_id: string; seq: number; code: string; outcome: string }>(
    `select r.kind, r.case_id, r.seq, r.code, r.outcome from exchange_record r join exchange_package p using (direction, seq)
     where r.direction = 'out' and r.code is not null and r.outcome in ('applied', 'refused')
       and (r.kind ~ '^(permit|card|reprint)-order/' or (r.kind ~ '^card-standing/' and r.code = any($1::text[])))
       and r.code <> 'order.already-open'
       and not (r.kind ~ '^card-standing/' and r.outcome = 'applied' and exists (select from shared.roster_handover h where h.written_at > p.acked_at))
       and not exists (select from exchange_record o where o.direction = 'out' and o.case_id = r.case_id and o.seq > r.seq and o.outcome <> 'sent' and (o.kind = 'order-withdrawn/1' or o.code is null))
       and not exists (select from exchange_record i join exchange_package q using (direction, seq)
                       where i.direction = 'in' and i.case_id = r.case_id and q.made_at >= p.acked_at)
     order by r.seq limit 20`,
    [UNPROVEN_FINDINGS],
  )
  return rows.map(({ kind, case_id: caseId, seq, code, outcome }) => ({
    kind,
    caseId,
    seq,
    code,
    isWaiting: outcome === 'applied',
  }))
}
