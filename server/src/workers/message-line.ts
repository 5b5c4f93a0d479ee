import { wholeCity } from '@anju/platform/database/scope.ts'
import type { Deps, City } from '../deps.ts'
import { standingAfter, stateAfterReport, statesBefore } from '../gateway/delivery-state.ts'
import type { GatewaySettings } from '../gateway/gateway-settings.ts'
import type { HandOver, MessageSender, SenderEvents } from '../gateway/message-sender.ts'
import type { Measured } from '../gateway/gateway-health.ts'
import { sendableFrom, startOfDay, startOfNextDay } from '../gateway/quiet-hours.ts'
import { markOf } from '../gateway/text-part.ts'
import { watchSender } from '../gateway/watched-sender.ts'
import {
  countHanded,
  expireParts,
  failParts,
  listDueParts,
  listPartsToAsk,
  putOffParts,
  recordReference,
  recordStanding,
  settleParts,
  takeParts,
  type DuePart,
  type PartName,
} from '../store/sms-part.ts'
import {
  closeReports,
  closeStaleReports,
  listOpenReports,
  listOrphans,
  recordReport,
  type Orphan,
} from '../store/sms-report.ts'
import { openCodeLine } from './sign-in-codes.ts'

/** Everything about one city's messages while one worker sees to them. */
export type MessageLine = {
  /**
   * One step of everything that is due.
   * @param sends - whether anything new is handed over; what was handed over before is seen to in any case
   * @returns whether there was something to do
   */
  readonly round: (sends?: boolean) => Promise<boolean>
  /** Resolves when nothing is under way. */
  readonly settled: () => Promise<void>
  readonly stop: () => Promise<void>
  /** How the gateway has done since an instant. */
  readonly measure: (sinceMs: number) => Omit<Measured, 'messages' | 'slow'>
}

export type LinePlan = {
  readonly settings: GatewaySettings
  readonly open: (events: SenderEvents) => MessageSender
  readonly now: () => string
  readonly onError: (error: unknown) => void
}

/** Rows of one kind that a round looks at. */
const ROWS_MAX = 500
/** Beyond the time of an answer: a claim that lapses says that the worker is gone, not that it is slow. */
const CLAIM_MS_MORE = 30_000
const MARK_TRIES = 5
const MARK_PAUSE_MS = 1_000
const HOUR_MS = 3_600_000

/** Opens a city's gateway and hands over what is due, until stopped. One worker at a time may hold it. */
export function openMessageLine(deps: Deps, city: City, plan: LinePlan): MessageLine {
  const { settings, now } = plan
  const scope = wholeCity(city)
  const underWay = new Set<Promise<void>>()
  const mark = (part: PartName, handOver: HandOver, refusals: number) =>
    persist(() =>
      city.pool.transact(scope, (tx) =>
        recordStanding(tx, settings.name, part, standingAfter(handOver, refusals, settings), now()),
      ),
    ).catch(plan.onError)
  const opened = plan.open({
    onReport: (report) => recordReport(city.pool, deps.crypto, settings.name, report, now()),
    // Late, so it was no refusal in time: how often it was refused before does not matter any more.
    onLate: async ({ messageId, part }, handOver) => {
      if (handOver.outcome !== 'unknown') await mark({ noticeId: messageId, part }, handOver, 0)
    },
    onState: () => {},
  })
  const sender = watchSender(opened, () => Date.parse(now()))

  const codes = openCodeLine(deps, city, { settings, sender, now, onError: plan.onError })

  const handOver = async (part: DuePart & { readonly mobile: string }): Promise<void> => {
    const { noticeId, parts, mobile, text, refusals } = part
    const answer = await sender.send({ messageId: noticeId, part: part.part, parts, mobile, text })
    deps.failpoint('after-hand-over')
    await mark(part, answer, refusals)
  }
  const handOverDue = async (): Promise<number> => {
    const at = now()
    const free = settings.window - underWay.size - codes.underWay()
    if (free <= 0 || !sender.ready()) return 0
    const isQuiet = sendableFrom(at, settings.quietHours ?? undefined) !== at
    const taken = await city.pool.transact(scope, async (tx) => {
      const due = { gateway: settings.name, at }
      // A code goes at any hour and before the rest: whoever waits for it stands at the window.
      const urgent = await listDueParts(tx, deps.crypto, { ...due, limit: free, urgent: true })
      const chosen = await chooseParts(deps, tx, settings, urgent, at, false)
      const limit = free - urgent.length
      if (isQuiet || limit <= 0) return chosen
      const others = await listDueParts(tx, deps.crypto, { ...due, limit, urgent: false })
      return [...chosen, ...(await chooseParts(deps, tx, settings, others, at, true))]
    })
    if (taken.length > 0) deps.failpoint('before-hand-over')
    for (const part of taken) {
      const sending = handOver(part).finally(() => underWay.delete(sending))
      underWay.add(sending)
    }
    return taken.length
  }
  return {
    async round(sends = true) {
      // Before anything else: somebody waits for it.
      const codesSent = await codes.handOver(sends ? settings.window - underWay.size - codes.underWay() : 0)
      const at = now()
      const expired = await city.pool.transact(scope, (tx) => expireParts(tx, at, ROWS_MAX))
      await closeStaleReports(city.pool, later(at, -2 * settings.expireHours * HOUR_MS), at)
      const applied = await applyReports(city, settings, at)
      const found = await askAbout(deps, city, { settings, sender, now })
      return codesSent + expired + applied + found + (sends ? await handOverDue() : 0) > 0
    },
    async settled() {
      await Promise.all([...underWay, codes.settled()])
    },
    measure: (sinceMs) => ({ ...sender.tried(sinceMs), awayMs: sender.awayMs() }),
    async stop() {
      await sender.stop()
      await Promise.all([...underWay, codes.settled()])
    },
  }
}

type Reader = Parameters<typeof listDueParts>[0]

/** Of the parts that are due, those that the day's budgets, where they are asked, leave room for; written as under way. The others wait for tomorrow. */
async function chooseParts(
  deps: Deps,
  tx: Reader,
  settings: GatewaySettings,
  due: readonly DuePart[],
  at: string,
  isBudgeted: boolean,
): Promise<readonly (DuePart & { readonly mobile: string })[]> {
  if (due.length === 0) return []
  const people = [...new Set(due.map(({ personId }) => personId))]
  const handed = await countHanded(tx, settings.name, people, startOfDay(at))
  const notices = new Map([...handed.notices].map(([personId, known]) => [personId, new Set(known)]))
  let left = settings.perDay - handed.parts
  const chosen: (DuePart & { readonly mobile: string; readonly mobileBidx: Buffer })[] = []
  const put = { noNumber: [] as DuePart[], person: [] as DuePart[], day: [] as DuePart[] }
  for (const part of due) {
    const { mobile } = part
    const own = notices.get(part.personId) ?? new Set<string>()
    if (mobile === undefined || !/^1[3-9]\d{9}$/.test(mobile)) put.noNumber.push(part)
    else if (isBudgeted && !own.has(part.noticeId) && own.size >= settings.perPersonPerDay) put.person.push(part)
    else if (isBudgeted && left <= 0) put.day.push(part)
    else {
      left -= 1
      notices.set(part.personId, own.add(part.noticeId))
      chosen.push({ ...part, mobile, mobileBidx: deps.crypto.blindIndex('phone', mobile) })
    }
  }
  const tomorrow = startOfNextDay(at)
  if (put.noNumber.length > 0) await failParts(tx, put.noNumber, 'no mobile number', at)
  if (put.person.length > 0) await putOffParts(tx, put.person, tomorrow, 'the budget of the person for the day')
  if (put.day.length > 0) await putOffParts(tx, put.day, tomorrow, 'the budget of the day')
  const until = later(at, settings.answerMs + CLAIM_MS_MORE)
  if (chosen.length > 0) await takeParts(tx, chosen, at, until)
  return chosen
}

/** Applies what reports tell; of one that names nothing we know, tries to find the unknown part that it is about. */
async function applyReports(city: City, settings: GatewaySettings, at: string): Promise<number> {
  const { name: gateway } = settings
  const scope = wholeCity(city)
  const before = later(at, -settings.answerMs)
  return city.pool.transact(scope, async (tx) => {
    for (const orphan of solelyFitting(await listOrphans(tx, gateway, before, at, ROWS_MAX)))
      await recordReference(tx, orphan, orphan.reference)
    const reports = await listOpenReports(tx, gateway, ROWS_MAX)
    for (const outcome of ['delivered', 'failed', 'expired'] as const) {
      const told = reports.filter((report) => report.outcome === outcome)
      const to = stateAfterReport(outcome)
      if (told.length > 0 && to !== undefined) {
        const words = told.map(({ stat }) => stat)
        await settleParts(tx, told, to, statesBefore(to), words, at)
      }
    }
    if (reports.length > 0) await closeReports(tx, gateway, reports, at)
    return reports.length
  })
}

/**
 * Of reports without a part and unknown parts to the same number, those that can only belong together: our mark says so,
 * or there is one of each. Where two could be meant, nothing is guessed: both parts stay unknown and end by time.
 */
export function solelyFitting(orphans: readonly Orphan[]): readonly Orphan[] {
  const possible = orphans.filter(
    ({ mark, noticeId, part }) => mark === null || mark === markOf({ messageId: noticeId, part }),
  )
  return possible.filter(
    (one) =>
      possible.every((other) => other === one || other.reference !== one.reference) &&
      possible.every((other) => other === one || nameOf(other) !== nameOf(one)),
  )
}

function nameOf({ noticeId, part }: PartName): string {
  return `${noticeId}/${part}`
}

/**
 * Where the gateway can be asked by our own id, what is unknown becomes known, taken after all or surely not; where it can be
 * asked by its own, or ours, a report that never came is fetched.
 */
async function askAbout(
  deps: Deps,
  city: City,
  { settings, sender, now }: Pick<LinePlan, 'settings' | 'now'> & { readonly sender: MessageSender },
): Promise<number> {
  const { find, findsBy } = sender
  if (find === undefined) return 0
  const askable = findsBy === 'reference' ? (['handed-over'] as const) : (['unknown', 'handed-over'] as const)
  const scope = wholeCity(city)
  const asked = await city.pool.look(scope, (db) => listPartsToAsk(db, settings.name, now(), settings.window, askable))
  await Promise.all(
    asked.map(async (part) => {
      const found = await find({
        messageId: part.noticeId,
        part: part.part,
        ...(part.reference === null ? {} : { reference: part.reference }),
      })
      const at = now()
      if (found.found === 'accepted' && found.report !== undefined)
        await recordReport(city.pool, deps.crypto, settings.name, found.report, at)
      await city.pool.transact(scope, async (tx) => {
        if (part.state === 'handed-over') return putOffParts(tx, [part], later(at, settings.retryMsMax), '')
        if (found.found === 'no-answer') return putOffParts(tx, [part], later(at, settings.retryMs), found.why)
        const answer: HandOver =
          found.found === 'absent'
            ? { outcome: 'unavailable', why: 'the gateway does not have it' }
            : { outcome: 'accepted', reference: found.reference }
        return recordStanding(tx, settings.name, part, standingAfter(answer, 0, settings), at)
      })
    }),
  )
  return asked.length
}

/** The answer of a gateway is worth some patience with a database that is away; without it the part stays unknown. */
async function persist(work: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await work()
      return
    } catch (error) {
      if (tries >= MARK_TRIES) throw error
      await new Promise((resolve) => {
        setTimeout(resolve, MARK_PAUSE_MS)
      })
    }
  }
}

function later(at: string, ms: number): string {
  return new Date(Date.parse(at) + ms).toISOString()
}
