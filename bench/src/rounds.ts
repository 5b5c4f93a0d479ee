import { setTimeout as pause } from 'node:timers/promises'
import { cpuMsOf, cpuMsOfFamily, machineBusyMs, systemCpuMsOf } from './machine-figures.ts'

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
  readonly serverPids: readonly number[]
  readonly postgresPid: number | undefined
  /** Seconds to wait, in all, for the machine to be quiet before a round. */
  readonly patienceSeconds: number
}

/** Figures of one variant over the rounds that were taken. Times in milliseconds, CPU per operation. */
export type Figures = {
  readonly key: string
  readonly title: string
  readonly operations: number
  /** With the warm-up and the rounds that were not taken. */
  readonly operationsInAll: number
  readonly roundsRun: number
  /** Operations a second: the median of the rounds, and each. */
  readonly perSecond: number
  readonly perSecondByRound: readonly number[]
  readonly p50Ms: number
  readonly p99Ms: number
  readonly serverCpuMs: number
  /** Of it in the kernel: writing to sockets, waking others. */
  readonly serverSystemCpuMs: number
  readonly databaseCpuMs: number | null
  /** The load generator; with the bare driver that is the driver itself. */
  readonly clientCpuMs: number
  /** Share of the machine that processes outside this measurement used meanwhile. */
  readonly othersShare: number
}

/** What one variant did in one round. */
type Sample = {
  readonly latencies: readonly number[]
  readonly wallMs: number
  readonly server: number
  readonly serverSystem: number
  readonly database: number
  readonly client: number
  readonly othersShare: number
}
/** A round: every variant once, beside each other. */
type Round = readonly Sample[]

/** A round in which nobody else used more of the machine than this counts as quiet. */
const QUIET_SHARE_MAX = 0.1
/** A server that has answered fewer than this is still being compiled; its figures would be those of a start. */
const WARM_UP_OPERATIONS_MIN = 4_000
/** On a busy machine so many times more rounds are run, and the quietest are taken: all variants of a round or none. */
const ROUNDS_FACTOR_MAX = 3

/** Runs the variants in turn, A B C A B C …, after a warm-up of each. */
export async function measureRounds(
  variants: readonly Variant[],
  order: RoundsOrder,
  cores: number,
): Promise<readonly Figures[]> {
  const warmUp = await runRound(variants, order, order.warmUpSeconds, cores, WARM_UP_OPERATIONS_MIN)
  const untilMs = performance.now() + order.patienceSeconds * 1000
  const rounds: Round[] = []
  const isQuiet = (round: Round) => othersIn(round) <= QUIET_SHARE_MAX
  while (rounds.filter(isQuiet).length < order.rounds && rounds.length < order.rounds * ROUNDS_FACTOR_MAX) {
    await waitForQuiet(untilMs, cores)
    rounds.push(await runRound(variants, order, order.seconds, cores))
  }
  const taken = rounds.toSorted((one, other) => othersIn(one) - othersIn(other)).slice(0, order.rounds)
  return variants.map((variant, at) => {
    const samples = taken.flatMap((round) => round[at] ?? [])
    const operationsInAll = [warmUp, ...rounds].reduce((sum, round) => sum + (round[at]?.latencies.length ?? 0), 0)
    return figuresOf(variant, samples, { operationsInAll, roundsRun: rounds.length }, order)
  })
}

/** Waits until others leave the machine alone for a moment, or patience is spent. We ourselves do nothing meanwhile. */
async function waitForQuiet(untilMs: number, cores: number): Promise<void> {
  while (performance.now() < untilMs) {
    const [busy, from] = [machineBusyMs(), performance.now()]
    await pause(400)
    if ((machineBusyMs() - busy) / ((performance.now() - from) * cores) <= QUIET_SHARE_MAX) return
  }
}

function othersIn(round: Round): number {
  return Math.max(...round.map(({ othersShare }) => othersShare))
}

async function runRound(
  variants: readonly Variant[],
  order: RoundsOrder,
  seconds: number,
  cores: number,
  operationsMin = 0,
): Promise<Round> {
  const round: Sample[] = []
  for (const variant of variants) {
    const operations = variant.prepare(Math.max(operationsMin * 2, Math.ceil(variant.perSecondMax * seconds)))
    const before = cpuNow(order)
    const { latencies, wallMs } = await drive(variant, operations, order.connections, seconds, operationsMin)
    const after = cpuNow(order)
    const [server, database, client, busy, serverSystem] = [0, 1, 2, 3, 4].map(
      (at) => (after[at] ?? 0) - (before[at] ?? 0),
    ) as [number, number, number, number, number]
    round.push({
      latencies,
      wallMs,
      server,
      serverSystem,
      database,
      client,
      othersShare: Math.max(0, busy - server - database - client) / (wallMs * cores),
    })
  }
  return round
}

function cpuNow({ serverPids, postgresPid }: RoundsOrder): readonly number[] {
  const { user, system } = process.cpuUsage()
  return [
    serverPids.reduce((sum, pid) => sum + cpuMsOf(pid), 0),
    postgresPid === undefined ? 0 : cpuMsOfFamily(postgresPid),
    (user + system) / 1000,
    machineBusyMs(),
    serverPids.reduce((sum, pid) => sum + systemCpuMsOf(pid), 0),
  ]
}

async function drive(
  variant: Variant,
  items: readonly Operation[],
  connections: number,
  seconds: number,
  operationsMin: number,
): Promise<{ latencies: number[]; wallMs: number }> {
  const latencies: number[] = []
  let next = 0
  const begun = performance.now()
  const until = begun + seconds * 1000
  const work = async (connection: number): Promise<void> => {
    for (let from = begun; from < until || next < operationsMin;) {
      const operate = items[next]
      next += 1
      if (operate === undefined)
        throw new Error(`${variant.key}: more than ${items.length} operations in ${seconds} s; raise perSecondMax`)
      await operate(connection)
      const now = performance.now()
      latencies.push(now - from)
      from = now
    }
  }
  await Promise.all(Array.from({ length: connections }, (_, connection) => work(connection)))
  return { latencies, wallMs: performance.now() - begun }
}

function figuresOf(
  variant: Variant,
  samples: readonly Sample[],
  { operationsInAll, roundsRun }: { readonly operationsInAll: number; readonly roundsRun: number },
  order: RoundsOrder,
): Figures {
  const sum = (of: (sample: Sample) => number) => samples.reduce((total, sample) => total + of(sample), 0)
  const operations = sum(({ latencies }) => latencies.length)
  const sorted = Float64Array.from(samples.flatMap(({ latencies }) => latencies)).sort()
  const rates = samples.map(({ latencies, wallMs }) => (latencies.length * 1000) / wallMs)
  return {
    key: variant.key,
    title: variant.title,
    operations,
    operationsInAll,
    roundsRun,
    perSecond: Math.round(median(rates)),
    perSecondByRound: rates.map(Math.round),
    p50Ms: rounded(quantile(sorted, 0.5), 2),
    p99Ms: rounded(quantile(sorted, 0.99), 2),
    serverCpuMs: rounded(sum(({ server }) => server) / operations, 3),
    serverSystemCpuMs: rounded(sum(({ serverSystem }) => serverSystem) / operations, 3),
    databaseCpuMs: order.postgresPid === undefined ? null : rounded(sum(({ database }) => database) / operations, 3),
    clientCpuMs: rounded(sum(({ client }) => client) / operations, 3),
    othersShare: rounded(sum(({ othersShare }) => othersShare) / samples.length, 3),
  }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const half = (sorted.length - 1) / 2
  return ((sorted[Math.floor(half)] ?? Number.NaN) + (sorted[Math.ceil(half)] ?? Number.NaN)) / 2
}

/** The ratio of two variants: the median over the pairs of rounds that ran beside each other. */
export function ratioOf(one: Figures, other: Figures): number {
  return rounded(median(one.perSecondByRound.map((value, at) => value / (other.perSecondByRound[at] ?? Number.NaN))), 3)
}

function quantile(sorted: Float64Array, at: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? Number.NaN
}

export function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
