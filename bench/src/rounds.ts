import { cpuMsOf, cpuMsOfFamily, machineBusyMs } from './machine-figures.ts'

/**
 * One operation, ready to run over a connection.
 * @throws Error when the work was refused or failed: that ends the measurement.
 */
export type Operation = (connection: number) => Promise<void>

/** One way of doing the same work. `prepare` runs before the clock, the operations within it. */
export type Variant = {
  readonly key: string
  readonly title: string
  prepare(count: number): readonly Operation[]
  /** More items than it can do in a second. */
  readonly perSecondMax: number
}

export type RoundsOrder = {
  readonly connections: number
  readonly rounds: number
  readonly seconds: number
  readonly warmUpSeconds: number
  readonly serverPid: number
  readonly postgresPid: number | undefined
}

/** Figures of one variant over all its rounds. Times in milliseconds, CPU per operation. */
export type Figures = {
  readonly key: string
  readonly title: string
  readonly operations: number
  readonly warmUpOperations: number
  /** Operations a second: the median of the rounds, and each. */
  readonly perSecond: number
  readonly perSecondByRound: readonly number[]
  readonly p50Ms: number
  readonly p99Ms: number
  readonly serverCpuMs: number
  readonly databaseCpuMs: number | null
  /** The load generator; with the bare driver that is the driver itself. */
  readonly clientCpuMs: number
  /** Share of the machine that processes outside this measurement used meanwhile. */
  readonly othersShare: number
}

type Tally = { operations: number; warmUp: number; latencies: number[]; perSecond: number[]; server: number; database: number; client: number; others: number; wall: number }

/** Runs the variants in turn, A B C A B C …, after a warm-up of each. */
export async function measureRounds(variants: readonly Variant[], order: RoundsOrder, cores: number): Promise<readonly Figures[]> {
  const tallies = variants.map((): Tally => ({ operations: 0, warmUp: 0, latencies: [], perSecond: [], server: 0, database: 0, client: 0, others: 0, wall: 0 }))
  for (let round = -1; round < order.rounds; round += 1) {
    for (const [at, variant] of variants.entries()) {
      const tally = tallies[at]
      if (tally === undefined) continue
      const seconds = round < 0 ? order.warmUpSeconds : order.seconds
      const items = variant.prepare(Math.ceil(variant.perSecondMax * seconds))
      const before = cpuNow(order)
      const { latencies, wallMs } = await drive(variant, items, order.connections, seconds)
      const after = cpuNow(order)
      if (round < 0) {
        tally.warmUp += latencies.length
        continue
      }
      tally.operations += latencies.length
      for (const latency of latencies) tally.latencies.push(latency)
      tally.perSecond.push((latencies.length * 1000) / wallMs)
      const [server, database, client, busy] = after.map((value, n) => value - (before[n] ?? 0)) as [number, number, number, number]
      tally.server += server
      tally.database += database
      tally.client += client
      tally.others += Math.max(0, busy - server - database - client)
      tally.wall += wallMs
    }
  }
  return variants.map((variant, at) => figuresOf(variant, tallies[at] as Tally, order, cores))
}

function cpuNow({ serverPid, postgresPid }: RoundsOrder): readonly [number, number, number, number] {
  const { user, system } = process.cpuUsage()
  return [cpuMsOf(serverPid), postgresPid === undefined ? 0 : cpuMsOfFamily(postgresPid), (user + system) / 1000, machineBusyMs()]
}

async function drive(variant: Variant, items: readonly Operation[], connections: number, seconds: number): Promise<{ latencies: number[]; wallMs: number }> {
  const latencies: number[] = []
  let next = 0
  const begun = performance.now()
  const until = begun + seconds * 1000
  const work = async (connection: number): Promise<void> => {
    for (let from = performance.now(); from < until; ) {
      const operate = items[next]
      next += 1
      if (operate === undefined) throw new Error(`${variant.key}: more than ${items.length} operations in ${seconds} s; raise perSecondMax`)
      await operate(connection)
      const now = performance.now()
      latencies.push(now - from)
      from = now
    }
  }
  await Promise.all(Array.from({ length: connections }, (_, connection) => work(connection)))
  return { latencies, wallMs: performance.now() - begun }
}

function figuresOf(variant: Variant, tally: Tally, order: RoundsOrder, cores: number): Figures {
  const sorted = Float64Array.from(tally.latencies).sort()
  const per = (ms: number) => round(ms / tally.operations, 3)
  return {
    key: variant.key,
    title: variant.title,
    operations: tally.operations,
    warmUpOperations: tally.warmUp,
    perSecond: Math.round(median(tally.perSecond)),
    perSecondByRound: tally.perSecond.map(Math.round),
    p50Ms: round(quantile(sorted, 0.5), 2),
    p99Ms: round(quantile(sorted, 0.99), 2),
    serverCpuMs: per(tally.server),
    databaseCpuMs: order.postgresPid === undefined ? null : per(tally.database),
    clientCpuMs: per(tally.client),
    othersShare: round(tally.others / (tally.wall * cores), 3),
  }
}

export function median(values: readonly number[]): number {
  return quantile(Float64Array.from(values).sort(), 0.5)
}

/** The ratio of two variants: the median over the pairs of rounds that ran beside each other. */
export function ratioOf(one: Figures, other: Figures): number {
  return round(median(one.perSecondByRound.map((value, at) => value / (other.perSecondByRound[at] ?? Number.NaN))), 3)
}

function quantile(sorted: Float64Array, at: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? Number.NaN
}

export function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
