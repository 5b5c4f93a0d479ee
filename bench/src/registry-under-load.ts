import { fileURLToPath } from 'node:url'
import { randomBytes } from '@anju/crypto/random.ts'
import { sm3 } from '@anju/crypto/sm3.ts'
import { startChild } from '@anju/platform/launcher/child.ts'
import type { Client } from 'pg'
import { join } from 'node:path'
import { environmentOf, type BenchHouse } from './bench-house.ts'
import { CITY, type Station } from './city-plan.ts'

/** The registry's own program, as it is deployed: another process, the application's role, no dev mode. */
export type RegistryUnderLoad = {
  readonly address: string
  readonly pid: number
  readonly stop: () => Promise<unknown>
}

const program = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url))

/** @param nodeArgs - for example `--cpu-prof`, when the measurement is to be looked into */
export async function startRegistry(house: BenchHouse, nodeArgs: readonly string[] = []): Promise<RegistryUnderLoad> {
  const child = await startChild({
    name: 'registry under load',
    args: [...nodeArgs, program, 'serve'],
    env: {
      ...environmentOf(house.state, undefined, house.appUrl),
      HOST: '127.0.0.1',
      PORT: '0',
      // A desk under load asks more often than any person; the limit would be what is measured.
      ANJU_REQUESTS_PER_MINUTE: '10000000',
      NODE_ENV: 'production',
    },
    log: join(house.state.logs, 'bench-registry.log'),
  })
  const { address } = child.ready
  if (typeof address !== 'string') throw new Error('The registry did not say where it listens')
  return { address, pid: child.pid, stop: () => child.stop() }
}

/** A session of a front desk, written as owner: there is no sign-in link outside dev mode. @returns its token. */
export async function openSession(client: Client, station: Pick<Station, 'officialId' | 'postId'>): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await client.query(
    `insert into shared.session (token_sm3, official_id, post_id, city, created_at, last_seen_at, expires_at) values ($1, $2, $3, $4, now(), now(), now() + interval '12 hours')`,
    [sm3(Buffer.from(token)), station.officialId, station.postId, CITY],
  )
  return token
}
