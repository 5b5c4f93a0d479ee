import type { Db } from '@anju/platform/database/pool.ts'

/**
 * Tables beside registrations and applications whose every row began with an event of its own, and the version at which the
 * ledger must have it. Null: the row does not count its events, so that there is one is all that can be asked.
 */
const BEGUN: Readonly<Record<string, { readonly id: string; readonly version: string | null }>> = {
  endorsement: { id: 'endorsement_id', version: 'version' },
  card_case: { id: 'card_case_id', version: 'version' },
  permit_ending: { id: 'ending_id', version: 'version' },
  objection: { id: 'objection_id', version: 'version' },
  mandate: { id: 'mandate_id', version: 'version' },
  cross_area_grant: { id: 'grant_id', version: 'version' },
  legal_hold: { id: 'hold_id', version: 'case when lifted_on is null then 1 else 2 end' },
  misuse_alert: { id: 'alert_id', version: 'version' },
  permit_transfer: { id: 'transfer_id', version: 'version' },
  permit_import: { id: 'import_id', version: null },
  address_change: { id: 'address_change_id', version: null },
  case_assignment: { id: 'assignment_id', version: null },
  civil_event_settled: { id: 'record_id', version: null },
  fee_entry: { id: 'entry_id', version: null },
  kept_fee: { id: 'kept_id', version: null },
  paper: { id: 'paper_id', version: null },
}

/** Tables whose rows may be there without an event: done again from the list of deletions, sent by another office, asked at the console. */
const UNTOLD: Readonly<Record<string, string>> = {
  erasure: 'erasure_id',
  office_letter: 'letter_id',
  simulation: 'simulation_id',
  application: 'application_id',
  registration: 'registration_id',
}

/** First events that came with a row of one of these tables. */
const OPENINGS = [
  'accept',
  'take-over-endorsement',
  'propose',
  'take-objection',
  'give-mandate',
  'ask-cross-area',
  'hold-placed',
  'change-address',
  'ask-about-misuse',
  'open-transfer',
  'import-permit',
  'take-over-endorsement',
  'take-over-stay',
  'settle-civil-event',
  'charge',
  'waiver',
  'reversal',
  'keep-fee',
  'print-paper',
  'erasure-proposed',
  'read-letter',
  'ask-simulation',
]

/** What the ledger, the log or what waits for it says of a stream: a row that is gone from one of them is another finding. */
const STREAMS = `streams as materialized (
  select stream_id, max(stream_version) as version from (
    select stream_id, stream_version from ledger union all select stream_id, stream_version from ledger_leaf
    union all select stream_id, stream_version from ledger_pending) s group by stream_id)`
const ROWS_MAX = 1_000

export type StrayRow = {
  readonly table: string
  readonly stream_id: string
  readonly version: number
  readonly told: number
}

/** Rows of which the ledger has no event, or not as many as the row counted. */
export async function listRowsWithoutEvent(db: Db): Promise<readonly StrayRow[]> {
  const rows = Object.entries(BEGUN).map(
    ([table, { id, version }]) =>
      `select '${table}' as "table", ${id} as stream_id, ${version ?? '1'} as version, ${version !== null} as counts from ${table}`,
  )
  return db.read<StrayRow>(
    `with ${STREAMS} select r."table", r.stream_id, r.version, coalesce(s.version, 0) as told
     from (${rows.join(' union all ')}) r left join streams s using (stream_id)
     where s.version is null or (r.counts and s.version <> r.version)
     union all
     select 'amendment', a.registration_id, a.version, 0 from amendment a where not exists (
       select from ledger l where l.stream_id = a.registration_id and l.stream_version = a.version and l.kind = 'amend')
     order by 1, 2 limit ${ROWS_MAX}`,
  )
}

export type StrayEvent = { readonly kind: string; readonly stream_id: string; readonly version: number }

/** First events whose row is gone, and amendments of which nobody could tell any more what was before. */
export async function listEventsWithoutRow(db: Db): Promise<readonly StrayEvent[]> {
  const ids = [...Object.entries(BEGUN).map(([table, { id }]) => [table, id] as const), ...Object.entries(UNTOLD)]
  return db.read<StrayEvent>(
    `with kept as (${ids.map(([table, id]) => `select ${id} as stream_id from ${table}`).join(' union all ')})
     select l.kind, l.stream_id, l.stream_version as version from ledger l where l.stream_version = 1 and l.kind = any($1)
       and not exists (select from kept k where k.stream_id = l.stream_id)
     union all
     select l.kind, l.stream_id, l.stream_version as version from ledger l where l.kind = 'amend'
       and not exists (select from amendment a where a.registration_id = l.stream_id and a.version = l.stream_version)
     order by 1, 2 limit ${ROWS_MAX}`,
    [OPENINGS],
  )
}

/** Commands that were answered with an event which neither the ledger nor the log has, nor anything waiting. */
export async function listIntentsWithoutEvent(
  db: Db,
): Promise<readonly { readonly intent_id: string; readonly stream_id: string; readonly version: number }[]> {
  return db.read(
    `with ${STREAMS} select i.intent_id, i.stream_id, i.version from (
       select intent_id, split_part(outcome_ref, ':', 1)::uuid as stream_id, split_part(outcome_ref, ':', 2)::int as version from intent
       where outcome_ref ~ '^[0-9a-f-]{36}:[0-9]+$') i left join streams s using (stream_id)
     where s.version is null or s.version < i.version order by 1 limit ${ROWS_MAX}`,
  )
}
