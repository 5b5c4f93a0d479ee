import type { CryptoProvider } from '@anju/crypto/provider.ts'
import type { Db, Pool, Tx } from '@anju/platform/database/pool.ts'
import { parseMobilePhone } from '@anju/standards/phone.ts'
import type { DeliveryReport } from '../gateway/message-sender.ts'
import type { PartName } from './sms-part.ts'

/** Keeps a report. One that is told again is counted and changes nothing. */
export async function recordReport(
  pool: Pool,
  crypto: CryptoProvider,
  gateway: string,
  report: DeliveryReport,
  at: string,
): Promise<void> {
  const mobile = parseMobilePhone(report.mobile)
  await pool.ask(
    `insert into sms_report (gateway, reference, outcome, stat, mobile_bidx, mark, arrived_at) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (gateway, reference, outcome) do update set times = sms_report.times + 1`,
    [
      gateway,
      report.reference,
      report.outcome,
      report.stat.slice(0, 40),
      mobile === undefined ? null : crypto.blindIndex('phone', mobile),
      report.mark ?? null,
      at,
    ],
  )
}

/** Reports that found no part in twice the time in which one could, are of nobody here. */
export async function closeStaleReports(pool: Pool, before: string, at: string): Promise<void> {
  await pool.ask('update sms_report set closed_at = $2 where closed_at is null and arrived_at < $1', [before, at])
}

/** A report whose part is known by its reference. */
export type OpenReport = PartName & {
  readonly reference: string
  readonly outcome: DeliveryReport['outcome']
  readonly stat: string
}

export async function listOpenReports(db: Db, gateway: string, limit: number): Promise<readonly OpenReport[]> {
  return db.read<OpenReport>(
    `select s.notice_id as "noticeId", s.part, r.reference, r.outcome, r.stat from sms_report r join sms_part s on s.gateway = r.gateway and s.reference = r.reference
     where r.gateway = $1 and r.closed_at is null order by r.arrived_at limit $2`,
    [gateway, limit],
  )
}

export async function closeReports(
  tx: Tx,
  gateway: string,
  reports: readonly Pick<OpenReport, 'reference' | 'outcome'>[],
  at: string,
): Promise<void> {
  await tx.write(
    `update sms_report r set closed_at = $4 from unnest($2::text[], $3::text[]) as t(reference, outcome)
     where r.gateway = $1 and r.reference = t.reference and r.outcome = t.outcome`,
    [gateway, reports.map(({ reference }) => reference), reports.map(({ outcome }) => outcome), at],
  )
}

/** A report that names nothing we know, beside an unknown part that went to the same number before it came. */
export type Orphan = PartName & { readonly reference: string; readonly mark: number | null }

/** @param before - only reports that came before this instant: the answer that would name them may still be on its way. */
export async function listOrphans(
  db: Db,
  gateway: string,
  before: string,
  at: string,
  limit: number,
): Promise<readonly Orphan[]> {
  return db.read<Orphan>(
    `select s.notice_id as "noticeId", s.part, r.reference, r.mark from sms_report r
     join sms_part s on s.gateway = r.gateway and s.mobile_bidx = r.mobile_bidx and s.state = 'unknown' and s.reference is null
     where r.gateway = $1 and r.closed_at is null and r.outcome <> 'pending' and r.arrived_at <= $2 and s.handed_at <= r.arrived_at
       and (s.claimed_until is null or s.claimed_until < $3)
       and not exists (select from sms_part k where k.gateway = r.gateway and k.reference = r.reference)
       and not exists (select from sign_in_attempt k where k.gateway = r.gateway and k.reference = r.reference)
     order by r.arrived_at limit $4`,
    [gateway, before, at, limit],
  )
}
