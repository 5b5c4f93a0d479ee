import assert from 'node:assert/strict'
import { after, before, describe, it, type TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { anyPort } from '@anju/dev/free-port.ts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Child } from '@anju/platform/launcher/child.ts'
import { brokenPromises } from '@anju/tests/broken-promise.ts'
import { clientAt, forgetIntents, killNow, openFaultHouse, settled, type FaultHouse } from '@anju/tests/fault-house.ts'
import { contradictions, newJournal, runLoad, type Journal } from '@anju/tests/kill-load.ts'
import { openOwnPostgres, type OwnPostgres } from '@anju/tests/own-postgres.ts'
import { valueOf } from '@anju/tests/registry-house.ts'

const TODAY = '2016-03-01'
const SEED = Number(process.env['ANJU_KILL_SEED'] ?? Date.now() % 1_000_000)
const CLIENTS = 8

let postgres: OwnPostgres
/** Settles when PostgreSQL is back after a kill. */
let databaseUp: Promise<void> = Promise.resolve()
before(async () => {
  postgres = await openOwnPostgres()
})
after(() => postgres.close())

/** Numbers from 0 up to 1 that follow from the seed (mulberry32), so that a failed run can be run again. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A program that is started again whenever it is killed, at the same address. */
type Kept = { readonly start: (failpoint?: string) => Promise<Child>; running: Child | undefined }

/** A server that ends by itself soon after a commit. */
const doomedAfterCommit = (random: () => number) => `after-commit:${1 + Math.floor(random() * 12)}`

/** A server of which half the lives end by themselves at a commit, where a kill from outside seldom hits. */
function doomed(random: () => number): string | undefined {
  if (random() < 0.5) return undefined
  return `${random() < 0.3 ? 'before' : 'after'}-commit:${1 + Math.floor(random() * 25)}`
}

/** A program that comes up while PostgreSQL is down ends; whoever keeps it tries again, as a service manager does. */
async function startAgain(kept: Kept, failpoint?: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await databaseUp
      kept.running = await kept.start(failpoint)
      return
    } catch (error) {
      if (attempt === 20) throw error
      await pause(200)
    }
  }
}

type Ordeal = {
  readonly journal: Journal
  readonly kills: Readonly<Record<string, number>>
  readonly house: FaultHouse
}

type OrdealPlan = {
  readonly name: string
  readonly withPostgres: boolean
  readonly doom: (random: () => number) => string | undefined
  readonly isEnough: (kills: number, journal: Journal) => boolean
  readonly prepare?: (house: FaultHouse) => Promise<void>
}

/** Clients work while programs are killed at random; then everything is up again, and the clients finish. */
async function ordeal(
  t: TestContext,
  { name, withPostgres, doom, isEnough, prepare = async () => {} }: OrdealPlan,
): Promise<Ordeal> {
  const random = randomFrom(SEED)
  const own = await postgres.registry(name)
  const house = openFaultHouse(postgres.home, { registry: own, cardService: own }, name)
  await prepare(house)
  const ports = [await anyPort(), await anyPort()]
  const servers = ports.map((port): Kept => ({
    start: (failpoint) => house.serve({ port, ...(failpoint === undefined ? {} : { failpoint }) }),
    running: undefined,
  }))
  const worker: Kept = { start: () => house.work(), running: undefined }
  // What they compiled is kept by a program that ends in peace; killed ones keep nothing.
  await Promise.all([house.serve(), house.work()].map(async (program) => (await program).stop()))
  await Promise.all([...servers, worker].map((kept) => startAgain(kept)))
  const addresses = ports.map((port) => `http://127.0.0.1:${port}`)
  const cookies = new Map<string, string>()
  for (const member of [OFFICIALS.clerk, OFFICIALS.coordinator])
    cookies.set(member.key, await house.signIn(addresses[0] ?? '', member))
  const clerk = clientAt(addresses[0] ?? '', cookies.get('clerk') ?? '')
  valueOf(await clerk.call('setLegalDay', { body: { on: parsePlainDate(TODAY) } }))

  const stopping = new AbortController()
  const journal = newJournal()
  const load = runLoad({ addresses, cookies, today: TODAY, clients: CLIENTS, stopping: stopping.signal }, journal)
  const kills: Record<string, number> = { server: 0, worker: 0, postgres: 0 }
  const count = (what: string) => (kills[what] = (kills[what] ?? 0) + 1)
  const total = () => Object.values(kills).reduce((sum, n) => sum + n, 0)
  const isOver = () => stopping.signal.aborted || isEnough(total(), journal)
  /** Starts a program again whenever it was killed, by us or at its own failpoint. */
  const keep = async (kept: Kept, what: string) => {
    while (!isOver()) {
      const exit = await Promise.race([kept.running?.exited, pause(100)])
      if (exit === undefined) continue
      kept.running = undefined
      assert.deepEqual(exit, { code: null, signal: 'SIGKILL' }, `the ${what} ended by itself`)
      count(what)
      await startAgain(kept, what === 'server' && !isOver() ? doom(random) : undefined)
    }
  }
  const kill = async () => {
    while (!isOver()) {
      await pause(50 + random() * 350)
      // However slow the machine: between two kills something gets done.
      const heardBefore = journal.answers
      for (let waited = 0; journal.answers < heardBefore + 3 && waited < 100 && !isOver(); waited += 1) await pause(50)
      const chosen = random()
      if (withPostgres && chosen < 0.25) {
        databaseUp = postgres.killAndStart()
        await databaseUp
        count('postgres')
      } else if (!isOver()) {
        const [first, second] = random() < 0.5 ? servers : servers.toReversed()
        const victim = chosen < 0.45 ? worker.running : (first?.running ?? second?.running)
        if (victim !== undefined) await killNow(victim)
      }
    }
  }
  try {
    await Promise.all([...servers.map((kept) => keep(kept, 'server')), keep(worker, 'worker'), kill()])
    // What may still die by itself is replaced by one that does not.
    for (const kept of [...servers, worker]) {
      if (kept.running !== undefined) await killNow(kept.running)
      await startAgain(kept)
    }
    stopping.abort()
    await load
    return { journal, kills, house }
  } catch (error) {
    stopping.abort()
    t.diagnostic(`${JSON.stringify(kills)}\n${house.lastWords()}`)
    await house.close()
    throw error
  }
}

/** Waits until the workers have caught up: every message delivered, every leaf sealed. */
async function caughtUp({ ask }: FaultHouse): Promise<void> {
  for (const deadline = Date.now() + 40_000; Date.now() < deadline; await pause(200)) {
    const [left] = await ask<{ n: number }>(
      `select (select count(*) from foshan.outbox where state in ('new', 'taken') and topic not like 'exchange.%')::int + (select count(*) from foshan.ledger_pending)::int as n`,
    )
    if (left?.n === 0) return
  }
  throw new Error('The workers did not catch up')
}

describe(`kill -9 at random moments under load (ANJU_KILL_SEED=${SEED})`, () => {
  it('50 kills of servers, worker and PostgreSQL: each acknowledged act is there once, and nothing else', async (t) => {
    const { journal, kills, house } = await ordeal(t, {
      name: 'endured',
      withPostgres: true,
      doom: doomed,
      isEnough: (killed) => killed >= 50,
    })
    try {
      await caughtUp(house)
      await settled(house.ask)
      t.diagnostic(
        `kills ${JSON.stringify(kills)}, persons ${journal.acknowledged.size}, answers that never came ${journal.unknown}`,
      )
      assert.ok((kills['postgres'] ?? 0) > 0 && (kills['worker'] ?? 0) > 0, 'each kind was killed')
      assert.ok(journal.acknowledged.size >= 50 && journal.unknown >= 20, 'there was a load, and it was hurt')
      assert.equal(journal.repeated, 0, 'nobody met a conflict of their own making')
      assert.deepEqual(await contradictions(house.ask, journal), [])
      assert.deepEqual(await brokenPromises(house.ask, 'foshan'), [])
      assert.equal(await postgres.checksumFailures(), 0)
    } finally {
      await house.close()
    }
  })

  it('negative control: without the intent table the same ordeal does acts twice', async (t) => {
    const { journal, kills, house } = await ordeal(t, {
      name: 'forgetful',
      withPostgres: false,
      doom: doomedAfterCommit,
      isEnough: (killed, { repeated }) => killed >= 40 || (killed >= 4 && repeated > 0),
      prepare: ({ ask }) => forgetIntents(ask, 'foshan'),
    })
    try {
      const found = await contradictions(house.ask, journal)
      t.diagnostic(`kills ${JSON.stringify(kills)}, found ${found.length}, the first: ${found[0] ?? 'none'}`)
      const twice = found.filter((line) =>
        /visits told|told .*visit-missed.*, done .*visit-missed,visit-missed/.test(line),
      )
      assert.ok(twice.length > 0, `no act came twice: ${found.join('\n')}`)
    } finally {
      await house.close()
    }
  })
})
