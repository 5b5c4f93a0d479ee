import type { Db, Tx } from '@anju/platform/database/pool.ts'

export type ProvisionalKind = 'registration' | 'application'

/** Remembers that a due day of a case rests on the plain week of a year whose working days are not published yet. */
export async function recordProvisionalDue(
  tx: Tx,
  kind: ProvisionalKind,
  subjectId: string,
  year: number,
): Promise<void> {
  await tx.write(
    `insert into provisional_due (subject_id, kind, year) values ($1, $2, $3)
     on conflict (subject_id) do update set year = excluded.year where provisional_due.year <> excluded.year`,
    [subjectId, kind, year],
  )
}

/** Cases whose missing year has been published since. */
export async function listProvisionalDue(
  db: Db,
  publishedYears: readonly number[],
  limit: number,
): Promise<readonly { readonly id: string; readonly kind: ProvisionalKind }[]> {
  return db.read(
    `select subject_id as id, kind from provisional_due where year = any($1::int[]) order by year, subject_id limit $2`,
    [publishedYears, limit],
  )
}

/** The due days of the case are certain, or nobody waits for them any more. */
export async function forgetProvisionalDue(tx: Tx, subjectId: string): Promise<void> {
  await tx.write(`delete from provisional_due where subject_id = $1`, [subjectId])
}
