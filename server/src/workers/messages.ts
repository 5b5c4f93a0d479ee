import { NO_SCOPE, wholeCity } from '@anju/platform/database/scope.ts'
import type { City, Deps } from '../deps.ts'
import { openSender } from '../gateway/open-sender.ts'
import { giveUpLease, takeLease } from '../store/lease.ts'
import { expireParts } from '../store/sms-part.ts'
import type { Job } from './loop.ts'
import { openMessageLines } from './message-lines.ts'

const POLL_MS = 500
const LEASE_MS = 5_000
const LEASE = 'messages'
const EXPIRE_MAX = 500
const WITHOUT_GATEWAY_MS = 60_000

type Surroundings = {
  readonly worker: string
  readonly now: () => string
  readonly onError: (job: string, error: unknown) => void
  /** A line for the log; standard error without it. */
  readonly say?: (line: string) => void
}

/**
 * Hands a city's messages to its gateways. One worker at a time does it, by a lease: gateways allow few connections, and a
 * window is one worker's to count. A second one would send nothing twice, since each part is taken by compare-and-set.
 * A city without a gateway only gives up what an earlier gateway left.
 */
export function messageJob(
  deps: Deps,
  city: City,
  { worker, now, onError, say = (line) => process.stderr.write(`${line}\n`) }: Surroundings,
): { readonly job: Job; readonly stop: () => Promise<void> } {
  const name = `messages ${city.city}`
  const { gateway, standby } = city
  const scope = wholeCity(city)
  if (gateway === undefined) {
    const run = async () => (await city.pool.transact(scope, (tx) => expireParts(tx, now(), EXPIRE_MAX))) > 0
    return { job: { name, everyMs: WITHOUT_GATEWAY_MS, run }, stop: () => Promise.resolve() }
  }
  let line: ReturnType<typeof openMessageLines> | undefined
  const holdsLease = () => {
    const at = now()
    const until = new Date(Date.parse(at) + LEASE_MS).toISOString()
    return city.pool.transact(NO_SCOPE, (tx) => takeLease(tx, { name: LEASE, holder: worker, at, until }))
  }
  const run = async () => {
    if (!(await holdsLease())) {
      const lost = line
      line = undefined
      await lost?.stop()
      return false
    }
    line ??= openMessageLines(deps, city, {
      gateways: standby === undefined ? [gateway] : [gateway, standby],
      open: (settings, events) => openSender(settings, events, { now, newNonce: deps.newId }),
      now,
      say,
      onError: (error) => onError(name, error),
    })
    return line.round()
  }
  return {
    job: { name, everyMs: POLL_MS, run },
    async stop() {
      await line?.stop()
      await giveUpLease(city.pool, LEASE, worker)
    },
  }
}
