import { fileURLToPath } from 'node:url'
import { announceReady, untilAskedToStop } from '@anju/platform/launcher/lifeline.ts'
import { buildHash, settingsHash } from '@anju/platform/launcher/build-hash.ts'
import { edgeOf } from '@anju/platform/launcher/edge.ts'
import { keepMemoryPrivate } from '@anju/platform/launcher/private-memory.ts'
import type { Environment } from '@anju/platform/launcher/environment.ts'
import { tellUKeyProblems } from '@anju/platform/ukey/tell-ukeys.ts'
import { openRegistry } from '../http/open-registry.ts'
import { workDaysOf } from '../law/work-days.ts'
import { refreshWorkDays } from '../store/work-day.ts'
import { sweepAllCities } from '../workers/sweep.ts'
import { CITIZEN_FACE, COUNTER_FACE, systemNow, wire } from '../app.ts'

const CHECKOUT = fileURLToPath(new URL('../../../', import.meta.url))

/** Serves the registry until asked to stop. Announces its address in one line. */
export async function serve(environment: Environment, env: NodeJS.ProcessEnv): Promise<void> {
  keepMemoryPrivate()
  if (!environment.dev && environment.origin === undefined)
    throw new Error(
      'ANJU_ORIGIN is missing: the https address of the registry as browsers know it. Security keys of officials are bound to its host.',
    )
  if (environment.keyModels.length === 0)
    process.stderr.write('any model of security key may be bound: ANJU_KEY_MODELS names the allowed ones\n')
  const { deps, close } = await wire(environment, 'serve', {
    onRefusedCity: (why) => process.stderr.write(`city not served: ${why}\n`),
  })
  tellUKeyProblems(deps.relyingParty, environment.dev, systemNow())
  await refreshWorkDays(deps.shared, workDaysOf(deps.calendar))
  const app = await openRegistry(
    { deps, now: systemNow },
    {
      dev: environment.dev,
      sweepAll: (at) => sweepAllCities(deps, at),
      faceFolder: COUNTER_FACE,
      citizenFolder: CITIZEN_FACE,
      logLevel: 'warn',
      edge: edgeOf(environment),
    },
  )
  const address = await app.listen({ host: environment.host, port: environment.port })
  announceReady({ address, build: buildHash(CHECKOUT), settings: settingsHash(environment) })
  await untilAskedToStop(env)
  await app.close()
  await close()
}
