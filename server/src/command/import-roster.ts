import { readFileSync } from 'node:fs'
import { uuidV7 } from '@anju/crypto/random.ts'
import { explainRefusal } from '@anju/contract/message.ts'
import type { Environment } from '@anju/platform/launcher/environment.ts'
import { systemNow, wire } from '../app.ts'
import { importRoster } from '../usecases/account/import-roster.ts'
import { systemAct } from '../workers/system-act.ts'
import type { Say } from './migrate.ts'

/**
 * Applies an HR file as a nightly run does: whoever left is out, with their sessions. Nobody is proposed; who came is entered by
 * the system administrator on the screen, whose name the proposal bears.
 */
export async function importRosterFile(
  environment: Environment,
  { city, file }: { readonly city: string; readonly file: string },
  say: Say,
): Promise<boolean> {
  const { deps, close } = await wire(environment, 'import-roster')
  try {
    const served = deps.cities.get(city)
    if (served === undefined) throw new Error(`This installation does not serve ${city}`)
    const act = await systemAct(deps, served, 'roster', systemNow())
    const decision = await importRoster(deps, act, { intentId: uuidV7(), text: readFileSync(file, 'utf8') })
    if (decision.ok) say(`${city}: ${decision.value.left} left`)
    else for (const refusal of decision.refusals) say(explainRefusal(refusal, 'en'))
    return decision.ok
  } finally {
    await close()
  }
}
