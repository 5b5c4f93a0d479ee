import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { signInLinks } from '@anju/card-service/command/seed.ts'
import { startChild, type Child } from '@anju/platform/launcher/child.ts'
import { checkout, programs } from '@anju/dev/checkout.ts'
import { openHouse, type House } from '../../card-service/test/card-side.ts'
import { permitOrder } from '../../card-service/test/registry-side.ts'

/** Where the process dies, and at which passing: an order taken in, its receipt, a command, results packed, sent, acknowledged. */
const KILLS = [
  'before-commit:1',
  'before-commit:2',
  'before-commit:4',
  'after-commit:1',
  'after-commit:2',
  'before-rename:1',
  'before-rename:2',
  'after-rename:1',
  'after-rename:2',
  'before-receipt-apply:1',
  'after-receipt-apply:1',
] as const

const WITHIN_MS = 30_000
let house: House
let cookie = ''
let child: Child | undefined
let kills = 0
let stock = 0

before(async () => {
  house = await openHouse()
})
after(async () => {
  await child?.stop()
  await house.close()
})

async function start(failpoint?: string): Promise<Child> {
  child = await startChild({
    name: 'card-service',
    args: [programs['card-service'], 'serve'],
    cwd: checkout,
    log: join(house.home, 'card-service.log'),
    env: {
      PATH: process.env['PATH'],
      ANJU_HOME: house.home,
      ANJU_KEYS: join(house.home, 'keys'),
      ANJU_PEERS: join(house.home, 'peers'),
      ANJU_EXCHANGE: house.exchangeFolder,
      ANJU_APP_DATABASE_URL: house.appUrl,
      ANJU_DEV: '1',
      PORT: '0',
      ...(failpoint === undefined ? {} : { ANJU_FAILPOINT: failpoint }),
    },
  })
  return child
}

/** The status of a request that is repeated as it is until it is answered; whoever was killed is started again, now without a failpoint. */
async function ask(method: 'GET' | 'POST', path: string, body?: object): Promise<number> {
  const end = Date.now() + WITHIN_MS
  while (Date.now() < end) {
    try {
      const address = String((child ?? (await start())).ready['address'])
      const response = await fetch(address + path, {
        method,
        headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      return response.status
    } catch {
      await revive()
    }
  }
  throw new Error(`No answer to ${path} within ${WITHIN_MS} ms`)
}

/** Waits for the end of a process that was killed, and starts another. */
async function revive(): Promise<void> {
  const exit = await Promise.race([child?.exited, pause(300)])
  if (exit === undefined) return
  assert.equal(exit.signal, 'SIGKILL')
  kills += 1
  await start()
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + WITHIN_MS
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Not within ${WITHIN_MS} ms: ${what}`)
    const isGone = (await Promise.race([child?.exited, pause(50)])) !== undefined
    if (isGone) await revive()
  }
}

async function signIn(): Promise<void> {
  const links: string[] = []
  await signInLinks(house.database.url, String(child?.ready['address']), new Date().toISOString(), (line) =>
    links.push((JSON.parse(line) as { url: string }).url),
  )
  const response = await fetch(links[0] ?? '', { redirect: 'manual' })
  cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
}

describe('the card service killed at every named point: nothing lost, nothing twice', () => {
  before(async () => {
    await start()
    await signIn()
    await child?.stop()
    child = undefined
  })

  for (const failpoint of KILLS) {
    it(failpoint, async () => {
      const order = permitOrder()
      const { applicationId } = order.body
      kills = 0
      try {
        await start(failpoint)
      } catch {
        // Killed before it could say that it is ready: the exchange runs from the start.
        kills += 1
        await start()
      }
      await house.registry.send([order])
      await until('the order is here', async () => (await ask('GET', `/api/orders/${order.id}`)) === 200)
      const quality = { intentId: randomUUID(), expectedVersion: 1, result: 'accepted' }
      assert.equal(await ask('POST', `/api/orders/${order.id}/quality`, quality), 200)
      stock += 1
      const production = { intentId: randomUUID(), expectedVersion: 2, stockNo: `FS${String(stock).padStart(6, '0')}` }
      assert.equal(await ask('POST', `/api/orders/${order.id}/production`, production), 200)
      await until('every result has its receipt', async () => {
        await house.registry.acknowledge()
        const open = await house.asOwner(
          `select 1 from card.outgoing_record r left join card.outgoing_package p on p.stream = r.stream and p.seq = r.seq where p.state is distinct from 'acked'`,
        )
        return open.length === 0
      })
      await until('every file is taken', async () => {
        const answers = (await house.registry.read()).answers
        return answers.some(({ records }) => records.some(({ recordId }) => recordId === order.id))
      })
      if (kills === 0) await until('the kill', async () => kills > 0)
      assert.equal(kills, 1)

      const events = await house.asOwner<{ kind: string }>(
        'select e.kind from card.order_event e join card.card_order o using (order_id) where o.application_id = $1 order by e.version',
        [applicationId],
      )
      assert.deepEqual(
        events.map(({ kind }) => kind),
        ['receive', 'accept-quality', 'produce'],
      )
      const used = await house.asOwner<{ stock_no: string }>(
        'select stock_no from card.card_stock where order_id = $1',
        [order.id],
      )
      assert.deepEqual(used, [{ stock_no: production.stockNo }])
      const told = (await house.registry.results()).filter(
        (record) => 'applicationId' in record.body && record.body.applicationId === applicationId,
      )
      assert.deepEqual(
        told.map(({ kind }) => kind),
        ['quality-result/1', 'production-result/1'],
      )
      await child?.stop()
      child = undefined
    })
  }

  it('the numbers of both streams have no gap, and each package one receipt', async () => {
    const taken = await house.asOwner<{ seq: string }>('select seq from card.inbound_package order by seq')
    assert.deepEqual(
      taken.map(({ seq }) => Number(seq)),
      KILLS.map((_, index) => index + 1),
    )
    const { answers } = await house.registry.read()
    const seqs = answers.map(({ seq }) => seq)
    assert.equal(new Set(seqs).size, seqs.length, 'a receipt is the same bytes whenever it is sent')
    const permits = await house.asOwner<{ permit_no: string }>('select permit_no from card.card_order')
    assert.equal(new Set(permits.map(({ permit_no }) => permit_no)).size, KILLS.length)
  })
})
