import { wholeCity } from '@anju/platform/database/scope.ts'
import type { City, Deps } from '../deps.ts'
import {
  chooseGateway,
  judgeGateway,
  type GatewayStanding,
  type HealthRules,
  type Measured,
} from '../gateway/gateway-health.ts'
import type { GatewaySettings } from '../gateway/gateway-settings.ts'
import type { MessageSender, SenderEvents } from '../gateway/message-sender.ts'
import { keepStandings, listStandings, type KeptStanding } from '../store/gateway-health.ts'
import { countSlow, rerouteParts } from '../store/sms-part.ts'
import { openMessageLine, type MessageLine } from './message-line.ts'

export type LinesPlan = {
  /** In the order of the settings: the first is used while it is well. */
  readonly gateways: readonly GatewaySettings[]
  readonly open: (settings: GatewaySettings, events: SenderEvents) => MessageSender
  readonly now: () => string
  readonly onError: (error: unknown) => void
  /** A gateway lost or regained its priority, or another one is used: one line for the log. */
  readonly say: (line: string) => void
}

type Line = { readonly settings: GatewaySettings; readonly line: MessageLine; standing: GatewayStanding }

const CHECK_MS = 5_000

/**
 * The gateways of a city, one or two, all connected. What waits goes by one of them; the others see to what was handed to them
 * before, so that what may have been taken by one is never sent by another. Which one it is, their health says.
 */
export function openMessageLines(deps: Deps, city: City, plan: LinesPlan): Omit<MessageLine, 'measure'> {
  const { now, say, onError } = plan
  const scope = wholeCity(city)
  const lines = plan.gateways.map((settings): Line => {
    const open = (events: SenderEvents) => plan.open(settings, events)
    const standing = { lowered: false, since: now(), why: '', times: 0 }
    return { settings, line: openMessageLine(deps, city, { settings, open, now, onError }), standing }
  })
  let chosen: Line | undefined
  let checkedMs = 0

  const check = async (at: string): Promise<Line> => {
    if (chosen === undefined) {
      const kept = await city.pool.look(scope, listStandings)
      for (const each of lines)
        each.standing = kept.find(({ gateway }) => gateway === each.settings.name) ?? each.standing
    }
    const seen = await Promise.all(
      lines.map(async (each) => ({ each, measured: await measure(city, each, at), rules: rulesOf(each.settings) })),
    )
    for (const { each, measured, rules } of seen) {
      const standing = judgeGateway(each.standing, measured, rules, at)
      if (standing.lowered !== each.standing.lowered)
        say(
          `gateway ${each.settings.name} of ${city.city} ${standing.lowered ? `lowered: ${standing.why}` : 'raised again'}`,
        )
      each.standing = standing
    }
    const next = chooseGateway(
      seen.map(({ each, measured: { awayMs } }) => ({ each, lowered: each.standing.lowered, awayMs })),
    ).each
    if (next !== chosen && chosen !== undefined) say(`messages of ${city.city} go by ${next.settings.name}`)
    const standings = seen.map(({ each, measured: { awayMs } }): KeptStanding => ({
      ...each.standing,
      gateway: each.settings.name,
      chosen: each === next,
      awayMs,
    }))
    const isFirst = chosen === undefined
    await city.pool.transact(scope, async (tx) => {
      await keepStandings(tx, standings, at)
      // What waits for a gateway that is in the settings no more.
      if (isFirst) await rerouteParts(tx, next.settings.name)
    })
    return next
  }

  return {
    async round() {
      const at = now()
      if (chosen === undefined || Math.abs(Date.parse(at) - checkedMs) >= CHECK_MS) {
        chosen = await check(at)
        checkedMs = Date.parse(at)
      }
      const { settings } = chosen
      const others = lines.flatMap(({ settings: { name } }) => (name === settings.name ? [] : [name]))
      if (others.length > 0) await city.pool.transact(scope, (tx) => rerouteParts(tx, settings.name, others))
      let isBusy = false
      for (const each of lines) if (await each.line.round(each === chosen)) isBusy = true
      return isBusy
    },
    async settled() {
      await Promise.all(lines.map(({ line }) => line.settled()))
    },
    async stop() {
      await Promise.all(lines.map(({ line }) => line.stop()))
    },
  }
}

async function measure(city: City, { settings, line }: Line, at: string): Promise<Measured> {
  const { windowMs, slowMs } = rulesOf(settings)
  const sinceMs = Date.parse(at) - windowMs
  const since = new Date(sinceMs).toISOString()
  const counted = await city.pool.look(wholeCity(city), (db) => countSlow(db, settings.name, { since, at, slowMs }))
  return { ...counted, ...line.measure(sinceMs) }
}

function rulesOf({ health }: GatewaySettings): HealthRules {
  return {
    windowMs: health.windowMinutes * 60_000,
    slowMs: health.slowMinutes * 60_000,
    share: health.share,
    messagesMin: health.messagesMin,
    downMs: health.downSeconds * 1_000,
    restMs: health.restMinutes * 60_000,
  }
}
