/** How often one address may ask a route that anybody may call. */
export type RateLimit = {
  /** Requests that may come at once after a rest. */
  readonly burst: number
  readonly perMinute: number
}

export type RateVerdict = { readonly allowed: true } | { readonly allowed: false; readonly retryAfterSeconds: number }

type Bucket = { tokens: number; filledAtMs: number }

export type RateLimiter = {
  readonly ask: (route: string, address: string, limit: RateLimit, nowMs: number) => RateVerdict
}

const BUCKETS_MAX = 20_000
/** A network is a hall, an office or a carrier's door: many people, yet not as many as it has addresses. */
export const NETWORK_TIMES = 8
/** All networks together: what one server gives to anybody at all. */
export const EVERYBODY_TIMES = 60

/**
 * Counts requests at three levels and lets none ask more often than its limit: the address, the network it lies in, and
 * everybody together. A request that one level stops takes nothing from the others, so whoever is stopped at their own
 * address does not use up what others share. Kept in memory, so each server program counts for itself; no address is stored
 * anywhere else, and one that has rested is forgotten.
 */
export function openRateLimiter(bucketsMax = BUCKETS_MAX): RateLimiter {
  // Apart, so that a flood of new addresses pushes out addresses, and never what counts networks and everybody.
  const levels = [
    { nameOf: householdOf, factor: 1, buckets: new Map<string, Bucket>() },
    { nameOf: networkOf, factor: NETWORK_TIMES, buckets: new Map<string, Bucket>() },
    { nameOf: () => '*', factor: EVERYBODY_TIMES, buckets: new Map<string, Bucket>() },
  ]
  return {
    ask(route, address, limit, nowMs) {
      const counts = levels.map(({ nameOf, factor, buckets }) => {
        const key = `${route} ${nameOf(address)}`
        const own = times(limit, factor)
        return { key, buckets, perMinute: own.perMinute, bucket: filled(buckets.get(key), own, nowMs) }
      })
      const empty = counts.filter(({ bucket }) => bucket.tokens < 1)
      for (const { key, buckets, bucket } of counts) {
        if (empty.length === 0) bucket.tokens -= 1
        keep(buckets, key, bucket, bucketsMax)
      }
      if (empty.length === 0) return { allowed: true }
      const waits = empty.map(({ bucket, perMinute }) => ((1 - bucket.tokens) * 60) / perMinute)
      return { allowed: false, retryAfterSeconds: Math.ceil(Math.max(...waits)) }
    },
  }
}

/** The one that asked longest ago makes room; by then it is full again, or nearly. */
function keep(buckets: Map<string, Bucket>, key: string, bucket: Bucket, bucketsMax: number): void {
  buckets.delete(key)
  if (buckets.size >= bucketsMax) buckets.delete(buckets.keys().next().value ?? key)
  buckets.set(key, bucket)
}

function times({ burst, perMinute }: RateLimit, factor: number): RateLimit {
  return { burst: burst * factor, perMinute: perMinute * factor }
}

function filled(bucket: Bucket | undefined, limit: RateLimit, nowMs: number): Bucket {
  if (bucket === undefined) return { tokens: limit.burst, filledAtMs: nowMs }
  const minutes = Math.max(0, nowMs - bucket.filledAtMs) / 60_000
  return {
    tokens: Math.min(limit.burst, bucket.tokens + minutes * limit.perMinute),
    filledAtMs: Math.max(nowMs, bucket.filledAtMs),
  }
}

/** One household is handed a whole IPv6 network of 64 bits, so that network counts as one address. */
function householdOf(address: string): string {
  return isIpv6(address) ? groupsOf(address).slice(0, 4).join(':') : withoutMapping(address)
}

/** The network an address lies in: 24 bits of IPv4, 48 bits of IPv6, as they are handed to one place. */
export function networkOf(address: string): string {
  return isIpv6(address)
    ? groupsOf(address).slice(0, 3).join(':')
    : withoutMapping(address).split('.').slice(0, 3).join('.')
}

function isIpv6(address: string): boolean {
  return address.includes(':') && !address.startsWith('::ffff:')
}

/** `::ffff:10.0.0.1` is 10.0.0.1 seen through a socket of both kinds. */
function withoutMapping(address: string): string {
  return address.replace('::ffff:', '')
}

function groupsOf(address: string): readonly string[] {
  const [head = '', tail] = address.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length)
  return [...before, ...Array.from({ length: zeros }, () => '0'), ...after]
}
