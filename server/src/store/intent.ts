import { sm3 } from '@anju/crypto/sm3.ts'
import type { Db } from '@anju/platform/database/pool.ts'

/** A command as its client made it. */
export type Intent = { readonly intentId: string; readonly route: string; readonly requestSm3: Buffer }

/** What came of an intent that was carried out before: the case and its version then. */
export type Outcome = { readonly subjectId: string; readonly version: number }

/** The same intent with other content: a client mistake that must not pass as a retry. */
export type SeenIntent = { readonly outcome: Outcome; readonly sameContent: boolean }

export type IntentRow = {
  readonly outcome_ref: string | null
  readonly request_sm3: Buffer | null
  readonly actor_id: string | null
}

/** The digest of a request. Bodies come out of one schema, so that equal requests have equal text. */
export function intentOf(intentId: string, route: string, request: unknown): Intent {
  return { intentId, route, requestSm3: sm3(Buffer.from(`${route}\n${JSON.stringify(request)}`)) }
}

export async function findIntent(db: Db, intent: Intent, actorId: string): Promise<SeenIntent | undefined> {
  const rows = await db.read<IntentRow>('select outcome_ref, request_sm3, actor_id from intent where intent_id = $1', [
    intent.intentId,
  ])
  return rows[0] === undefined ? undefined : seenIntent(rows[0], intent, actorId)
}

export function seenIntent(row: IntentRow, intent: Intent, actorId: string): SeenIntent | undefined {
  if (row.outcome_ref === null || row.request_sm3 === null) return undefined
  const [subjectId, version] = row.outcome_ref.split(':')
  if (subjectId === undefined) throw new Error(`An intent with an outcome that names nothing: ${row.outcome_ref}`)
  return {
    outcome: { subjectId, version: Number(version) },
    sameContent: row.actor_id === actorId && intent.requestSm3.equals(row.request_sm3),
  }
}
