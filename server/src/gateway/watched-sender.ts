import type { HandOver, MessageSender } from './message-sender.ts'

/** A sender of which it is known how its tries have gone of late. */
export type WatchedSender = MessageSender & {
  /** Tries since an instant, and how many of them the gateway did not take by its own fault. */
  readonly tried: (sinceMs: number) => { readonly tries: number; readonly failed: number }
  /** How long there has been no connection; 0 with one. */
  readonly awayMs: () => number
}

/** Kept at most; a window of fifteen minutes at fifty a second is less. */
const TRIES_MAX = 50_000

/** @param nowMs - the system clock in milliseconds */
export function watchSender(sender: MessageSender, nowMs: () => number): WatchedSender {
  const tries: { readonly atMs: number; readonly failed: boolean }[] = []
  let lastReadyMs = nowMs()
  return {
    ...sender,
    async send(part) {
      const answer = await sender.send(part)
      tries.push({ atMs: nowMs(), failed: isFault(answer) })
      if (tries.length > TRIES_MAX) tries.splice(0, TRIES_MAX / 2)
      return answer
    },
    tried(sinceMs) {
      const from = tries.findIndex(({ atMs }) => atMs >= sinceMs)
      tries.splice(0, from < 0 ? tries.length : from)
      return { tries: tries.length, failed: tries.filter(({ failed }) => failed).length }
    },
    awayMs() {
      const ms = nowMs()
      if (sender.ready()) lastReadyMs = ms
      return Math.max(0, ms - lastReadyMs)
    },
  }
}

/** A number that is none is no fault of the gateway, and being too fast is ours. */
function isFault(answer: HandOver): boolean {
  if (answer.outcome === 'refused') return !answer.permanent
  return answer.outcome === 'unknown' || answer.outcome === 'unavailable'
}
