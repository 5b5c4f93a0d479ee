import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import type { Client } from 'pg'
import { sealEntered } from '@anju/server/store/row-seal.ts'
import { openBenchHouse, withClient, type BenchHouse } from './bench-house.ts'
import { CITY_ENDS_ON, enterStations, planCity, type CityPlan } from './city-plan.ts'
import { CITY_TABLE_NAMES } from './city-table.ts'
import type { CityWork, LoadedPart } from './city-worker.ts'
import { arrivalNumber } from './invented-number.ts'
import { putIndexesBack, takeIndexesOff } from './loading-index.ts'
import { requireSealsToFit } from './row-with-seal.ts'

/**
 * Fills a database with a plausible Foshan of so many persons, encrypted as the registry encrypts: by COPY, in parts that
 * each commit with a note, so that a killed run goes on where it stopped.
 */

/** From here on indexes come off before the load and are built after it. */
const BARE_LOAD_FROM = 200_000
/** The last invented arrivals: front desks of the stations take their numbers from here. */
const DESK_NUMBERS_FROM = 60_000_000

const say = (line: string) => process.stdout.write(`${line}\n`)
const seconds = (fromMs: number) => ((performance.now() - fromMs) / 1000).toFixed(1)

export type CityOrder = {
  readonly persons: number
  readonly seed: number
  readonly ledgerShare: number
  readonly workers: number
  /** Last day of the city's past. */
  readonly endsOn: string
}

export async function generateCity(house: BenchHouse, order: CityOrder): Promise<void> {
  const begun = performance.now()
  await withClient(house.ownerUrl, async (client) => {
    const plan = await resumePlan(client, order)
    const todo = await listMissingParts(client, plan)
    const towns = Object.keys(plan.towns).length
    say(
      `seed ${plan.seed}: ${plan.persons} persons in ${plan.villages.length} villages of ${towns} towns, ${todo.length} parts of ${plan.partSize} to load`,
    )
    await enterStations(
      client,
      plan,
      (idNumber) => house.crypto.blindIndex('idno', idNumber),
      (at) => arrivalNumber(DESK_NUMBERS_FROM + at).idNumber,
    )
    const desks = Object.values(plan.towns).map(({ station }) => station)
    await sealEntered(
      client,
      house.crypto,
      'official',
      desks.map(({ officialId }) => officialId),
    )
    await sealEntered(
      client,
      house.crypto,
      'post',
      desks.map(({ postId }) => postId),
    )
    if (todo.length > 0 && plan.persons >= BARE_LOAD_FROM)
      say(`indexes and constraints taken off: ${await takeIndexesOff(client)}`)
    const rows = await loadParts(house, plan, todo, order.workers)
    const loadS = Number(seconds(begun))
    if (rows > 0)
      say(
        `loaded ${rows} rows in ${loadS} s: ${Math.round(rows / loadS)} rows/s, ${Math.round((todo.length * plan.partSize) / loadS)} persons/s`,
      )
    await client.query(
      'create table if not exists bench.taken_off (n serial, turn integer, on_table text, take_off text, put_back text)',
    )
    await putIndexesBack(client, (what, took) => say(`  ${took.toFixed(1)} s  ${what}`))
    await client.query('set search_path = foshan, shared')
    for (const table of CITY_TABLE_NAMES) await client.query(`vacuum (analyze) ${table}`)
    await requireSealsToFit(client, house.crypto)
    await client.query('insert into bench.city_done (rows, seconds) values ($1, $2)', [rows, Number(seconds(begun))])
    say(`ready in ${seconds(begun)} s`)
    await saySizes(client)
  })
}

/** The plan of this database: drawn now, or the one it was begun with. @throws Error when that was another city. */
async function resumePlan(client: Client, order: CityOrder): Promise<CityPlan> {
  await client.query('create schema if not exists bench')
  await client.query(
    'create table if not exists bench.city_plan (only_row boolean primary key default true, plan jsonb not null)',
  )
  await client.query('create table if not exists bench.loaded_part (part integer primary key, rows integer not null)')
  await client.query(
    'create table if not exists bench.city_done (rows bigint, seconds real, at timestamptz default now())',
  )
  const partSize = Math.min(5_000, Math.ceil(order.persons / (order.workers * 4)))
  const wanted = {
    seed: order.seed,
    persons: order.persons,
    partSize,
    ledgerShare: order.ledgerShare,
    endsOn: order.endsOn,
  }
  const plan = await planCity(client, wanted)
  await client.query('insert into bench.city_plan (plan) values ($1) on conflict do nothing', [JSON.stringify(wanted)])
  const kept = await client.query<{ plan: typeof wanted }>('select plan from bench.city_plan')
  const found = kept.rows[0]?.plan
  const isSame =
    found?.seed === wanted.seed &&
    found.persons === wanted.persons &&
    found.ledgerShare === wanted.ledgerShare &&
    found.endsOn === wanted.endsOn
  if (!isSame) {
    throw new Error(
      `This database holds another city, or a part of one: ${JSON.stringify(found)}. Name the same seed and size, or another database.`,
    )
  }
  return { ...plan, partSize: found.partSize }
}

async function listMissingParts(client: Client, plan: CityPlan): Promise<number[]> {
  const loaded = await client.query<{ part: number }>('select part from bench.loaded_part')
  const there = new Set(loaded.rows.map(({ part }) => part))
  return Array.from({ length: Math.ceil(plan.persons / plan.partSize) }, (_, part) => part).filter(
    (part) => !there.has(part),
  )
}

/** Hands the parts to worker threads, one at a time each. @returns rows loaded. */
async function loadParts(house: BenchHouse, plan: CityPlan, todo: readonly number[], workers: number): Promise<number> {
  const begun = performance.now()
  const workerData: CityWork = { ownerUrl: house.ownerUrl, keysFolder: house.state.registry.keys, plan }
  const queue = [...todo]
  let rows = 0
  let done = 0
  let makeMs = 0
  let saidAtMs = begun
  const drive = async (): Promise<void> => {
    const worker = new Worker(new URL('city-worker.ts', import.meta.url), { workerData })
    const failed = new Promise<never>((_, reject) => worker.once('error', reject))
    await Promise.race([once(worker, 'message'), failed])
    for (let part = queue.shift(); part !== undefined; part = queue.shift()) {
      worker.postMessage(part)
      const [loaded] = (await Promise.race([once(worker, 'message'), failed])) as [LoadedPart]
      rows += loaded.rows
      done += 1
      makeMs += loaded.makeMs
      if (performance.now() - saidAtMs > 5_000) {
        saidAtMs = performance.now()
        const left = ((todo.length - done) * (saidAtMs - begun)) / done / 1000
        say(
          `  ${done}/${todo.length} parts, ${Math.round(rows / ((saidAtMs - begun) / 1000))} rows/s, ${left.toFixed(0)} s left`,
        )
      }
    }
    worker.postMessage(null)
    await once(worker, 'exit')
  }
  await Promise.all(Array.from({ length: Math.min(workers, todo.length) }, drive))
  if (done > 0)
    say(
      `  making the rows, sealing included, took ${((makeMs / (done * plan.partSize)) * 1000).toFixed(0)} µs of a core a person`,
    )
  return rows
}

async function saySizes(client: Client): Promise<void> {
  const sizes = await client.query<{ name: string; heap: string; indexes: string; rows: number }>(
    `select c.oid::regclass::text as name, pg_size_pretty(pg_table_size(c.oid)) as heap, pg_size_pretty(pg_indexes_size(c.oid)) as indexes, c.reltuples::bigint as rows
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('foshan', 'shared') and c.relkind = 'r' and c.reltuples > 0 order by pg_total_relation_size(c.oid) desc limit 12`,
  )
  for (const { name, heap, indexes, rows } of sizes.rows)
    say(
      `  ${name.padEnd(24)} ${String(rows).padStart(9)} rows  table ${heap.padStart(8)}  indexes ${indexes.padStart(8)}`,
    )
  const whole = await client.query<{ size: string }>(
    'select pg_size_pretty(pg_database_size(current_database())) as size',
  )
  say(`  whole database ${whole.rows[0]?.size}`)
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      persons: { type: 'string', default: '50000' },
      seed: { type: 'string', default: '2016' },
      'ledger-share': { type: 'string', default: '0.1' },
      'ends-on': { type: 'string', default: CITY_ENDS_ON },
      workers: { type: 'string', default: String(Math.min(8, availableParallelism())) },
      database: { type: 'string' },
      home: { type: 'string' },
    },
  })
  const persons = Number(values.persons)
  const house = await openBenchHouse({ home: values.home, database: values.database, persons })
  try {
    await generateCity(house, {
      persons,
      seed: Number(values.seed),
      ledgerShare: Number(values['ledger-share']),
      workers: Number(values.workers),
      endsOn: values['ends-on'],
    })
  } finally {
    await house.close()
  }
}
