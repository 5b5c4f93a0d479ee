/** How many requests a minute one key may make; a minute's worth may come at once. */
export type RequestRate = {
  /** Seconds to wait, or 0 when the request may pass. */
  readonly ask: (key: string, nowMs: number) => number
}

type Window = { tokens: number; filledAtMs: number }

/**
 * A bucket of tokens for each key, in memory. The key that asked longest ago makes room when there are too many; by then its
 * bucket is full again, or nearly.
 */
export function openRequestRate(perMinute: number, keysMax = 20_000): RequestRate {
  const windows = new Map<string, Window>()
  return {
    ask(key, nowMs) {
      const known = windows.get(key)
      const tokens =
        known === undefined
          ? perMinute
          : Math.min(perMinute, known.tokens + (Math.max(0, nowMs - known.filledAtMs) * perMinute) / 60_000)
      windows.delete(key)
      if (windows.size >= keysMax) windows.delete(windows.keys().next().value ?? key)
      const passes = tokens >= 1
      windows.set(key, { tokens: passes ? tokens - 1 : tokens, filledAtMs: nowMs })
      return passes ? 0 : Math.max(1, Math.ceil(((1 - tokens) * 60) / perMinute))
    },
  }
}
