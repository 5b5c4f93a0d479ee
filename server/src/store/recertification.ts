import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import { writeSealed, type Sealing } from './row-seal.ts'

/** Notes that a head answered for posts in a period; a second answer in it changes nothing. */
export async function recordConfirmations(
  tx: Tx,
  sealing: Sealing,
  postIds: readonly string[],
  confirmation: { readonly periodFrom: PlainDate; readonly on: PlainDate; readonly by: string },
): Promise<void> {
  const { periodFrom, on, by } = confirmation
  await tx.write(
    `insert into post_confirmation (post_id, period_from, confirmed_on, confirmed_by) select unnest($1::uuid[]), $2, $3, $4 on conflict do nothing`,
    [postIds, periodFrom, on, by],
  )
  await writeSealed(tx, sealing, 'post', { column: 'post_id', id: postIds }, () =>
    tx.write('update post set confirmed_on = $2 where post_id = any($1) and coalesce(confirmed_on, $2) <= $2', [
      postIds,
      on,
    ]),
  )
}

export type RosterImport = {
  readonly rosterId: string
  readonly city: string
  readonly fileSm3: Buffer
  readonly rows: number
  readonly leftCount: number
  readonly proposedCount: number
  readonly by: string | null
  readonly at: string
}

export async function recordRosterImport(tx: Tx, roster: RosterImport): Promise<void> {
  await tx.write(
    `insert into roster_import (roster_id, city, file_sm3, rows, left_count, proposed_count, imported_by, imported_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      roster.rosterId,
      roster.city,
      roster.fileSm3,
      roster.rows,
      roster.leftCount,
      roster.proposedCount,
      roster.by,
      roster.at,
    ],
  )
}
