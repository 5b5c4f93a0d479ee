import { fileURLToPath } from 'node:url'
import { announceReady, untilAskedToStop } from '@anju/platform/launcher/lifeline.ts'
import { describeDefect } from '@anju/platform/http/describe-defect.ts'
import { buildHash, settingsHash } from '@anju/platform/launcher/build-hash.ts'
import { edgeOf } from '@anju/platform/launcher/edge.ts'
import { keepMemoryPrivate } from '@anju/platform/launcher/private-memory.ts'
import type { Environment } from '@anju/platform/launcher/environment.ts'
import { tellUKeyProblems } from '@anju/platform/ukey/tell-ukeys.ts'

import { BEAT_MS, CARD_FACE, EXCHANGE_EVERY_MS, systemNow, wire } from '../app.ts'
import { startExchangeLoop } from '../exchange/exchange-loop.ts'
import { dropFolders } from '../exchange/node.ts'
import { openCardService } from '../http/open-card-service.ts'

const CHECKOUT = fileURLToPath(new URL('../../../', import.meta.url))

/** Serves the staff and runs the exchange until asked to stop. Announces its address in one line. */
export async function serve(environment: Environment, env: NodeJS.ProcessEnv): Promise<void> {
  keepMemoryPrivate()
  if (!environment.dev && environment.origin === undefined)
    throw new Error(
      'ANJU_ORIGIN is missing: the https address of the card service as browsers know it. Security keys of the staff are bound to its host.',
    )
  if (!environment.dev && environment.keyModels.length === 0)
    process.stderr.write('any model of security key may be bound: ANJU_KEY_MODELS names the allowed ones\n')
  const { deps, legalDay, close } = await wire(environment, 'serve')
  tellUKeyProblems(deps.relyingParty, environment.dev, systemNow())
  const beatMs = beatOf(env)
  const folders = dropFolders(environment.exchange)
  const loop = startExchangeLoop(
    { deps, folders, beatMs, legalDay },
    { everyMs: EXCHANGE_EVERY_MS, archiveDays: environment.archiveDays, onFault: tellFault },
  )
  const app = await openCardService(
    { deps, legalDay, dev: environment.dev },
    {
      faceFolder: CARD_FACE,
      logLevel: 'warn',
      fault: loop.fault,
      silentAfterMs: 3 * beatMs,
      edge: edgeOf(environment),
    },
  )
  const address = await app.listen({ host: environment.host, port: environment.port })
  announceReady({ address, build: buildHash(CHECKOUT), settings: settingsHash(environment) })
  await untilAskedToStop(env)
  await app.close()
  await loop.stop()
  await close()
}

/** ANJU_BEAT_MS: how often the registry hears how far we are; at least 100 ms. */
function beatOf(env: NodeJS.ProcessEnv): number {
  const text = env['ANJU_BEAT_MS']
  if (text === undefined || text === '') return BEAT_MS
  const beatMs = Number(text)
  if (!Number.isInteger(beatMs) || beatMs < 100)
    throw new Error(`ANJU_BEAT_MS is a whole number of milliseconds from 100, not ${text}`)
  return beatMs
}

function tellFault(error: unknown): void {
  process.stderr.write(`${JSON.stringify({ level: 'error', at: 'exchange', defect: describeDefect(error) })}\n`)
}
