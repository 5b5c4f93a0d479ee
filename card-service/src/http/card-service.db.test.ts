import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { App } from '@anju/platform/http/open-app.ts'
import { openHouse, type House } from '../../test/card-side.ts'
import { permitOrder, TINY_PNG } from '../../test/registry-side.ts'
import { addCity } from '../command/migrate.ts'
import { signInLinks } from '../command/seed.ts'
import { CARD_ROUTES, type CardRouteName } from '../contract.ts'

let house: House
let app: App
let cookie = ''
const order = permitOrder({ name: '张𬀩' })

before(async () => {
  house = await openHouse()
  app = await house.app()
  await house.registry.send([order])
  await house.round()
  cookie = await signIn(0)
})
after(async () => {
  await app.close()
  await house.close()
})

async function links(): Promise<readonly string[]> {
  const lines: string[] = []
  await signInLinks(house.database.url, '', house.clock.now, (line) =>
    lines.push((JSON.parse(line) as { url: string }).url),
  )
  return lines
}
async function signIn(member: number): Promise<string> {
  const response = await app.inject({ method: 'GET', url: (await links())[member] ?? '' })
  return String(response.headers['set-cookie']).split(';')[0] ?? ''
}
type Sent = { readonly body?: object; readonly as?: string; readonly headers?: Record<string, string> }
async function send(method: 'GET' | 'POST' | 'PUT', url: string, { body, as = cookie, headers = {} }: Sent = {}) {
  const response = await app.inject({
    method,
    url,
    headers: { cookie: as, ...headers },
    ...(body === undefined ? {} : { payload: body }),
  })
  return {
    status: response.statusCode,
    value: response.json() as Record<string, never> & {
      code?: string
      type?: string
      refusals?: { code: string; zh: string; en: string; law: string }[]
      fields?: { path: string }[]
    },
  }
}
const command = (expectedVersion: number, more: object = {}) => ({ intentId: randomUUID(), expectedVersion, ...more })

describe('who is let in', () => {
  it('every route for staff answers 401 without a session', async () => {
    for (const name of Object.keys(CARD_ROUTES) as CardRouteName[]) {
      const { access, method, path } = CARD_ROUTES[name]
      if (access !== 'staff') continue
      const url = path
        .replace(':orderId', order.id)
        .replace(/:\w+Id/, randomUUID())
        .replace(':fileSm3', '0'.repeat(64))
      const body = BODIES[name]
      const answered = await send(method, url, { as: '', ...(body === undefined ? {} : { body }) })
      assert.deepEqual([name, answered.status, answered.value.code], [name, 401, 'signed-out'])
    }
    assert.equal((await send('GET', `/api/orders/${order.id}/photo`, { as: '' })).status, 401)
  })

  it('a link signs in once', async () => {
    const [url = ''] = await links()
    assert.match(String((await app.inject({ method: 'GET', url })).headers['set-cookie']), /HttpOnly; SameSite=Strict/)
    const again = await app.inject({ method: 'GET', url })
    assert.equal(again.headers['set-cookie'], undefined)
    assert.equal(again.headers.location, '/?sign-in=used')
  })

  it('what another site makes a browser send is not carried out', async () => {
    const forged = await send('POST', `/api/orders/${order.id}/quality`, {
      body: command(1, { result: 'accepted' }),
      headers: { 'sec-fetch-site': 'cross-site' },
    })
    assert.deepEqual([forged.status, forged.value.code], [403, 'not-allowed'])
  })

  it('staff of another city see none of it', async () => {
    await addCity(house.database.url, { city: 'shenzhen', areaCode: '4403', nameZh: '深圳', nameEn: 'Shenzhen' })
    await house.asOwner(`update card.staff set city = 'shenzhen' where badge = '440602'`)
    const other = await signIn(1)
    assert.deepEqual((await send('GET', '/api/orders?show=all', { as: other })).value['orders'], [])
    assert.equal((await send('GET', `/api/orders/${order.id}`, { as: other })).status, 404)
    assert.equal((await send('GET', `/api/orders/${order.id}/photo`, { as: other })).status, 404)
    const tried = await send('POST', `/api/orders/${order.id}/quality`, {
      as: other,
      body: command(1, { result: 'accepted' }),
    })
    assert.equal(tried.status, 404)
    await house.asOwner(`update card.staff set city = 'foshan' where badge = '440602'`)
  })
})

/** A well-formed body for each command: without a session it must not matter. */
const BODIES: Partial<Record<CardRouteName, object>> = {
  endSession: {},
  lockSession: {},
  beginConfirm: {},
  confirmPerson: { challengeId: null, answer: null },
  checkQuality: command(1, { result: 'accepted' }),
  produceCard: command(1, { stockNo: 'FS000001' }),
  remakeCard: command(1, { stockNo: 'FS000001' }),
  dispatchBatch: { intentId: randomUUID(), officeCode: '440605001', orderIds: [randomUUID()] },
  receiveStock: { intentId: randomUUID(), cards: [{ stockNo: 'X1', chipUid: '04A1B2C3' }] },
  voidStock: { intentId: randomUUID(), stockNo: 'X1', reason: 'lost' },
  reportCivilEvent: {
    intentId: randomUUID(),
    event: 'death',
    idNumber: '11010519491231002X',
    happenedOn: '2016-07-01',
  },
  sendAgain: {},
  clearQuarantine: {},
}

describe('work on an order', () => {
  it('lists mask the ID number; the page shows facts, photo, hints and what may be done', async () => {
    const list = await send('GET', '/api/orders')
    assert.equal(JSON.stringify(list.value).includes('11010519491231002X'), false)
    const { status, value } = await send('GET', `/api/orders/${order.id}`)
    assert.equal(status, 200)
    const shown = value as unknown as {
      person: { idNumber: string }
      hints: { code: string }[]
      actions: { event: string; allowed: boolean }[]
    }
    assert.equal(shown.person.idNumber, '11010519491231002X')
    assert.deepEqual(
      shown.hints.map(({ code }) => code),
      ['photo', 'rare-character'],
    )
    assert.deepEqual(
      shown.actions.filter(({ allowed }) => allowed).map(({ event }) => event),
      ['accept-quality', 'reject-quality'],
    )
    const photo = await app.inject({ method: 'GET', url: `/api/orders/${order.id}/photo`, headers: { cookie } })
    assert.equal(photo.headers['content-type'], 'image/png')
    assert.equal(photo.headers['cache-control'], 'no-store')
    assert.ok(photo.rawPayload.equals(TINY_PNG))
  })

  it('malformed: a rejection without reasons, reasons with an acceptance, a number that is none', async () => {
    const path = `/api/orders/${order.id}/quality`
    for (const body of [
      command(1, { result: 'rejected' }),
      command(1, { result: 'accepted', reasons: [{ code: 'photo', text: 'x' }] }),
    ]) {
      const answered = await send('POST', path, { body })
      assert.deepEqual([answered.status, answered.value.fields?.map((field) => field.path)], [400, ['reasons']])
    }
    assert.equal(
      (await send('POST', `/api/orders/${order.id}/production`, { body: command(1, { stockNo: '卡' }) })).status,
      400,
    )
    assert.equal(
      (await send('POST', '/api/civil-events', { body: { ...BODIES.reportCivilEvent, happenedOn: '2016-02-30' } }))
        .status,
      400,
    )
  })

  it('a step out of its turn is refused with its reason in both languages and the clause', async () => {
    const { status, value } = await send('POST', `/api/orders/${order.id}/production`, {
      body: command(1, { stockNo: 'FS000001' }),
    })
    assert.equal(status, 422)
    const [refusal] = value.refusals ?? []
    assert.equal(refusal?.code, 'order.event-not-allowed')
    assert.equal(refusal?.law, 'FS-2016-14:附件3.制证')
    assert.match(refusal?.zh ?? '', /待审核/)
    assert.match(refusal?.en ?? '', /to be checked/)
  })

  it('accepted once; a retry of the same intent is the same answer, another version is a conflict, other content too', async () => {
    const path = `/api/orders/${order.id}/quality`
    const body = command(1, { result: 'accepted' })
    assert.equal((await send('POST', path, { body })).status, 200)
    assert.equal((await send('POST', path, { body })).status, 200)
    assert.equal((await send('POST', path, { body: command(1, { result: 'accepted' }) })).status, 409)
    assert.equal(
      (await send('POST', path, { body: { ...body, result: 'rejected', reasons: [{ code: 'photo', text: 'x' }] } }))
        .status,
      409,
    )
  })

  it('stock: unknown, void and used cards are refused; of two orders at once one gets the card', async () => {
    const path = `/api/orders/${order.id}/production`
    const codes = async (stockNo: string) =>
      (await send('POST', path, { body: command(2, { stockNo }) })).value.refusals?.map(({ code }) => code)
    assert.deepEqual(await codes('NONE1'), ['stock.unknown'])
    assert.equal(
      (await send('POST', '/api/stock/void', { body: { intentId: randomUUID(), stockNo: 'FS000009', reason: 'lost' } }))
        .status,
      200,
    )
    assert.deepEqual(await codes('FS000009'), ['stock.void'])
    const other = permitOrder()
    await house.registry.send([other])
    await house.round()
    await send('POST', `/api/orders/${other.id}/quality`, { body: command(1, { result: 'accepted' }) })
    const both = await Promise.all(
      [order, other].map(({ id }) =>
        send('POST', `/api/orders/${id}/production`, { body: command(2, { stockNo: 'FS000010' }) }),
      ),
    )
    assert.deepEqual(
      both.map(({ status }) => status).sort((a, b) => a - b),
      [200, 422],
    )
    const loser = both[0]?.status === 200 ? other : order
    assert.equal(
      (await send('POST', `/api/orders/${loser.id}/production`, { body: command(2, { stockNo: 'FS000011' }) })).status,
      200,
    )
  })

  it("a batch holds one office's finished cards only, and says every reason at once", async () => {
    const elsewhere = permitOrder({
      office: { code: '440604002', name: '祖庙流管服务站' },
      acceptanceNumber: '4406040022016070500001',
    })
    await house.registry.send([elsewhere])
    await house.round()
    const batch = (orderIds: readonly string[]) =>
      send('POST', '/api/batches', { body: { intentId: randomUUID(), officeCode: '440605001', orderIds } })
    const { status, value } = await batch([order.id, elsewhere.id])
    assert.deepEqual(
      [status, value.refusals?.map(({ code }) => code)],
      [422, ['batch.not-produced', 'batch.office-differs']],
    )
    const sent = await batch([order.id])
    assert.equal(sent.status, 200)
    const shown = (await send('GET', `/api/batches/${String(sent.value['batchId'])}`)).value as unknown as {
      list: { orderId: string }[]
      cards: number
    }
    assert.deepEqual([shown.cards, shown.list.map(({ orderId }) => orderId)], [1, [order.id]])
    assert.equal((await batch([order.id])).status, 422)
  })

  it('deliveries into stock are all or none', async () => {
    const deliver = (...cards: { stockNo: string; chipUid: string }[]) =>
      send('POST', '/api/stock', { body: { intentId: randomUUID(), cards } })
    assert.equal(
      (await deliver({ stockNo: 'N1', chipUid: '04000001' }, { stockNo: 'FS000001', chipUid: '04000002' })).status,
      422,
    )
    assert.equal((await deliver({ stockNo: 'N1', chipUid: '04000001' })).status, 200)
    assert.equal((await deliver({ stockNo: 'N2', chipUid: '04000001' })).status, 422)
  })
})

describe('the monitor and the clock', () => {
  it('tells numbers both ways, lets a package go again, and a note be cleared', async () => {
    await house.registry.place('noise', Buffer.from('nothing of ours'))
    await house.round()
    type Monitor = {
      orders: { appliedUpTo: number }
      results: { open: { packageId: string }[]; silent: boolean }
      quarantine: { fileSm3: string; code: string }[]
    }
    const look = async () => (await send('GET', '/api/exchange')).value as unknown as Monitor
    const seen = await look()
    assert.equal(seen.orders.appliedUpTo, 3)
    assert.equal(seen.results.silent, true)
    assert.deepEqual(
      seen.quarantine.map(({ code }) => code),
      ['not-rpx1'],
    )
    assert.equal(
      (await send('POST', `/api/exchange/quarantine/${seen.quarantine[0]?.fileSm3}/clear`, { body: {} })).status,
      200,
    )
    assert.deepEqual((await look()).quarantine, [])
    const [open] = seen.results.open
    assert.equal((await send('POST', `/api/exchange/packages/${open?.packageId}/send-again`, { body: {} })).status, 200)
    assert.equal((await send('POST', `/api/exchange/packages/${randomUUID()}/send-again`, { body: {} })).status, 404)
  })

  it('the legal day is set in dev mode, and shown', async () => {
    assert.equal((await send('PUT', '/api/legal-clock', { body: { on: '2016-08-01' }, as: '' })).status, 200)
    assert.equal((await send('GET', '/api/session')).value['legalOn'], '2016-08-01')
  })

  it('after signing out the cookie opens nothing', async () => {
    assert.equal((await send('POST', '/api/session/end', { body: {} })).status, 200)
    assert.equal((await send('GET', '/api/orders')).status, 401)
  })
})
