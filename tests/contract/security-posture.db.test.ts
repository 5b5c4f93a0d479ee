import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { SECURITY_CONTROLS } from '@anju/contract/message/security-words.ts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { openRegistryHouse, problemOf, valueOf, type RegistryHouse } from '@anju/tests/registry-house.ts'

let house: RegistryHouse
before(async () => {
  house = await openRegistryHouse()
})
after(() => house.close())

const params = { city: 'foshan' }

describe('安全策略 · each control as it is in force', () => {
  it('is for the three administrators, not for the counter', async () => {
    const clerk = await house.signIn(OFFICIALS.clerk)
    assert.equal(problemOf(await clerk.call('getSecurityPosture', { params })).status, 403)
  })

  it('tells every control once, green where it is met; the demo is honestly red', async () => {
    const administrator = await house.signIn(OFFICIALS.administrator)
    await house.setDay('2016-01-05')
    const { controls, unsafe } = valueOf(await administrator.call('getSecurityPosture', { params }))
    assert.deepEqual(controls.map(({ control }) => control).toSorted(), Object.keys(SECURITY_CONTROLS).toSorted())
    assert.deepEqual(unsafe, [])
    const red = controls.filter(({ isMet }) => !isMet).map(({ control }) => control)
    for (const name of ['demo-mode', 'sign-in', 'key-custody', 'transport-caller'] as const)
      assert.ok(red.includes(name), name)
    const green = [
      'data-checksums',
      'commit-kept',
      'database-role',
      'administrators',
      'accounts-suspend',
      'session-idle',
    ]
    for (const name of green) assert.ok(!red.some((each) => each === name), name)
  })

  it('a setting that is loosened turns red (negative control)', async () => {
    const administrator = await house.signIn(OFFICIALS.administrator)
    await house.registry.asOwner('grant update on foshan.ledger to anju_app')
    const { unsafe, controls } = valueOf(await administrator.call('getSecurityPosture', { params }))
    await house.registry.asOwner('revoke update on foshan.ledger from anju_app')
    assert.match(unsafe.join(), /may change the ledger of foshan/)
    assert.equal(controls.find(({ control }) => control === 'database-role')?.isMet, false)
  })
})
