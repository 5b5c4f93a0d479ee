import type { Environment } from '@anju/platform/launcher/environment.ts'
import { systemNow, wire } from '../app.ts'
import { sealCheckpoint } from '../workers/seal-checkpoint.ts'
import { sealLedger } from '../workers/seal-ledger.ts'
import type { Say } from './verify.ts'

/**
 * `seal <city>`: seals what waits and signs a checkpoint at once, for whoever wants one now. While a worker holds the lease
 * it does the same within ten seconds; then there is nothing left to do here.
 */
export async function seal(environment: Environment, name: string, say: Say): Promise<void> {
  const { deps, close } = await wire(environment, 'seal')
  try {
    const city = deps.cities.get(name)
    if (city === undefined) throw new Error(`No city ${name} that this version serves`)
    const holder = `seal ${process.pid}`
    while ((await sealLedger(city, holder, systemNow())) > 0);
    let covered = 0
    for (let more = 1; more > 0; covered += more) more = await sealCheckpoint(deps, city, holder, systemNow(), 0)
    say(
      `${name}: a checkpoint over ${covered} new events${covered === 0 ? '; nothing waits, or a worker is at it' : ''}`,
    )
  } finally {
    await close()
  }
}
