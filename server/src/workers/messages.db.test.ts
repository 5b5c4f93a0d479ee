import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { after, before, describe, it } from 'node:test'
import { startCmppSimulator } from '@anju/dev/sms-simulator/cmpp-simulator.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { parseGatewaySettings } from '../gateway/gateway-settings.ts'
import { messageJob } from './messages.ts'

let registry: TestRegistry
before(async () => {
  registry = await openTestRegistry()
})
after(() => registry.close())

const now = () => new Date().toISOString()

describe('two workers', () => {
  it('one holds the connection; when it stops the other takes over', async (t) => {
    const simulator = await startCmppSimulator({ providerCode: '900001', sharedSecret: 'right' })
    t.after(() => simulator.stop())
    const gateway = parseGatewaySettings(
      JSON.stringify({
        foshan: {
          kind: 'cmpp',
          name: 'two-workers',
          host: '127.0.0.1',
          port: simulator.port,
          providerCode: '900001',
          sharedSecret: 'right',
          sourceId: '1069',
        },
      }),
    ).get('foshan')?.gateway
    const foshan = registry.deps.cities.get('foshan')
    assert.ok(foshan && gateway)
    const city = { ...foshan, gateway }
    const [one, other] = ['one', 'other'].map((worker) =>
      messageJob(registry.deps, city, { worker, now, onError: (_job, error) => assert.fail(String(error)) }),
    )
    assert.ok(one && other)
    for (let rounds = 0; rounds < 10; rounds += 1) {
      await one.job.run()
      await other.job.run()
      await pause(20)
    }
    assert.equal(simulator.clients(), 1)
    await one.stop()
    await other.job.run()
    for (let tries = 0; simulator.clients() !== 1 && tries < 100; tries += 1) await pause(20)
    assert.equal(simulator.clients(), 1)
    await other.stop()
    assert.equal(simulator.clients(), 0)
  })
})
