import type { Pool, Tx } from '@anju/platform/database/pool.ts'

/** An effect that waits to be made outside. */
export type OutboxRow = {
  readonly outbox_id: string
  readonly topic: string
  readonly subject_id: string
  readonly payload: Readonly<Record<string, unknown>>
  /** How often it was taken, this time included. */
  readonly attempts: number
}

export type Claim = {
  /** Only topics that begin like one of these. */
  readonly topics: readonly string[]
  readonly worker: string
  /** System instants: now, and until when the claim holds. */
  readonly at: string
  readonly until: string
  readonly limit: number
}

const CLAIM = `
with due as (
  select outbox_id, attempts from outbox
  where state in ('new', 'taken') and available_at <= $1 and (state = 'new' or claimed_until < $1) and topic like any($2)
  order by available_at, outbox_id limit $3
)
update outbox o set state = 'taken', attempts = o.attempts + 1, claimed_until = $4, claimed_by = $5
from due where o.outbox_id = due.outbox_id and o.attempts = due.attempts and (o.state = 'new' or o.claimed_until < $1)
returning o.outbox_id, o.topic, o.subject_id, o.payload, o.attempts`

/**
 * Takes rows that are due, by compare-and-set: of two workers that saw the same row one finds its attempts changed. A row
 * whose worker died is taken again when its claim has run out, so every effect may be made more than once and must be
 * harmless then.
 */
export async function claimOutbox(pool: Pool, claim: Claim): Promise<readonly OutboxRow[]> {
  const rows = await pool.ask<OutboxRow>(CLAIM, [
    claim.at,
    claim.topics.map((topic) => `${topic}%`),
    claim.limit,
    claim.until,
    claim.worker,
  ])
  return rows.toSorted((one, other) => (one.outbox_id < other.outbox_id ? -1 : 1))
}

/** The effect is made; in the transaction that made it. @returns false when another worker has taken the row since. */
export async function finishOutbox(tx: Tx, outboxId: string, worker: string): Promise<boolean> {
  const rows = await tx.write(
    `update outbox set state = 'done', claimed_until = null, last_error = null where outbox_id = $1 and claimed_by = $2 and state = 'taken' returning 1`,
    [outboxId, worker],
  )
  return rows.length === 1
}

/** The attempt failed: once more at `again`, or never when it was the last. */
export async function putBackOutbox(
  pool: Pool,
  outboxId: string,
  worker: string,
  why: string,
  again: string | null,
): Promise<void> {
  await pool.ask(
    `update outbox set state = case when $4::timestamptz is null then 'failed' else 'new' end, available_at = coalesce($4, available_at), claimed_until = null, last_error = $3
     where outbox_id = $1 and claimed_by = $2 and state = 'taken'`,
    [outboxId, worker, why.slice(0, 500), again],
  )
}

/** Adds an effect outside a recorded event: something is told again, and nothing else has changed. */
export async function recordEffect(
  tx: Tx,
  effect: {
    readonly outboxId: string
    readonly topic: string
    readonly subjectId: string
    readonly payload: Readonly<Record<string, unknown>>
    readonly at: string
  },
): Promise<void> {
  await tx.write(
    'insert into outbox (outbox_id, topic, subject_id, payload, available_at) values ($1, $2, $3, $4::jsonb, $5)',
    [effect.outboxId, effect.topic, effect.subjectId, JSON.stringify(effect.payload), effect.at],
  )
}
