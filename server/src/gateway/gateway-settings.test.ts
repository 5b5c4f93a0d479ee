import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseGatewaySettings } from './gateway-settings.ts'

const cmpp = {
  kind: 'cmpp',
  name: 'foshan-cmpp',
  host: '10.0.0.1',
  port: 7890,
  providerCode: '900001',
  sharedSecret: 'do-not-repeat-me',
  sourceId: '106900001',
}
const provider = { kind: 'provider', name: 'cloud', account: 'anju', secret: 'do-not-repeat-me-either' }
const parse = (cities: unknown) => parseGatewaySettings(JSON.stringify(cities))

describe('settings of gateways', () => {
  it('what is left out has its value: quiet from 21:00 to 08:00, 72 hours, budgets, a window', () => {
    const settings = parse({ foshan: cmpp }).get('foshan')?.gateway
    assert.ok(settings?.kind === 'cmpp')
    assert.deepEqual(settings.quietHours, { from: '21:00', until: '08:00' })
    assert.deepEqual([settings.expireHours, settings.perPersonPerDay, settings.window], [72, 10, 16])
  })

  it('every mistake is told with its place, and no value is repeated', () => {
    const wrong = { foshan: { ...cmpp, port: 0, quietHours: { from: '25:00', until: '08:00' }, window: 0, extra: 1 } }
    assert.throws(
      () => parse(wrong),
      (error: Error) => {
        for (const place of ['foshan.port', 'foshan.quietHours.from', 'foshan.window', 'extra'])
          assert.ok(error.message.includes(place), place)
        assert.ok(!error.message.includes('do-not-repeat-me'))
        return true
      },
    )
    assert.throws(() => parseGatewaySettings('{"secret":'), /no JSON/)
  })

  it('texts leave this machine encrypted only', () => {
    for (const url of ['https://sms.example.cn/v1', 'http://127.0.0.1:9000', 'http://localhost:9000'])
      assert.equal(parse({ foshan: { ...provider, url } }).size, 1)
    for (const url of ['http://sms.example.cn/v1', 'ftp://sms.example.cn', 'http://127.0.0.1.example.cn'])
      assert.throws(() => parse({ foshan: { ...provider, url } }), /foshan\.url/)
  })

  it('two cities may not share a name: reports are known by it', () => {
    assert.throws(() => parse({ foshan: cmpp, linhe: cmpp }), /one name/)
    assert.equal(parse({ foshan: cmpp, linhe: { ...cmpp, name: 'linhe-cmpp' } }).size, 2)
  })

  it('a list of two: the second stands by, under a name of its own and with the same signature', () => {
    const second = { ...cmpp, name: 'second' }
    const { gateway, standby } = parse({ foshan: [cmpp, second] }).get('foshan') ?? assert.fail()
    assert.deepEqual([gateway.name, standby?.name], ['foshan-cmpp', 'second'])
    assert.deepEqual(gateway.health, {
      windowMinutes: 15,
      slowMinutes: 5,
      share: 0.15,
      messagesMin: 10,
      downSeconds: 60,
      restMinutes: 15,
    })
    assert.equal(parse({ foshan: [cmpp] }).get('foshan')?.standby, undefined)
    assert.throws(() => parse({ foshan: [cmpp, cmpp] }), /one name/)
    assert.throws(() => parse({ foshan: [cmpp, { ...second, signature: '别的' }] }), /two signatures/)
    assert.throws(() => parse({ foshan: [] }), /foshan/)
    assert.throws(() => parse({ foshan: [cmpp, { ...second, port: 0 }] }), /foshan\.1\.port/)
    assert.throws(() => parse({ foshan: [cmpp, second, { ...cmpp, name: 'third' }] }), /foshan/)
  })
})
