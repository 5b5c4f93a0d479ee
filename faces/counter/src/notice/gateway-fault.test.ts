import assert from 'node:assert/strict'
import { it } from 'node:test'
import { gatewayFault } from './gateway-fault.ts'

it('every fault that the registry finds has words of the screen; another stands as it is', () => {
  const said = (why: string) =>
    gatewayFault(why, (word, facts = {}) => [word, ...Object.values(facts)].map(String).join(' '))
  assert.equal(said('no connection'), 'notice.gateway.fault.away')
  assert.equal(said('50 of 100 slow'), 'notice.gateway.fault.slow 50 100')
  assert.equal(said('15 of 20 not taken'), 'notice.gateway.fault.failed 15 20')
  assert.equal(said('something else'), 'something else')
})
