import type { Db, Tx } from '@anju/platform/database/pool.ts'
import type { GatewayStanding } from '../gateway/gateway-health.ts'

/** Where a gateway of the city stands, and whether what waits goes by it. */
export type KeptStanding = GatewayStanding & {
  readonly gateway: string
  readonly chosen: boolean
  readonly awayMs: number
}

/** The standings as they were kept last; instants as they are written in the database. */
export async function listStandings(db: Db): Promise<readonly KeptStanding[]> {
  const rows = await db.read<
    Omit<KeptStanding, 'since' | 'awayMs'> & { since: Date | string; away_ms: string | number }
  >('select gateway, lowered, since, why, times, chosen, away_ms from gateway_health order by gateway')
  return rows.map(({ since, away_ms: awayMs, ...row }) => ({
    ...row,
    since: new Date(since).toISOString(),
    awayMs: Number(awayMs),
  }))
}

/** Keeps the standings of the gateways there are; those of earlier settings are forgotten. */
export async function keepStandings(tx: Tx, all: readonly KeptStanding[], at: string): Promise<void> {
  await tx.write('delete from gateway_health where gateway <> all($1::text[])', [all.map(({ gateway }) => gateway)])
  for (const { gateway, lowered, since, why, times, chosen, awayMs } of all)
    await tx.write(
      `insert into gateway_health (gateway, lowered, since, why, times, chosen, away_ms, checked_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (gateway) do update set lowered = excluded.lowered, since = excluded.since, why = excluded.why, times = excluded.times,
         chosen = excluded.chosen, away_ms = excluded.away_ms, checked_at = excluded.checked_at`,
      [gateway, lowered, since, why, times, chosen, awayMs, at],
    )
}
