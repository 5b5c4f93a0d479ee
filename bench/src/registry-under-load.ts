import { fileURLToPath } from 'node:url'
import { startChild } from '@anju/platform/launcher/child.ts'
import { join } from 'node:path'
import { environmentOf, type BenchHouse } from './bench-house.ts'

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
