import { sm3 } from '@anju/crypto/sm3.ts'
import type { Tx } from '@anju/platform/database/pool.ts'

/** A command as its client made it. */
export type Intent = { readonly intentId: string; readonly route: string; readonly requestSm3: Buffer }

/** What came of the same intent before. */
export type SeenIntent = { readonly outcomeRef: string; readonly sameContent: boolean }

/** The digest of a request. Bodies come out of one schema, so that equal requests have equal text. */
export function intentOf(intentId: string, route: string, request: unknown): Intent {
  return { intentId, route, requestSm3: sm3(Buffer.from(`${route}\n${JSON.stringify(request)}`)) }
}

export async function findIntent(tx: Tx, intent: Intent, staffId: string): Promise<SeenIntent | undefined> {
  const rows = await tx.read<{ outcome_ref: string; request_sm3: Buffer; staff_id: string }>(
    'select outcome_ref, request_sm3, staff_id from intent where intent_id = $1',
    [intent.intentId],
  )
  const row = rows[0]
  if (row === undefined) return undefined
  return {
    outcomeRef: row.outcome_ref,
    sameContent: row.staff_id === staffId && intent.requestSm3.equals(row.request_sm3),
  }
}

/** Fails with 23505 on `intent_pkey` when a twin was faster. */
export async function recordIntent(
  tx: Tx,
  intent: Intent,
  staffId: string,
  outcomeRef: string,
  at: string,
): Promise<void> {
  await tx.write(
    'insert into intent (intent_id, staff_id, route, request_sm3, outcome_ref, at) values ($1, $2, $3, $4, $5, $6)',
    [intent.intentId, staffId, intent.route, intent.requestSm3, outcomeRef, at],
  )
}
