import { cpus } from 'node:os'
import { parseEnvironment } from '@anju/platform/launcher/environment.ts'
import type { Client } from 'pg'
import { environmentOf, openBenchHouse, POSTGRES_SETTINGS, withClient, type BenchHouse } from './bench-house.ts'
import { openListeningRegistry, type ListeningRegistry } from './captured-request.ts'
import { requireCity } from './city-desks.ts'
import { openHttpConnection, type HttpConnection } from './http-connection.ts'
import { describeMachine, peakMemoryMbOf } from './machine-figures.ts'
import type { MeasuringOrder } from './measured-order.ts'
import { startRegistry } from './registry-under-load.ts'
import { openBareConnection } from './replay.ts'
import { tableOf, writeResult, type Measured } from './report.ts'
import { measureRounds, ratioOf, type Variant } from './rounds.ts'

/** What a measurement works with at one number of connections. */
export type Bench = {
  readonly owner: Client
  readonly house: BenchHouse
  readonly http: readonly HttpConnection[]
  /** Bare connections as the application's role, under row-level security. */
  readonly bareApp: readonly Client[]
  /** Bare connections as the owner, whom row-level security does not touch. */
  readonly bareOwner: readonly Client[]
}

/** One measurement: prepares with the app's own statements at hand, then gives its variants, the app's first. */
export type Measurement = {
  readonly what: string
  prepare(owner: Client, listening: ListeningRegistry): Promise<Readonly<Record<string, unknown>>>
  variants(bench: Bench): Promise<readonly Variant[]>
  /** After all rounds: checks that the database holds what was answered. */
  check?(owner: Client, operations: Readonly<Record<string, number>>): Promise<string>
}

/** Runs a measurement at each number of connections and writes table and JSON. */
export async function runMeasurement(measurement: Measurement, order: MeasuringOrder): Promise<void> {
  const house = await openBenchHouse(order)
  try {
    await withClient(house.ownerUrl, async (owner) => {
      const city = await requireCity(owner)
      process.stdout.write(`${JSON.stringify(city)}\n`)
      const environment = parseEnvironment(environmentOf(house.state, undefined, house.appUrl), 'registry')
      const listening = await openListeningRegistry(environment)
      const found = await prepareOver(measurement, owner, listening)
      process.stdout.write(`${JSON.stringify(found, null, 2)}\n`)
      const measured: Measured[] = []
      const checks: string[] = []
      for (const connections of order.connections) {
        const one = await measureAt(measurement, order, house, owner, connections)
        measured.push(one.measured)
        checks.push(one.check)
        process.stdout.write(`\n${tableOf(one.measured)}\n${one.check}\n`)
      }
      const version = await owner.query<{ version: string }>('select version()')
      const path = writeResult(
        `${measurement.what}-${order.persons}${order.servers > 1 ? `-${order.servers}-servers` : ''}`,
        {
          what: measurement.what,
          at: new Date().toISOString(),
          machine: { ...describeMachine(), database: version.rows[0]?.version.split(' on ')[0] ?? '' },
          settings: order.database === undefined ? POSTGRES_SETTINGS : 'those of the database that was named',
          city,
          order: { rounds: order.rounds, seconds: order.seconds, warmUpSeconds: order.warmUpSeconds },
          ...found,
          measured: measured.map((each) => ({
            ...each,
            ratios: each.figures
              .slice(1)
              .map((bare) => ({ to: bare.key, ratio: ratioOf(each.figures[0] ?? bare, bare) })),
          })),
          checks,
        },
      )
      process.stdout.write(`\n${path}\n`)
    })
  } finally {
    await house.close()
  }
}

async function prepareOver(
  measurement: Measurement,
  owner: Client,
  listening: ListeningRegistry,
): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await measurement.prepare(owner, listening)
  } finally {
    await listening.close()
  }
}

async function measureAt(
  measurement: Measurement,
  order: MeasuringOrder,
  house: BenchHouse,
  owner: Client,
  connections: number,
): Promise<{ measured: Measured; check: string }> {
  const servers = Math.min(order.servers, connections)
  const registries = await Promise.all(Array.from({ length: servers }, () => startRegistry(house, order.nodeArgs)))
  const many = <T>(open: (at: number) => Promise<T>) =>
    Promise.all(Array.from({ length: connections }, (_, at) => open(at)))
  const http = await many((at) => openHttpConnection(registries[at % servers]?.address ?? ''))
  const bareApp = await many(() => openBareConnection(house.appUrl, 'foshan,shared'))
  const bareOwner = await many(() => openBareConnection(house.ownerUrl, 'foshan,shared'))
  try {
    const variants = await measurement.variants({ owner, house, http, bareApp, bareOwner })
    const figures = await measureRounds(
      variants,
      {
        connections,
        rounds: order.rounds,
        seconds: order.seconds,
        warmUpSeconds: order.warmUpSeconds,
        patienceSeconds: order.patienceSeconds,
        serverPids: registries.map(({ pid }) => pid),
        postgresPid: house.postgresPid,
      },
      cpus().length,
    )
    const operations = Object.fromEntries(figures.map((each) => [each.key, each.operationsInAll]))
    const check = (await measurement.check?.(owner, operations)) ?? 'every answer was checked'
    return {
      measured: {
        connections,
        servers,
        figures,
        serverPeakMemoryMb: Math.max(...registries.map(({ pid }) => peakMemoryMbOf(pid))),
      },
      check,
    }
  } finally {
    for (const connection of http) connection.close()
    await Promise.all([...bareApp, ...bareOwner].map((client) => client.end()))
    await Promise.all(registries.map((registry) => registry.stop()))
  }
}
