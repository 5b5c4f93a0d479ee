import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import type { App } from '@anju/platform/http/open-app.ts'
import { CITIZEN_FACE, COUNTER_FACE } from '../app.ts'
import { parseGatewaySettings } from '../gateway/gateway-settings.ts'
import { SIGNATURE_HEADERS, signatureOf } from '../gateway/provider/provider-signature.ts'
import { openRegistry } from './open-registry.ts'

const SECRET = 'a secret of both sides'
const NOW = '2016-03-01T01:15:00.000Z'

let registry: TestRegistry
let app: App
before(async () => {
  registry = await openTestRegistry()
  const gateway = parseGatewaySettings(
    JSON.stringify({
      foshan: { kind: 'provider', name: 'cloud', url: 'http://127.0.0.1:9', account: 'anju', secret: SECRET },
    }),
  ).get('foshan')?.gateway
  const foshan = registry.deps.cities.get('foshan')
  assert.ok(foshan && gateway)
  const deps = { ...registry.deps, cities: new Map([['foshan', { ...foshan, gateway }]]) }
  app = await openRegistry(
    { deps, now: () => NOW },
    {
      dev: true,
      sweepAll: () => Promise.resolve({}),
      faceFolder: COUNTER_FACE,
      citizenFolder: CITIZEN_FACE,
      logLevel: 'silent',
    },
  )
})
after(async () => {
  await app.close()
  await registry.close()
})

const report = { reference: 'r1', stat: 'DELIVRD', outcome: 'delivered', mobile: '13800000001' }
type Call = {
  readonly name?: string
  readonly body?: string
  readonly secret?: string
  readonly account?: string
  readonly at?: string
}
async function callBack({
  name = 'cloud',
  body = JSON.stringify({ reports: [report] }),
  secret = SECRET,
  account = 'anju',
  at = NOW,
}: Call) {
  const url = `/gateway/${name}/reports`
  const signed = { method: 'POST', path: url, timestamp: String(Date.parse(at)), nonce: 'n1', body: Buffer.from(body) }
  const { statusCode } = await app.inject({
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/json',
      [SIGNATURE_HEADERS.account]: account,
      [SIGNATURE_HEADERS.timestamp]: signed.timestamp,
      [SIGNATURE_HEADERS.nonce]: signed.nonce,
      [SIGNATURE_HEADERS.signature]: signatureOf(secret, signed),
    },
    payload: body,
  })
  return statusCode
}
const kept = () =>
  registry.asOwner('select gateway, reference, outcome, stat, times from foshan.sms_report order by reference')

describe('callback of a provider 状态报告回调', () => {
  it('signed by nobody we know, too old, or about nothing: nothing is kept', async () => {
    assert.equal(await callBack({ secret: 'another secret altogether' }), 401)
    assert.equal(await callBack({ account: 'somebody' }), 401)
    assert.equal(await callBack({ name: 'other' }), 401)
    assert.equal(await callBack({ at: '2016-03-01T01:09:59.000Z' }), 401)
    assert.equal(await callBack({ body: '{"reports":[]}' }), 400)
    assert.equal(await callBack({ body: 'no JSON' }), 400)
    assert.equal(await callBack({ body: JSON.stringify({ reports: [{ ...report, outcome: 'lost' }] }) }), 400)
    const unsigned = await app.inject({ method: 'POST', url: '/gateway/cloud/reports', payload: { reports: [report] } })
    assert.equal(unsigned.statusCode, 401)
    assert.deepEqual(await kept(), [])
  })

  it('kept before it is answered; told twice it is one, and two in one are two', async () => {
    assert.equal(await callBack({}), 200)
    assert.equal(await callBack({}), 200)
    assert.deepEqual(await kept(), [
      { gateway: 'cloud', reference: 'r1', outcome: 'delivered', stat: 'DELIVRD', times: 2 },
    ])
    const two = [report, { ...report, reference: 'r2', outcome: 'failed', stat: 'UNDELIV' }]
    assert.equal(await callBack({ body: JSON.stringify({ reports: two }) }), 200)
    assert.deepEqual(
      (await kept()).map(({ reference, times }) => [reference, times]),
      [
        ['r1', 3],
        ['r2', 1],
      ],
    )
  })

  it('the other routes read their JSON as before', async () => {
    const response = await app.inject({ method: 'POST', url: '/api/foshan/persons/look-up', payload: { idNumber: 1 } })
    assert.notEqual(response.statusCode, 500)
    assert.notEqual(response.statusCode, 415)
  })
})
