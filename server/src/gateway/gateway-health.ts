/** By what a gateway loses its priority and gets it back; times of the system clock. */
export type HealthRules = {
  readonly windowMs: number
  readonly slowMs: number
  /** Of the messages of the window, from 0 to 1. */
  readonly share: number
  /** Fewer than this say nothing. */
  readonly messagesMin: number
  readonly downMs: number
  readonly restMs: number
}

/** What was seen of a gateway within the window. */
export type Measured = {
  /** Parts handed over, and those of them that were answered or delivered slower than the rules bear. */
  readonly messages: number
  readonly slow: number
  /** Tries, and those that ended without being taken by the gateway's own fault. */
  readonly tries: number
  readonly failed: number
  /** How long there has been no connection; 0 with one. */
  readonly awayMs: number
}

/** Where a gateway stands: with its priority or lowered, since when, and how often in a row. */
export type GatewayStanding = {
  readonly lowered: boolean
  readonly since: string
  readonly why: string
  readonly times: number
}

const TIMES_MAX = 4

/** What is wrong with a gateway now; undefined when nothing is. */
export function faultOf(measured: Measured, rules: HealthRules): string | undefined {
  const { messages, slow, tries, failed, awayMs } = measured
  if (awayMs >= rules.downMs) return 'no connection'
  if (tries >= rules.messagesMin && failed >= rules.share * tries) return `${failed} of ${tries} not taken`
  if (messages >= rules.messagesMin && slow >= rules.share * messages) return `${slow} of ${messages} slow`
  return undefined
}

/**
 * Lowers a gateway with a fault, and raises it again once it has rested and nothing is wrong with it. One that falls again soon
 * after rests twice as long each time, so that a gateway that is bad only under load does not get every message to try it with.
 */
export function judgeGateway(
  standing: GatewayStanding,
  measured: Measured,
  rules: HealthRules,
  at: string,
): GatewayStanding {
  const fault = faultOf(measured, rules)
  const ageMs = Date.parse(at) - Date.parse(standing.since)
  if (!standing.lowered) {
    if (fault === undefined) return standing
    const isAgain = standing.times > 0 && ageMs < TIMES_MAX * rules.windowMs
    return { lowered: true, since: at, why: fault, times: isAgain ? Math.min(standing.times + 1, TIMES_MAX) : 1 }
  }
  const restMs = rules.restMs * 2 ** (standing.times - 1)
  if (fault !== undefined || ageMs < restMs) return standing
  return { ...standing, lowered: false, since: at, why: '' }
}

/** Which of a city's gateways, in the order of the settings, takes what waits: the first that is not lowered, else one that is there. */
export function chooseGateway<T extends { readonly lowered: boolean; readonly awayMs: number }>(
  gateways: readonly T[],
): T {
  const chosen = gateways.find(({ lowered }) => !lowered) ?? gateways.find(({ awayMs }) => awayMs === 0) ?? gateways[0]
  if (chosen === undefined) throw new RangeError('A city without a gateway')
  return chosen
}
