import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { cardSignInLinks, runCommand } from '@anju/dev/house.ts'
import type { Child } from '@anju/platform/launcher/child.ts'
import { testDatabase, type TestDatabase } from '@anju/platform/launcher/test-database.ts'
import { makeApprovedCase, registerSomebody, type Leading } from '@anju/tests/approved-case.ts'
import { brokenPromises } from '@anju/tests/broken-promise.ts'
import {
  addressOf,
  asking,
  clientAt,
  killNow,
  openFaultHouse,
  type Asking,
  type FaultHouse,
} from '@anju/tests/fault-house.ts'

let databases: { readonly registry: TestDatabase; readonly card: TestDatabase }
let house: FaultHouse
let ask: Asking
let askCard: Asking
let leading: Leading

before(async () => {
  databases = { registry: await testDatabase('registry'), card: await testDatabase('card-service') }
  const of = ({ url, appUrl }: TestDatabase) => ({ owner: url, app: appUrl })
  const both = { registry: of(databases.registry), cardService: of(databases.card) }
  house = openFaultHouse(databases.registry.home, both, databases.registry.name)
  ask = house.ask
  askCard = asking(databases.card.url)
  await runCommand(house.plan, 'card-service', 'keys')
  await runCommand(house.plan, 'card-service', 'seed')
  await askCard(`insert into card.legal_clock (legal_on) values ('2016-07-09') on conflict do nothing`)
  const steady = addressOf(await house.serve())
  const as = async (member: (typeof OFFICIALS)[keyof typeof OFFICIALS]) =>
    clientAt(steady, await house.signIn(steady, member))
  leading = {
    clerk: await as(OFFICIALS.clerk),
    coordinator: await as(OFFICIALS.coordinator),
    head: await as(OFFICIALS.stationHead),
  }
})
after(async () => {
  await house.close()
  await Promise.all([databases.registry.drop(), databases.card.drop()])
})

type Program = 'work' | 'card'
const start = (program: Program, failpoint?: string): Promise<Child> => {
  const options = failpoint === undefined ? {} : { failpoint }
  return program === 'work' ? house.work(options) : house.cardService(options)
}

/** Starts a program that is to die at a failpoint by what already waits for it. */
async function dies(program: Program, failpoint: string): Promise<void> {
  await runOut()
  const exit = await start(program, failpoint).then(
    (child) => Promise.race([child.exited, pause(20_000).then(async () => killNow(child))]),
    // Quicker than its own word that it is ready.
    (error: unknown) => ({ signal: String(error).includes('(SIGKILL)') ? 'SIGKILL' : String(error) }),
  )
  assert.equal(exit?.signal, 'SIGKILL', `${program} did not pass ${failpoint}`)
}

/** Lets the leases of dead workers run out at once; in a city the next one waits these five seconds. */
async function runOut(): Promise<void> {
  await ask('delete from foshan.lease')
  await ask(`update foshan.outbox set claimed_until = now() - interval '1 minute' where state = 'taken'`)
}

async function until(what: string, holds: () => Promise<boolean>, waitMsMax = 25_000): Promise<void> {
  for (const deadline = Date.now() + waitMsMax; Date.now() < deadline; await pause(100)) if (await holds()) return
  throw new Error(`It did not come to this: ${what}\n${house.lastWords()}`)
}

const one = async <T>(asked: Asking, sql: string, parameters: readonly unknown[]): Promise<T | undefined> =>
  (await asked<{ it: T }>(sql, parameters))[0]?.it
const stateOf = (id: string) =>
  one<string>(ask, 'select state as it from foshan.application where application_id = $1', [id])
const packageOf = (id: string) =>
  one<string>(
    ask,
    `select p.state as it from foshan.exchange_package p join foshan.exchange_record r using (direction, seq) where p.direction = 'out' and r.case_id = $1`,
    [id],
  )
const ordersOf = (id: string) =>
  one<number>(askCard, 'select count(*)::int as it from card.card_order where application_id = $1', [id])
const outDrop = () => join(house.plan.state.exchange, 'out')
const placed = () =>
  existsSync(outDrop()) ? readdirSync(outDrop()).filter((name) => name.startsWith('foshan.orders-')) : []

/** What is wrong with the crossing of an order; empty when it had its effect once on both sides. */
async function crossingFaults(id: string): Promise<readonly string[]> {
  const faults: string[] = []
  const orders = await ordersOf(id)
  if (orders !== 1) faults.push(`${orders === 0 ? 'lost' : 'twice'}: the police have ${orders} orders`)
  const events = await askCard<{ kind: string; n: number }>(
    `select kind, count(*)::int as n from card.order_event e join card.card_order o using (order_id) where o.application_id = $1 group by kind having count(*) <> 1`,
    [id],
  )
  faults.push(...events.map(({ kind, n }) => `twice: ${kind} happened ${n} times`))
  const sent = await packageOf(id)
  if (sent !== 'acked') faults.push(`without receipt: ${sent}`)
  for (const [table, asked] of [
    [`foshan.exchange_package where direction = 'out'`, ask],
    [`foshan.exchange_package where direction = 'in'`, ask],
    [`card.inbound_package where stream = 'foshan.orders'`, askCard],
    [`card.outgoing_package where stream = 'foshan.results'`, askCard],
  ] as const) {
    const gaps = await one<number>(asked, `select (coalesce(max(seq), 0) - count(*))::int as it from ${table}`, [])
    if (gaps !== 0) faults.push(`${gaps} numbers missing in ${table}`)
  }
  return [...faults, ...(await brokenPromises(ask, 'foshan'))]
}

describe('kill -9 between claim and send', () => {
  it('each notice is made once, by the next worker when the claim of the dead one has run out', async () => {
    await registerSomebody(leading.clerk)
    await registerSomebody(leading.clerk)
    await dies('work', 'after-claim')
    const [taken] = await ask(`select count(*)::int as n from foshan.outbox where state = 'taken'`)
    assert.notDeepEqual(taken, { n: 0 }, 'it died with rows in hand')
    const worker = await house.work()
    await until('all delivered', async () => {
      const left = await one<number>(
        ask,
        `select count(*)::int as it from foshan.outbox where state in ('new', 'taken')`,
        [],
      )
      const pending = await one<number>(ask, 'select count(*)::int as it from foshan.ledger_pending', [])
      return left === 0 && pending === 0
    })
    await killNow(worker)
    assert.deepEqual(await brokenPromises(ask, 'foshan'), [])
  })

  it('negative control: where a message is not known again, the oracle sees two notices', async () => {
    await ask(
      `create function foshan.rename_outbox() returns trigger language plpgsql as 'begin new.outbox_id := gen_random_uuid(); return new; end'`,
    )
    await ask('create trigger r before insert on foshan.notice for each row execute function foshan.rename_outbox()')
    const [{ id } = { id: '' }] = await ask<{ id: string }>(
      `update foshan.outbox set state = 'new', claimed_until = null where outbox_id = (select min(outbox_id::text)::uuid from foshan.outbox where topic = 'notice.registered') returning outbox_id as id`,
    )
    await ask(`update foshan.notice set outbox_id = gen_random_uuid() where outbox_id = $1`, [id])
    await runOut()
    const worker = await house.work()
    await until(
      'delivered again',
      async () => (await one(ask, `select state as it from foshan.outbox where outbox_id = $1`, [id])) === 'done',
    )
    await killNow(worker)
    const broken = await brokenPromises(ask, 'foshan')
    assert.deepEqual(
      broken.map((line) => line.slice(0, 46)),
      ['each message that was delivered made one notic'],
    )
    await ask('drop trigger r on foshan.notice')
    await ask('delete from foshan.outbox where outbox_id = $1', [id])
  })
})

describe('kill -9 at every point of the boundary', () => {
  let id: string
  const standing = async () => ({
    state: await stateOf(id),
    sent: (await packageOf(id)) ?? 'none',
    orders: await ordersOf(id),
  })
  /** Each death, and how things stand after it. */
  const ORDER_DEATHS: readonly (readonly [Program, string, Awaited<ReturnType<typeof standing>>])[] = [
    // The step of the case is a use case inside the transaction of the package, so its own points are passed first.
    ['work', 'before-commit:1', { state: 'approved', sent: 'none', orders: 0 }],
    ['work', 'before-commit:2', { state: 'approved', sent: 'none', orders: 0 }],
    ['work', 'after-commit:2', { state: 'exported', sent: 'built', orders: 0 }],
    ['work', 'before-rename', { state: 'exported', sent: 'built', orders: 0 }],
    ['work', 'after-rename', { state: 'exported', sent: 'built', orders: 0 }],
    ['card', 'before-commit', { state: 'exported', sent: 'built', orders: 0 }],
    ['card', 'after-commit', { state: 'exported', sent: 'built', orders: 1 }],
    ['card', 'before-rename', { state: 'exported', sent: 'built', orders: 1 }],
    ['card', 'after-rename', { state: 'exported', sent: 'built', orders: 1 }],
    ['work', 'before-receipt-apply', { state: 'exported', sent: 'built', orders: 1 }],
    ['work', 'after-receipt-apply', { state: 'at-police', sent: 'acked', orders: 1 }],
  ]

  before(async () => {
    id = await makeApprovedCase(leading)
  })

  for (const [program, failpoint, left] of ORDER_DEATHS)
    it(`order: ${program} dies at ${failpoint}`, async () => {
      await dies(program, failpoint)
      assert.deepEqual(await standing(), left)
      if (failpoint === 'before-rename' && program === 'work') assert.deepEqual(placed(), [])
      if (failpoint === 'after-rename' && program === 'work') assert.equal(placed().length, 1)
    })

  it('after all these deaths the order had its effect once on both sides', async () => {
    await runOut()
    const [worker, card] = await Promise.all([start('work'), start('card')])
    await until(
      'with the police, folder empty',
      async () => (await stateOf(id)) === 'at-police' && placed().length === 0,
    )
    await killNow(worker)
    await until('the last beats are taken', async () => readdirSync(outDrop()).every((name) => name.startsWith('.')))
    await killNow(card)
    assert.deepEqual(await crossingFaults(id), [])
  })
})

describe('kill -9 on the way back, while the police answer', () => {
  let id: string
  let cookie: string
  let order: { readonly order_id: string; readonly state: string; readonly version: number }
  const quality = { intentId: randomUUID(), expectedVersion: 1, result: 'accepted', reasons: [] }
  const post = async (card: Child, path: string, body: unknown) =>
    fetch(`${addressOf(card)}/api/orders/${order.order_id}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify(body),
    })
  const reread = async () => {
    const [row] = await askCard<typeof order>(
      'select order_id, state, version from card.card_order where application_id = $1',
      [id],
    )
    order = row ?? assert.fail('no order')
    return order
  }
  const resultSent = () => one<string>(askCard, 'select state as it from card.outgoing_package where seq = 1', [])
  const resultsIn = () =>
    one<number>(ask, `select count(*)::int as it from foshan.exchange_package where direction = 'in'`, [])

  before(async () => {
    id =
      (await one<string>(
        ask,
        `select application_id as it from foshan.application where state = 'at-police' order by recorded_at desc limit 1`,
        [],
      )) ?? ''
    await reread()
    const card = await start('card')
    const [link] = await cardSignInLinks(house.plan, addressOf(card))
    const response = await fetch(link?.url ?? '', { redirect: 'manual' })
    cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    assert.notEqual(cookie, '')
    await killNow(card)
  })

  for (const [failpoint, state] of [
    ['before-commit', 'received'],
    ['after-commit', 'quality-accepted'],
  ] as const)
    it(`the quality check is sent to a card service that dies at ${failpoint}`, async () => {
      const card = await start('card', failpoint)
      await assert.rejects(post(card, 'quality', quality))
      assert.equal((await card.exited).signal, 'SIGKILL')
      assert.equal((await reread()).state, state)
    })

  for (const [program, failpoint, sent, taken] of [
    ['card', 'before-commit', undefined, 0],
    ['card', 'after-commit', 'built', 0],
    ['card', 'before-rename', 'built', 0],
    ['card', 'after-rename', 'built', 0],
    ['work', 'before-commit', 'built', 0],
    ['work', 'after-commit', 'built', 1],
    ['work', 'before-rename', 'built', 1],
    ['work', 'after-rename', 'built', 1],
    ['card', 'before-receipt-apply', 'built', 1],
    ['card', 'after-receipt-apply', 'acked', 1],
  ] as const)
    it(`result: ${program} dies at ${failpoint}`, async () => {
      await dies(program, failpoint)
      assert.deepEqual({ sent: await resultSent(), taken: await resultsIn() }, { sent, taken })
    })

  it('the check sent once more is the same check, the card is made, and the permit is there once', async () => {
    await runOut()
    const [worker, card] = await Promise.all([start('work'), start('card')])
    assert.equal((await post(card, 'quality', quality)).status, 200)
    const { version } = await reread()
    const making = { intentId: randomUUID(), expectedVersion: version, stockNo: 'FS000001' }
    assert.equal((await post(card, 'production', making)).status, 200)
    assert.equal((await post(card, 'production', making)).status, 200)
    await until('produced', async () => (await stateOf(id)) === 'produced')
    await until(
      'answered',
      async () =>
        (await one(askCard, `select count(*)::int as it from card.outgoing_package where state <> 'acked'`, [])) === 0,
    )
    await killNow(worker)
    await killNow(card)
    assert.deepEqual(await crossingFaults(id), [])
    const counts = await ask(
      `select (select count(*)::int from foshan.permit) as permits, (select count(*)::int from foshan.card) as cards,
       (select count(*)::int from foshan.ledger where stream_id = $1 and kind = 'produce') as produced`,
      [id],
    )
    assert.deepEqual(counts, [{ permits: 1, cards: 1, produced: 1 }])
  })
})

describe('a package that was tampered with on its way', () => {
  it('is set aside with its reason, orders nothing, and the same package sent again is taken', async () => {
    const id = await makeApprovedCase(leading)
    await runOut()
    const sender = await start('work')
    await until('placed', async () => (await packageOf(id)) === 'placed')
    await killNow(sender)
    const [name = ''] = placed()
    const path = join(outDrop(), name)
    const bytes = readFileSync(path)
    const middle = Math.floor(bytes.length / 2)
    bytes.writeUInt8(bytes.readUInt8(middle) ^ 0x01, middle)
    writeFileSync(path, bytes)

    const card = await start('card')
    await until('set aside', async () => placed().length === 0)
    const quarantine = join(house.plan.state.exchange, 'quarantine', 'out')
    assert.ok(readFileSync(join(quarantine, name)).equals(bytes))
    const reason = readFileSync(join(quarantine, `${name}.reason.txt`), 'utf8')
    const code = await one<string>(askCard, 'select code as it from card.quarantine where file_name = $1', [name])
    assert.ok(code !== undefined && reason.startsWith(code), `${reason} for ${code}`)
    assert.equal(await ordersOf(id), 0)
    assert.equal(await stateOf(id), 'exported')

    await runOut()
    const worker = await start('work')
    // The registry sends again ten seconds after the refusal; nobody waits for them here.
    await ask(`update foshan.exchange_package set next_send_at = now() where direction = 'out' and state = 'placed'`)
    await until('with the police', async () => (await stateOf(id)) === 'at-police')
    await killNow(worker)
    await killNow(card)
    assert.deepEqual(await crossingFaults(id), [])
  })

  it('negative control: a registry that forgets a package it never placed loses the order, and the oracle tells', async () => {
    const id = await makeApprovedCase(leading)
    await dies('work', 'after-commit:2')
    await ask(`update foshan.exchange_package set state = 'acked' where direction = 'out' and state = 'built'`)
    await runOut()
    const [worker, card] = await Promise.all([start('work'), start('card')])
    await pause(2_000)
    await killNow(worker)
    await killNow(card)
    assert.deepEqual(await crossingFaults(id), ['lost: the police have 0 orders'])
  })
})
