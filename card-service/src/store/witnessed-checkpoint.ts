import { sm3 } from '@anju/crypto/sm3.ts'
import type { Db, Pool, Tx } from '@anju/platform/database/pool.ts'

/** A checkpoint of the registry's ledger that we hold and signed. */
export type WitnessedCheckpoint = {
  readonly size: number
  readonly root: Buffer
  readonly note: string
  readonly cosignature: Buffer
  readonly witnessed_at: string
}

const NEWEST =
  'select size, root, note, cosignature, witnessed_at from witnessed_checkpoint where city = $1 order by size desc limit 1'

export async function findNewestWitnessed(db: Db, city: string): Promise<WitnessedCheckpoint | undefined> {
  return (await db.read<WitnessedCheckpoint>(NEWEST, [city]))[0]
}

/** The text of the newest one, to be said to the registry with every beat. */
export async function findNewestNote(pool: Pool, city: string): Promise<string | null> {
  return (await pool.ask<WitnessedCheckpoint>(NEWEST, [city]))[0]?.note ?? null
}

export async function recordWitnessed(
  tx: Tx,
  witnessed: Omit<WitnessedCheckpoint, 'witnessed_at'> & { readonly city: string; readonly at: string },
): Promise<void> {
  await tx.write(
    'insert into witnessed_checkpoint (city, size, root, note, cosignature, witnessed_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing',
    [witnessed.city, witnessed.size, witnessed.root, witnessed.note, witnessed.cosignature, witnessed.at],
  )
}

/** Keeps the evidence, once, however often it is sent. */
export async function recordContradiction(
  tx: Tx,
  {
    city,
    request,
    heldSize,
    at,
  }: { readonly city: string; readonly request: string; readonly heldSize: number; readonly at: string },
): Promise<void> {
  await tx.write(
    'insert into contradicting_checkpoint (note_sm3, city, request, held_size, found_at) values ($1, $2, $3, $4, $5) on conflict do nothing',
    [sm3(Buffer.from(request)), city, request, heldSize, at],
  )
}

/** All that we hold of a city, oldest first. */
export async function listWitnessed(pool: Pool, city: string): Promise<readonly WitnessedCheckpoint[]> {
  return pool.ask<WitnessedCheckpoint>(
    'select size, root, note, cosignature, witnessed_at from witnessed_checkpoint where city = $1 order by size',
    [city],
  )
}

export async function countContradictions(pool: Pool, city: string): Promise<number> {
  const rows = await pool.ask<{ n: number }>(
    'select count(*)::int as n from contradicting_checkpoint where city = $1',
    [city],
  )
  return rows[0]?.n ?? 0
}
