import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { MisuseAnswer } from '@anju/domain/misuse/decide-misuse-answer.ts'
import type { MisuseAlert, MisuseRule } from '@anju/domain/misuse/misuse-alert.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'

/**
 * Days that are over, had signed acts and were not gone through, oldest first: after the last one that was; the first time, from
 * `since`. A day without acts asks nothing.
 * @param before - the first day that is not over
 */
export async function listUnsweptDays(
  db: Db,
  before: string,
  since: string,
  limit: number,
): Promise<readonly { readonly id: string }[]> {
  return db.read<{ id: string }>(
    `select distinct (signed_at at time zone 'Asia/Shanghai')::date::text as id from signature
     where signed_at < ($1::date::timestamp at time zone 'Asia/Shanghai')
       and signed_at >= (coalesce((select max(on_day) + 1 from misuse_day), $2::date)::timestamp at time zone 'Asia/Shanghai')
     order by 1 limit $3`,
    [before, since, limit],
  )
}

/** Takes a day to be gone through; false when somebody did. */
export async function claimMisuseDay(
  tx: Tx,
  day: { readonly on: string; readonly acts: number; readonly alerts: number; readonly at: string },
): Promise<boolean> {
  const rows = await tx.write(
    'insert into misuse_day (on_day, acts, alerts, swept_at) values ($1, $2, $3, $4) on conflict (on_day) do nothing returning 1',
    [day.on, day.acts, day.alerts, day.at],
  )
  return rows.length === 1
}

/** Alerts of the days before, for telling a new question from one that was asked. */
export async function listEarlierAlerts(db: Db, from: string, before: string): Promise<readonly MisuseAlert[]> {
  return db.read<MisuseAlert>(
    `select rule, official_id as "officialId", on_day as "on", case_ids as "caseIds", figure, most as "limit", peers
     from misuse_alert where on_day >= $1 and on_day < $2 order by on_day, rule, official_id`,
    [from, before],
  )
}

export type NewMisuseAlert = MisuseAlert & {
  readonly alertId: string
  readonly officeId: string
  readonly pack: string
  readonly law: string
  readonly at: string
}

/** Keeps a question; where it stands follows from the office of the act. One a rule, official and day breaks the constraint. */
export async function recordMisuseAlert(tx: Tx, alert: NewMisuseAlert): Promise<void> {
  await tx.write(
    `insert into misuse_alert (alert_id, rule, official_id, office_id, division_code, on_day, case_ids, figure, most, peers, pack, law, raised_at)
     select $1, $2, $3, office_id, division_prefix, $5, $6, $7, $8, $9, $10, $11, $12 from shared.office where office_id = $4`,
    [
      alert.alertId,
      alert.rule,
      alert.officialId,
      alert.officeId,
      alert.on,
      alert.caseIds,
      alert.figure,
      alert.limit,
      alert.peers,
      alert.pack,
      alert.law,
      alert.at,
    ],
  )
}

export type MisuseAlertRow = {
  readonly alert_id: string
  readonly version: number
  readonly rule: MisuseRule
  readonly official_id: string
  readonly official: string
  readonly office_zh: string
  readonly office_en: string
  readonly on_day: PlainDate
  readonly case_ids: readonly string[]
  readonly figure: number
  readonly most: number
  readonly peers: number | null
  readonly law: string
  readonly answer: MisuseAnswer | null
  readonly words: string
  readonly answered_by_name: string | null
  readonly answered_on: PlainDate | null
}

/** Questions in reach, those nobody answered first, then the latest. @param without - whoever asks: what is about them, others read */
export async function listMisuseAlertRows(db: Db, without: string, limit: number): Promise<readonly MisuseAlertRow[]> {
  return db.read<MisuseAlertRow>(
    `select m.alert_id, m.version, m.rule, m.official_id, o.name as official, f.name_zh as office_zh, f.name_en as office_en, m.on_day, m.case_ids,
       m.figure, m.most, m.peers, m.law, m.answer, m.words, b.name as answered_by_name, m.answered_on
     from misuse_alert m join shared.official o using (official_id) join shared.office f using (office_id)
     left join shared.official b on b.official_id = m.answered_by
     where m.official_id <> $1 order by (m.answer is null) desc, m.on_day desc, m.rule, m.alert_id limit $2`,
    [without, limit],
  )
}

export type AlertCaseRow = {
  readonly case_id: string
  readonly kind: 'registration' | 'application' | 'endorsement' | 'card'
  readonly person_id: string
  readonly case_number: string | null
}

/** The cases of some questions, as far as they are in reach: what each is, and whose. */
export async function listAlertCases(db: Db, caseIds: readonly string[]): Promise<readonly AlertCaseRow[]> {
  return db.read<AlertCaseRow>(
    `select registration_id as case_id, 'registration' as kind, person_id, receipt_no as case_number from registration where registration_id = any($1)
     union all select application_id, 'application', person_id, acceptance_no from application where application_id = any($1)
     union all select endorsement_id, 'endorsement', person_id, null from endorsement where endorsement_id = any($1)
     union all select card_case_id, 'card', person_id, null from card_case where card_case_id = any($1)`,
    [caseIds],
  )
}

export type AlertToAnswer = {
  readonly alert_id: string
  readonly version: number
  readonly rule: MisuseRule
  readonly official_id: string
  readonly on_day: PlainDate
  readonly answer: MisuseAnswer | null
  readonly law: string
}

/** One question in reach, locked until the commit. */
export async function lockMisuseAlert(tx: Tx, alertId: string): Promise<AlertToAnswer | undefined> {
  const rows = await tx.read<AlertToAnswer>(
    'select alert_id, version, rule, official_id, on_day, answer, law from misuse_alert where alert_id = $1 for update',
    [alertId],
  )
  return rows[0]
}

export async function recordMisuseAnswer(
  tx: Tx,
  alertId: string,
  answer: { readonly answer: MisuseAnswer; readonly words: string; readonly by: string; readonly on: string },
): Promise<void> {
  await tx.write(
    'update misuse_alert set version = version + 1, answer = $2, words = $3, answered_by = $4, answered_on = $5 where alert_id = $1',
    [alertId, answer.answer, answer.words, answer.by, answer.on],
  )
}
