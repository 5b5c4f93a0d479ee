import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { startCmppSimulator } from '@anju/dev/sms-simulator/cmpp-simulator.ts'
import { startProviderSimulator } from '@anju/dev/sms-simulator/provider-simulator.ts'
import type { SimulatedGateway } from '@anju/dev/sms-simulator/simulated-gateway.ts'
import { startSmppSimulator } from '@anju/dev/sms-simulator/smpp-simulator.ts'
import type { City } from '@anju/server/deps.ts'
import { parseGatewaySettings } from '@anju/server/gateway/gateway-settings.ts'
import { openSender } from '@anju/server/gateway/open-sender.ts'
import { registerResidence } from '@anju/server/usecases/register-residence.ts'
import { openMessageLines } from '@anju/server/workers/message-lines.ts'
import { declarationOf } from './declaration-of.ts'
import { newPerson } from './registry-house.ts'
import type { TestRegistry } from './test-registry.ts'

export type GatewayKind = 'smpp' | 'cmpp' | 'provider'

/** A city whose one or two gateways are simulators, under a clock that runs and can be set on. */
export type MessageHouse = {
  readonly city: City
  readonly gateways: readonly SimulatedGateway[]
  /** What the log was told. */
  readonly said: string[]
  readonly now: () => string
  advance(ms: number): void
  /** Rounds until something holds. @throws when it does not come to that */
  until(what: string, holds: () => Promise<boolean>, waitMsMax?: number): Promise<void>
  round(): Promise<boolean>
  settled(): Promise<void>
  close(): Promise<void>
}

/** A quarter past nine in the morning in China. */
const START = Date.parse('2016-03-01T01:15:00.000Z')
const SECRET = 'a secret of both sides'

export async function openMessageHouse(
  registry: TestRegistry,
  kinds: readonly GatewayKind[],
  settings: Readonly<Record<string, unknown>> = {},
): Promise<MessageHouse> {
  const startedMs = performance.now()
  let offsetMs = 0
  const now = () => new Date(START + offsetMs + (performance.now() - startedMs)).toISOString()
  const simulators = await Promise.all(kinds.map((kind) => simulateGateway(kind, now)))
  const written = simulators.map(({ own }, at) => ({
    kind: kinds[at],
    name: `g${at}-${randomUUID().slice(0, 8)}`,
    answerMs: 300,
    retryMs: 30,
    perPersonPerDay: 1_000_000,
    perDay: 1_000_000,
    quietHours: null,
    ...(kinds[at] === 'provider' ? {} : { reconnectMs: 20, throttleMs: 30 }),
    ...own,
    ...settings,
  }))
  const parsed = parseGatewaySettings(JSON.stringify({ foshan: written })).get('foshan')
  const served = registry.deps.cities.get('foshan')
  assert.ok(parsed !== undefined && served !== undefined)
  const city: City = { ...served, ...parsed }
  const said: string[] = []
  const lines = openMessageLines(registry.deps, city, {
    gateways: [parsed.gateway, ...(parsed.standby === undefined ? [] : [parsed.standby])],
    open: (each, events) => openSender(each, events, { now, newNonce: randomUUID }),
    now,
    onError: (error) => assert.fail(String(error)),
    say: (line) => said.push(line),
  })
  return {
    city,
    gateways: simulators.map(({ gateway }) => gateway),
    said,
    now,
    advance(ms) {
      offsetMs += ms
    },
    async until(what, holds, waitMsMax = 20_000) {
      for (const deadline = Date.now() + waitMsMax; ; await pause(5)) {
        await lines.round()
        if (await holds()) return
        if (Date.now() > deadline) throw new Error(`It did not come to this: ${what}`)
      }
    },
    round: () => lines.round(),
    settled: () => lines.settled(),
    async close() {
      await lines.stop()
      await Promise.all(simulators.map(({ stop }) => stop()))
    },
  }
}

/** A gateway that speaks its protocol on a port of its own, with the settings by which it is reached. */
export async function simulateGateway(kind: GatewayKind, now: () => string) {
  if (kind === 'provider') {
    const simulator = await startProviderSimulator({ account: 'anju', secret: SECRET, nowMs: () => Date.parse(now()) })
    const own = { url: simulator.url, account: 'anju', secret: SECRET }
    return { gateway: simulator.gateway, own, stop: () => simulator.stop() }
  }
  const simulator =
    kind === 'smpp'
      ? await startSmppSimulator({ systemId: 'anju', password: 'right' })
      : await startCmppSimulator({ providerCode: '900001', sharedSecret: 'right' })
  const account =
    kind === 'smpp'
      ? { systemId: 'anju', password: 'right', sourceAddress: '1069' }
      : { providerCode: '900001', sharedSecret: 'right', sourceId: '1069' }
  const own = { host: '127.0.0.1', port: simulator.port, ...account }
  return { gateway: simulator.gateway, own, stop: () => simulator.stop() }
}

/** People with numbers of their own, to whom notices go. */
export async function enterAddressees(registry: TestRegistry, count: number): Promise<readonly string[]> {
  const people: string[] = []
  for (let each = 0; each < count; each += 1) {
    const person = { ...newPerson('foshan'), mobile: `137${String(20_000_000 + each)}` }
    const done = await registerResidence(registry.deps, registry.act(OFFICIALS.clerk, '2016-01-05', 'city'), {
      intentId: randomUUID(),
      ...declarationOf(person, DWELLINGS.flat.dwellingId, '2016-01-05'),
    })
    assert.ok(done.ok, JSON.stringify(done))
    const [row] = await registry.asOwner('select person_id from foshan.registration where registration_id = $1', [
      done.value.subjectId,
    ])
    people.push(String(row?.['person_id']))
  }
  return people
}

/** Notices that wait for the city's first gateway, each with a text of its own. @returns their ids, which the texts carry */
export async function queueNotices(
  registry: TestRegistry,
  { city, now }: Pick<MessageHouse, 'city' | 'now'>,
  people: readonly string[],
  count: number,
): Promise<readonly string[]> {
  const persons = await registry.asOwner(
    'select person_id, dek_wrapped, division_code from foshan.person where person_id = any($1::uuid[])',
    [people],
  )
  const rows = Array.from({ length: count }, (_, at) => {
    const person = persons[at % persons.length]
    const noticeId = randomUUID()
    const key = person?.['dek_wrapped']
    assert.ok(person !== undefined && Buffer.isBuffer(key))
    const place = { table: 'notice', column: 'text_enc', rowId: noticeId, personId: String(person['person_id']) }
    const sealed = registry.deps.crypto.seal(place, textOf(noticeId), key)
    return {
      notice_id: noticeId,
      person_id: person['person_id'],
      division_code: person['division_code'],
      text: sealed.toString('hex'),
    }
  })
  const at = now()
  const from = `from jsonb_to_recordset($1) as r(notice_id uuid, person_id uuid, division_code text, text text)`
  await registry.asOwner(
    `insert into foshan.notice (notice_id, person_id, division_code, outbox_id, template, text_enc, made_on, state)
     select notice_id, person_id, division_code, gen_random_uuid(), 'presumed-left/1', decode(text, 'hex'), '2016-03-01', 'gateway' ${from}`,
    [JSON.stringify(rows)],
  )
  await registry.asOwner(
    `insert into foshan.sms_part (notice_id, part, parts, person_id, division_code, gateway, state, due_at, expires_at)
     select notice_id, 1, 1, person_id, division_code, $2, 'queued', $3, $3::timestamptz + interval '72 hours' ${from}`,
    [JSON.stringify(rows), city.gateway?.name ?? '', at],
  )
  return rows.map(({ notice_id: noticeId }) => noticeId)
}

function textOf(noticeId: string): string {
  return `【佛山居住证】${noticeId}`
}

export async function statesOf(
  registry: TestRegistry,
  noticeIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await registry.asOwner(
    'select notice_id, state from foshan.sms_part where notice_id = any($1::uuid[])',
    [noticeIds],
  )
  return new Map(rows.map((row) => [String(row['notice_id']), String(row['state'])]))
}

export async function howMany(registry: TestRegistry, noticeIds: readonly string[], state: string): Promise<number> {
  return [...(await statesOf(registry, noticeIds)).values()].filter((each) => each === state).length
}

/** What is wrong with these messages once all is over: lost, read twice, delivered though nobody read it, without an end. */
export async function messageFaults(
  registry: TestRegistry,
  gateways: readonly SimulatedGateway[],
  noticeIds: readonly string[],
): Promise<readonly string[]> {
  const states = await statesOf(registry, noticeIds)
  const read = new Map<string, number>()
  for (const { text } of gateways.flatMap(({ taken }) => taken)) read.set(text, (read.get(text) ?? 0) + 1)
  return noticeIds.flatMap((noticeId) => {
    const state = states.get(noticeId)
    const times = read.get(textOf(noticeId)) ?? 0
    return [
      ...(state === undefined ? ['lost'] : []),
      ...(times > 1 ? ['read twice'] : []),
      ...(state === 'delivered' && times === 0 ? ['delivered and never read'] : []),
      ...(state !== undefined && !/^(delivered|failed-permanent|expired)$/.test(state) ? [`left ${state}`] : []),
    ]
  })
}

/** Whether within any second more were taken than the settings allow, with a tick of grace. */
export function isTooFast(takenMs: readonly number[], perSecond: number): boolean {
  const allowed = perSecond * 1.05 + Math.max(1, perSecond / 20) * 2
  let from = 0
  return takenMs.some((ms, at) => {
    while ((takenMs[from] ?? ms) <= ms - 1_000) from += 1
    return at - from + 1 > allowed
  })
}
