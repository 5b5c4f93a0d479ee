import type { useCounterWords } from '../counter-words.ts'

const FAULT = /^(?<some>\d+) of (?<all>\d+) (?<what>not taken|slow)$/

/** What the registry found wrong with a gateway, in the words of the screen; anything it does not know stands as it was told. */
export function gatewayFault(why: string, w: ReturnType<typeof useCounterWords>): string {
  if (why === 'no connection') return w('notice.gateway.fault.away')
  const { some, all, what } = FAULT.exec(why)?.groups ?? {}
  if (some === undefined || all === undefined) return why
  return w(what === 'slow' ? 'notice.gateway.fault.slow' : 'notice.gateway.fault.failed', { some, all })
}
