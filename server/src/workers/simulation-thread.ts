import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { isConnectionLost, openPool } from '@anju/platform/database/pool.ts'
import { scopeOf } from '@anju/platform/database/scope.ts'
import { recordTally, type SimulationPart } from '../store/simulation.ts'
import { replayPart, type SimulatedLaw } from '../usecases/replay-simulation.ts'

/** What a thread of a simulation is given once. */
export type SimulationWork = {
  readonly url: string
  readonly searchPath: string
  readonly divisionPrefix: string
  readonly simulationId: string
  readonly law: SimulatedLaw
}

/** What came of a part: done, or why not. `lost`: the database went away, so it is tried again. */
export type PartOutcome =
  | { readonly part: number; readonly persons: number; readonly changed: number }
  | { readonly part: number; readonly failure: string; readonly lost: boolean }

const STATEMENT_TIMEOUT_MS = 60_000

/** Replays the parts it is told, one at a time, each noted in its own transaction, until it is told nothing more. */
async function work({ url, searchPath, divisionPrefix, simulationId, law }: SimulationWork): Promise<void> {
  if (parentPort === null) throw new Error('Runs as a worker thread')
  const port = parentPort
  const scope = scopeOf({ city: searchPath.split(',')[0]?.trim() ?? '', prefixes: [divisionPrefix] })
  const pool = openPool({
    url,
    searchPath,
    applicationName: 'anju simulate',
    connectionsMax: 2,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
  })
  const replayed = async (part: SimulationPart): Promise<PartOutcome> => {
    try {
      const tally = await pool.look(scope, (db) => replayPart(db, law, part))
      const at = new Date().toISOString()
      await pool.transact(scope, (tx) => recordTally(tx, simulationId, part.part, tally, at))
      return { part: part.part, persons: tally.persons, changed: tally.changed }
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error)
      return { part: part.part, failure, lost: isConnectionLost(error) }
    }
  }
  port.postMessage('ready')
  for (;;) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what our own driver says
    const [part] = (await once(port, 'message')) as [SimulationPart | null]
    if (part === null) break
    port.postMessage(await replayed(part))
  }
  await pool.close()
  port.close()
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what our own driver gives
await work(workerData as SimulationWork)
