import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { POLICIES, type PolicyRow, statesOf } from '@anju/contract/policy-table.ts'
import { ROUTES, type RouteName } from '@anju/contract/route-table.ts'
import type { Route } from '@anju/contract/route.ts'
import type { Role } from '@anju/domain/policy/workflow-policy.ts'
import { APPLICATION_STATES } from '@anju/domain/application/application-machine.ts'
import { REGISTRATION_STATES } from '@anju/domain/registration/registration-machine.ts'
import {
  openPermissionHouse,
  RELATIONS,
  relationsOf,
  type PermissionHouse,
  type Relation,
} from '@anju/tests/permission-house.ts'
import { deviationOf } from '@anju/tests/permission-deviation.ts'

/** Each of these ends or changes the session that asks; without a session they are asked like the others. */
const SESSION_CHANGING: readonly RouteName[] = [
  'endSession',
  'lockSession',
  'endOtherSessions',
  'choosePost',
  'setLegalDay',
]
const NAMES = Object.keys(ROUTES) as readonly RouteName[]
const routeOf = (name: RouteName): Route => ROUTES[name]
const CLOSED_TO_ANONYMOUS = NAMES.filter((name) => routeOf(name).access.kind !== 'public')
const ASKED = CLOSED_TO_ANONYMOUS.filter((name) => !SESSION_CHANGING.includes(name))
/** Whatever a scope can change the answer of. */
const SCOPED = ASKED.filter((name) => {
  const { access } = routeOf(name)
  return 'reach' in access && access.reach === 'post'
})
const STATES = { registration: 'visit-planned', application: 'submitted' }
const IN_CHARGE: Relation = 'own office and below'

let house: PermissionHouse
let cells = 0
before(async () => {
  house = await openPermissionHouse()
})
after(async () => {
  await house.close()
  process.stdout.write(`# ${cells} cells\n`)
})

async function deviation(name: RouteName, role: Role, relation: Relation, states = STATES): Promise<readonly string[]> {
  const visitor = await house.visitor(role, relation)
  const answer = await house.send(name, visitor.cookie)
  cells += 1
  if (answer.status < 300) await restore(states)
  const fault = deviationOf(name, house.expect(name, visitor, states), answer)
  return fault === undefined
    ? []
    : [`${name} · ${role} · ${relation} · ${states.registration}/${states.application}: ${fault}`]
}
async function restore(states: typeof STATES): Promise<void> {
  await house.setState('registration', states.registration)
  await house.setState('application', states.application)
}
/** A role that is charged with what the route asks for; the first where any will do. */
function roleFor(name: RouteName): Role | undefined {
  return house.roles.find((role) => {
    const steps = house.expect(name, { ...stranger, actor: { ...stranger.actor, role } }, STATES)
    return steps.every(({ by, passed }) => (by !== 'duty' && by !== 'role') || passed !== false)
  })
}
let stranger: Awaited<ReturnType<PermissionHouse['visitor']>>

describe('T18 F13: every answer is the one of the policy table and the rule', () => {
  before(async () => {
    stranger = await house.visitor('clerk', IN_CHARGE)
    await restore(STATES)
  })

  it('nobody is let in without a session', async () => {
    for (const name of CLOSED_TO_ANONYMOUS) {
      const { status, codes } = await house.send(name, undefined)
      cells += 1
      assert.deepEqual([status, codes], [401, ['signed-out']], name)
    }
  })

  it("a resident is let into nothing that is an official's", async () => {
    const cookie = await house.resident()
    for (const name of ASKED) {
      if (!['post', 'duty'].includes(routeOf(name).access.kind)) continue
      const { status, codes } = await house.send(name, cookie)
      cells += 1
      assert.deepEqual([status, codes], [403, ['access.post-lacks-authority']], name)
    }
  })

  it('every role × every route, in charge of the place', async () => {
    const found: string[] = []
    for (const role of house.roles) for (const name of ASKED) found.push(...(await deviation(name, role, IN_CHARGE)))
    assert.deepEqual(found, [])
  })

  it('every relation of jurisdiction × every route that has a scope', async () => {
    const found: string[] = []
    for (const relation of Object.keys(RELATIONS) as Relation[])
      for (const name of SCOPED) {
        const role = roleFor(name)
        if (role !== undefined && relationsOf(role).includes(relation))
          found.push(...(await deviation(name, role, relation)))
      }
    assert.deepEqual(found, [])
  })

  it('every state × every step, in charge and out of reach', async () => {
    const found: string[] = []
    const steps = ASKED.filter((name) => statesOf(policyOf(name)) !== undefined)
    const all = [
      ...REGISTRATION_STATES.map((state) => ({ ...STATES, registration: state })),
      ...APPLICATION_STATES.map((state) => ({ ...STATES, application: state })),
    ]
    for (const states of all) {
      await restore(states)
      const of = states.application === STATES.application ? 'registration' : 'application'
      for (const name of steps) {
        const role = roleFor(name)
        if (policyOf(name).steps?.of !== of || role === undefined) continue
        found.push(...(await deviation(name, role, IN_CHARGE, states)))
        found.push(...(await deviation(name, role, 'another district', states)))
      }
    }
    await restore(STATES)
    assert.deepEqual(found, [])
  })

  it('a deviation is seen (negative control)', async () => {
    const visitor = await house.visitor('clerk', 'another district')
    const expected = house.expect('getRegistration', visitor, STATES)
    // A post that sees more than the rule thinks: the row says it, and the rule was asked before.
    await house.asOwner(`update shared.post set scope_kind = 'all' where post_id = $1`, [visitor.actor.postId])
    const answer = await house.send('getRegistration', visitor.cookie)
    assert.notEqual(deviationOf('getRegistration', expected, answer), undefined)
  })
})

function policyOf(name: RouteName): PolicyRow {
  return POLICIES[name]
}
