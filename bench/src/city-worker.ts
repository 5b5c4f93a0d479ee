import { once } from 'node:events'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { openKeyFolder } from '@anju/crypto/key-folder.ts'
import { softProvider } from '@anju/crypto/soft-provider.ts'
import { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { makeCityPart, type CityPart } from './city-part.ts'
import type { CityPlan } from './city-plan.ts'
import { CITY_TABLE_NAMES, CITY_TABLES } from './city-table.ts'

export type CityWork = { readonly ownerUrl: string; readonly keysFolder: string; readonly plan: CityPlan }
export type LoadedPart = {
  readonly part: number
  readonly rows: number
  readonly makeMs: number
  readonly copyMs: number
}

/** Lines a chunk of COPY is joined from: keeps the memory of a part's second copy small. */
const LINES_PER_CHUNK = 2_000

/** Loads one part in one transaction, together with the note that it is there. */
async function loadPart(client: Client, { part, lines, rows }: CityPart): Promise<void> {
  await client.query('begin')
  for (const table of CITY_TABLE_NAMES) {
    const all = lines.get(table)
    if (all === undefined) continue
    const target = client.query(copyFrom(`copy ${table} (${CITY_TABLES[table].join(', ')}) from stdin`))
    await pipeline(Readable.from(chunks(all)), target)
  }
  await client.query('insert into bench.loaded_part (part, rows) values ($1, $2)', [part, rows])
  await client.query('commit')
}

function* chunks(lines: readonly string[]): Generator<Buffer> {
  for (let at = 0; at < lines.length; at += LINES_PER_CHUNK)
    yield Buffer.from(lines.slice(at, at + LINES_PER_CHUNK).join(''))
}

/** Loads the parts it is told, one at a time, until it is told nothing more. */
async function work({ ownerUrl, keysFolder, plan }: CityWork): Promise<void> {
  if (parentPort === null) throw new Error('Runs as a worker thread')
  const crypto = softProvider(openKeyFolder(keysFolder, { role: 'registry', create: false }))
  const client = new Client({ connectionString: ownerUrl, application_name: 'anju bench city' })
  await client.connect()
  parentPort.postMessage({ ready: true })
  for (;;) {
    const [part] = (await once(parentPort, 'message')) as [number | null]
    if (part === null) break
    const begun = performance.now()
    const made = makeCityPart(plan, part, crypto)
    const madeAt = performance.now()
    await loadPart(client, made)
    const loaded: LoadedPart = { part, rows: made.rows, makeMs: madeAt - begun, copyMs: performance.now() - madeAt }
    parentPort.postMessage(loaded)
  }
  await client.end()
  parentPort.close()
}

await work(workerData as CityWork)
