import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { ApiClient, ApiResult } from '@anju/contract/api-client.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { OFFICIALS, type CastOfficial } from '@anju/dev/cast.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { declarationOf } from './declaration-of.ts'
import { clientAt, type Asking } from './fault-house.ts'
import { visitOf } from './permit-driver.ts'
import { newPerson } from './registry-house.ts'

/** What the clients of a load were told: by this the tables are judged afterwards. */
export type Journal = {
  /** Each registration with the acts that were acknowledged, in their order. */
  readonly acknowledged: Map<string, { readonly personId: string; readonly acts: string[] }>
  /** Acts answered with a no, though each was allowed and sent by one client alone. */
  readonly refused: string[]
  /** Answers that came, and answers that never did. */
  answers: number
  unknown: number
  /** Acts that met a conflict and were granted when sent once more: each was done twice. */
  repeated: number
}

export function newJournal(): Journal {
  return { acknowledged: new Map(), refused: [], answers: 0, unknown: 0, repeated: 0 }
}

export type LoadPlan = {
  /** Servers to choose from; any of them may be down. */
  readonly addresses: readonly string[]
  readonly cookies: ReadonlyMap<string, string>
  readonly today: string
  readonly clients: number
  /** Each client ends the case in hand and stops. */
  readonly stopping: AbortSignal
}

/** An official reads before the next act; without it eight clients would leave nothing of two cores. */
const THINKING_MS = 40

type Answer = ApiResult<{ readonly registrationId: string; readonly personId: string; readonly version: number }>
type Held = { readonly registrationId: string; readonly personId: string; readonly version: number }

/** Runs clients that register, visit twice and deregister, one person after another, until they are told to stop. */
export async function runLoad(plan: LoadPlan, journal: Journal): Promise<void> {
  const clients = Array.from({ length: plan.clients }, async (_, number) => {
    while (!plan.stopping.aborted) await leadOne(plan, journal, number)
  })
  await Promise.all(clients)
}

/** One person through four acts; what each was answered goes into the journal. */
async function leadOne(plan: LoadPlan, journal: Journal, number: number): Promise<void> {
  const { today } = plan
  const on = parsePlainDate(today)
  const dwelling = number % 2 === 0 ? DWELLINGS.flat : DWELLINGS.dormitory
  const declaration = { intentId: randomUUID(), ...declarationOf(newPerson('foshan'), dwelling.dwellingId, today) }
  const registered = await insist(plan, journal, number, OFFICIALS.clerk, (api) =>
    api.call('registerResidence', { params: { city: 'foshan' }, body: declaration }),
  )
  if (registered === undefined) return
  const acts = ['declare-at-window', 'accept-and-enter']
  journal.acknowledged.set(registered.registrationId, { personId: registered.personId, acts })

  let held: Held = registered
  const step = async (kind: string, by: CastOfficial, send: (api: ApiClient, step: Step) => Promise<Answer>) => {
    const intentId = randomUUID()
    let expectedVersion = held.version
    const answer = await insist(plan, journal, number, by, async (api) => {
      const heard = await send(api, { intentId, expectedVersion })
      if (heard.ok || heard.unreachable || heard.problem.code !== 'version-conflict') return heard
      // Told that somebody else was faster, an officer looks again and sends once more.
      const params = { city: 'foshan', registrationId: held.registrationId }
      const seen = await api.call('getRegistration', { params })
      if (!seen.ok) return { ok: false, unreachable: true }
      expectedVersion = seen.value.version
      const again = await send(api, { intentId, expectedVersion })
      if (again.ok) journal.repeated += 1
      return again
    })
    if (answer === undefined) return
    held = { ...held, version: answer.version }
    acts.push(kind)
    await pause(THINKING_MS)
  }
  const params = { city: 'foshan', registrationId: held.registrationId }
  for (const outcome of ['missed', 'true'] as const)
    await step(`visit-${outcome}`, OFFICIALS.coordinator, (api, body) =>
      api.call('recordVisit', { params, body: { ...body, visit: visitOf(outcome, today) } }),
    )
  if (number % 4 !== 0) return
  await step('depart', OFFICIALS.clerk, (api, body) =>
    api.call('recordDeparture', {
      params,
      body: { ...body, leftOn: on, destination: '长沙', reportedBy: 'person' },
    }),
  )
}

type Step = { readonly intentId: string; readonly expectedVersion: number }

/** Sends until there is an answer, the same intent each time, as the counter does; undefined when the answer was no. */
async function insist(
  { addresses, cookies }: LoadPlan,
  journal: Journal,
  number: number,
  by: CastOfficial,
  send: (api: ApiClient) => Promise<Answer>,
): Promise<Held | undefined> {
  const deadline = Date.now() + 60_000
  let last = ''
  for (let attempt = number; Date.now() < deadline; attempt += 1) {
    const address = addresses[attempt % addresses.length] ?? ''
    const heard = await send(clientAt(address, cookies.get(by.key) ?? ''))
    if (heard.ok) {
      journal.answers += 1
      return heard.value
    }
    // A defect says nothing of whether the commit was reached, no more than silence does.
    if (!heard.unreachable && heard.problem.status < 500) {
      journal.refused.push(JSON.stringify(heard.problem))
      return undefined
    }
    journal.unknown += 1
    last = JSON.stringify(heard)
    // Long enough that waiting clients leave the machine to whoever starts.
    await pause(200)
  }
  throw new Error(`No server did it within a minute; the last answer: ${last}`)
}

/** What in the tables contradicts the journal: lost, twice, or done without anybody having been told. */
export async function contradictions(ask: Asking, journal: Journal): Promise<readonly string[]> {
  const rows = await ask<{ id: string; person_id: string; registrations: number; visits: number; acts: string[] }>(
    `select r.registration_id as id, r.person_id, count(*) over (partition by r.person_id)::int as registrations,
       (select count(*)::int from foshan.visit v where v.registration_id = r.registration_id) as visits,
       (select array_agg(l.kind order by l.stream_version) from foshan.ledger l where l.stream_id = r.registration_id) as acts
     from foshan.registration r`,
  )
  const found = new Map(rows.map((row) => [row.id, row]))
  const wrong = journal.refused.map((problem) => `told no for what was allowed: ${problem}`)
  for (const [id, { personId, acts }] of journal.acknowledged) {
    const row = found.get(id)
    if (row === undefined) {
      wrong.push(`lost: registration ${id}`)
      continue
    }
    if (row.person_id !== personId) wrong.push(`another person: ${id}`)
    if (row.registrations !== 1) wrong.push(`twice: person ${personId} has ${row.registrations} registrations`)
    if (row.acts.join() !== acts.join()) wrong.push(`${id}: told ${acts.join()}, done ${row.acts.join()}`)
    const visits = acts.filter((act) => act.startsWith('visit-')).length
    if (row.visits !== visits) wrong.push(`${id}: ${visits} visits told, ${row.visits} recorded`)
  }
  for (const id of found.keys()) if (!journal.acknowledged.has(id)) wrong.push(`done, and nobody was told: ${id}`)
  return wrong
}
