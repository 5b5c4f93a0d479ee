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

/**
 * Counts requests per address and lets no address ask more often than the limit. Kept in memory, so each server program
 * counts for itself; no address is stored anywhere else, and one that has rested is forgotten.
 */
export function openRateLimiter(bucketsMax = BUCKETS_MAX): RateLimiter {
  const buckets = new Map<string, Bucket>()
  return {
    ask(route, address, limit, nowMs) {
      const key = `${route} ${networkOf(address)}`
      const bucket = filled(buckets.get(key), limit, nowMs)
      buckets.delete(key)
      // The one that asked longest ago makes room; by then it is full again, or nearly.
      if (buckets.size >= bucketsMax) buckets.delete(buckets.keys().next().value ?? key)
      buckets.set(key, bucket)
      if (bucket.tokens >= 1) {
        bucket.tokens -= 1
        return { allowed: true }
      }
      return { allowed: false, retryAfterSeconds: Math.ceil(((1 - bucket.tokens) * 60) / limit.perMinute) }
    },
  }
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
function networkOf(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address
  const [head = '', tail] = address.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length)
  return [...before, ...Array.from({ length: zeros }, () => '0'), ...after].slice(0, 4).join(':')
}
