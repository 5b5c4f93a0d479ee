import type { Pool, Tx } from '@anju/platform/database/pool.ts'

/** A job that only one may do, and until when the one who holds it may. */
export type Lease = { readonly name: string; readonly holder: string; readonly at: string; readonly until: string }

/**
 * Takes or prolongs a lease, if nobody else holds it. Within a transaction the row stays locked to its end, so two holders
 * never work at once even when a clock was set back.
 */
export async function takeLease(tx: Tx, { name, holder, at, until }: Lease): Promise<boolean> {
  const rows = await tx.write(
    `insert into lease as l (name, holder, until) values ($1, $2, $4)
     on conflict (name) do update set holder = excluded.holder, until = excluded.until where l.holder = $2 or l.until < $3
     returning 1`,
    [name, holder, at, until],
  )
  return rows.length === 1
}

/** Gives a lease back, so that the next need not wait for its end. */
export async function giveUpLease(pool: Pool, name: string, holder: string): Promise<void> {
  await pool.ask('delete from lease where name = $1 and holder = $2', [name, holder])
}
