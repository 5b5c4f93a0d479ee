import { setTimeout as pause } from 'node:timers/promises'

/** Something that runs over and over: as long as it finds work without a pause, else every `everyMs`. */
export type Job = {
  readonly name: string
  readonly everyMs: number
  /** @returns whether it found work, so that there may be more. */
  readonly run: () => Promise<boolean>
}

export type Loop = { readonly name: string; readonly stop: () => Promise<void> }

const BACK_OFF_MS_MAX = 30_000

/**
 * Runs a job until stopped. After an error it waits, twice as long each time: a database that is away is asked again, not
 * hammered. Stopping waits for the round that is under way.
 */
export function startLoop(job: Job, onError: (name: string, error: unknown) => void): Loop {
  const stopping = new AbortController()
  const running = runUntil(stopping.signal, job, onError)
  return {
    name: job.name,
    async stop() {
      stopping.abort()
      await running
    },
  }
}

async function runUntil(signal: AbortSignal, job: Job, onError: (name: string, error: unknown) => void): Promise<void> {
  let failures = 0
  while (!signal.aborted) {
    let found = false
    try {
      found = await job.run()
      failures = 0
    } catch (error) {
      failures += 1
      onError(job.name, error)
    }
    if (!found)
      await pause(Math.min(job.everyMs * 2 ** failures, BACK_OFF_MS_MAX), undefined, { signal }).catch(() => {})
  }
}
