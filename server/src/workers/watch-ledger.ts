import { spawn, type ChildProcess } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { City } from '../deps.ts'
import type { Job } from './loop.ts'

const PROGRAM = fileURLToPath(new URL('../main.ts', import.meta.url))
const POLL_MS = 5_000
/** After the start: by then the sealer has caught up with what waited while nobody worked. */
const FIRST_MS = 60_000
/** With the run itself well within the ten minutes within which a change by hand must be found. */
const REST_MS_MIN = 300_000
/** A run takes a core; it rests this many times as long, so a city has a twentieth of one at most, but for the nights. */
const RESTS = 20
const DAY_MS = 86_400_000
/** 02:00 in China, as milliseconds of a UTC day. */
const NIGHT_MS = 18 * 3_600_000
const TOLD = 5

/** @property firstMs - from the start to the first run @property nextMs - in the place of when the next run is due */
export type LedgerWatch = {
  /** The environment of `verify`: that of the worker. */
  readonly env: NodeJS.ProcessEnv
  readonly now: () => string
  readonly firstMs?: number
  readonly nextMs?: (tookMs: number, at: string) => number
}

/**
 * The job that verifies the ledger of a city: it runs `verify`, whole, as a program of its own with the lowest priority. What that
 * needs of memory and time the worker does not lack, and one that dies is told as an alarm like one that finds something. A city
 * is verified every five minutes as long as a run takes seconds, a large one less often, and each at least every night.
 */
export function ledgerWatchJob(
  { city }: Pick<City, 'city'>,
  { env, now, firstMs = FIRST_MS, nextMs = untilNext }: LedgerWatch,
): { readonly job: Job; readonly stop: () => void } {
  let dueMs = performance.now() + firstMs
  let child: ChildProcess | undefined
  let isStopped = false
  const run = async () => {
    if (isStopped || performance.now() < dueMs) return false
    const startedMs = performance.now()
    child = spawn(process.execPath, [PROGRAM, 'verify', city], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    const { isRight, lines } = await endOf(child)
    child = undefined
    dueMs = performance.now() + nextMs(performance.now() - startedMs, now())
    if (!isRight && !isStopped)
      throw new Error(`ALARM the ledger of ${city} is not what was written, run verify: ${lines}`)
    return false
  }
  return {
    job: { name: `verify ${city}`, everyMs: POLL_MS, run },
    stop() {
      isStopped = true
      child?.kill()
    },
  }
}

/** How long after a run the next one is due: after a rest that fits what the run took, at the latest at night. */
export function untilNext(tookMs: number, at: string): number {
  const untilNight = (NIGHT_MS - (Date.parse(at) % DAY_MS) + DAY_MS) % DAY_MS
  return Math.min(Math.max(REST_MS_MIN, RESTS * tookMs), untilNight === 0 ? DAY_MS : untilNight)
}

async function endOf(child: ChildProcess): Promise<{ readonly isRight: boolean; readonly lines: string }> {
  const first: string[] = []
  let last = ''
  const ends = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message))
    child.on('close', (code, signal) =>
      resolve(signal === null ? `ended with ${code ?? ''}` : `was ended by ${signal}`),
    )
  })
  try {
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW)
  } catch {
    // It has ended already.
  }
  for (const stream of [child.stdout, child.stderr])
    if (stream !== null)
      createInterface(stream).on('line', (line) => {
        // Brackets would be left out of a line in the log.
        if (first.length < TOLD) first.push(line.replace(/^\[([a-z]+)\]/, '$1:'))
        else last = line
      })
  const how = await ends
  return {
    isRight: how === 'ended with 0',
    lines: [...first, ...(last === '' ? [] : [last]), `verify ${how}`].join('; '),
  }
}
