import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { POLICIES, type PolicyRow, statesOf } from '@anju/contract/policy-table.ts'
import { ROUTES, type RouteName } from '@anju/contract/route-table.ts'
import type { Route } from '@anju/contract/route.ts'
import { isAllowed } from '@anju/domain/access/explain-access.ts'
import { APPLICATION_STATES } from '@anju/domain/application/application-machine.ts'
import { REGISTRATION_STATES } from '@anju/domain/registration/registration-machine.ts'
import { deviationOf } from '@anju/tests/permission-deviation.ts'
import {
  LEGAL_DAY,
  LENT_STANDINGS,
  openPermissionHouse,
  OTHER_CITY_FROM,
  type PermissionHouse,
  relationsOf,
  STANDINGS,
  type Visitor,
} from '@anju/tests/permission-house.ts'

/** Each of these ends or changes the session that asks. */
const SESSION_CHANGING: readonly RouteName[] = [
  'endSession',
  'lockSession',
  'endOtherSessions',
  'choosePost',
  'setLegalDay',
]
const NAMES = Object.keys(ROUTES) as readonly RouteName[]
const routeOf = (name: RouteName): Route => ROUTES[name]
const policyOf = (name: RouteName): PolicyRow => POLICIES[name]
const CLOSED = NAMES.filter((name) => routeOf(name).access.kind !== 'public')
const ASKED = CLOSED.filter((name) => !SESSION_CHANGING.includes(name))
type States = { readonly registration: string; readonly application: string }
const FIRST: States = { registration: 'visit-planned', application: 'submitted' }

let house: PermissionHouse
const tally = { cells: 0, allowed: 0, refused: 0, notSeen: 0, closed: 0 }
before(async () => {
  house = await openPermissionHouse()
})
after(async () => {
  await house.close()
  tell(JSON.stringify(tally))
})

const tell = (line: string) => process.stdout.write(`# ${line}\n`)

let now: States = FIRST
async function stand(states: States, anew = false): Promise<void> {
  if (anew || now.registration !== states.registration) await house.setState('registration', states.registration)
  if (anew || now.application !== states.application) await house.setState('application', states.application)
  now = states
}

/** The states in which a route is asked: every one of its machine, or where no machine is asked the first. */
function statesFor(name: RouteName): readonly States[] {
  const { steps } = policyOf(name)
  if (steps === undefined || statesOf(policyOf(name)) === undefined) return [FIRST]
  return steps.of === 'registration'
    ? REGISTRATION_STATES.map((registration) => ({ ...FIRST, registration }))
    : APPLICATION_STATES.map((application) => ({ ...FIRST, application }))
}

async function deviation(name: RouteName, visitor: Visitor, states: States, where: string): Promise<readonly string[]> {
  await stand(states)
  const answer = await house.send(name, visitor.cookie)
  tally.cells += 1
  if (answer.status < 300) await stand(states, true)
  const steps = house.expect(name, visitor, states)
  const against = steps.find(({ passed }) => passed === false)?.by
  if (isAllowed(steps)) tally.allowed += 1
  else if (against === 'scope' || against === 'record') tally.notSeen += 1
  else if (against === 'state') tally.closed += 1
  else tally.refused += 1
  const fault = deviationOf(name, steps, answer)
  return fault === undefined ? [] : [`${name} · ${where} · ${states.registration}/${states.application}: ${fault}`]
}

describe('T18 whole: role × relation × state × endpoint, the product of all four', () => {
  it('every answer is the one of the policy table and the rule', { timeout: 7_200_000 }, async () => {
    const found: string[] = []
    let told = 0
    for (const role of house.roles)
      for (const relation of relationsOf(role)) {
        const visitor = await house.visitor(role, relation)
        // By state and not by route: the record is moved on seldom.
        const cells = ASKED.flatMap((name) => statesFor(name).map((states) => ({ name, states })))
        const keyOf = ({ states }: { readonly states: States }) => `${states.registration} ${states.application}`
        const begunMs = performance.now()
        for (const { name, states } of cells.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)))
          found.push(...(await deviation(name, visitor, states, `${role} · ${relation}`)))
        tell(
          `${role} · ${relation}: ${cells.length} cells in ${Math.round(performance.now() - begunMs)} ms, ${found.length} deviations so far`,
        )
        for (const line of found.slice(told)) tell(line)
        told = found.length
      }
    await stand(FIRST, true)
    assert.deepEqual(found, [])
  })

  it('a session that is over, of whatever kind, lets nobody into anything; a locked one only to unlock', async () => {
    const found: string[] = []
    for (const how of [...Object.keys(STANDINGS), ...Object.keys(LENT_STANDINGS)] as (keyof typeof STANDINGS)[]) {
      const cookie = await house.standing(how)
      const held = how === 'locked' ? 'locked' : how === 'used from another place' ? 'step-up' : undefined
      for (const name of ASKED) {
        if (held !== undefined && routeOf(name).whileHeld === true) continue
        const { status, codes } = await house.send(name, cookie)
        tally.cells += 1
        if (status < 400 || codes[0] !== (held ?? 'signed-out'))
          found.push(`${name} · ${how}: ${status} ${codes.join(' ')}`)
      }
    }
    assert.deepEqual(found, [])
  })

  it('an official of another city is let into nothing here, and finds nothing of here at home', async () => {
    await house.setDay(OTHER_CITY_FROM)
    const found: string[] = []
    for (const role of house.rolesOfOtherCity) {
      const visitor = await house.ofAnotherCity(role)
      for (const name of ASKED) {
        if (!routeOf(name).path.includes(':city')) continue
        found.push(...(await deviation(name, visitor, FIRST, `${role} of Linhe`)))
        if (!/:(?:registration|application|material|notice|person|dwelling)Id/.test(routeOf(name).path)) continue
        const atHome = await house.send(name, visitor.cookie, 'linhe')
        tally.cells += 1
        if (atHome.status < 300) found.push(`${name} · ${role} of Linhe, at home: found what is of Foshan`)
      }
    }
    await house.setDay(LEGAL_DAY)
    assert.deepEqual(found, [])
  })

  it('a wrong scope, a wrong role, a lending that is over: each is found (negative controls)', async () => {
    await stand(FIRST, true)
    const seen = async (visitor: Visitor, name: RouteName, believed = visitor) => {
      const steps = house.expect(name, believed, FIRST)
      return deviationOf(name, steps, await house.send(name, visitor.cookie))
    }
    const here = await house.visitor('clerk', 'own office and below')
    const away = await house.visitor('clerk', 'another district')
    assert.equal(await seen(here, 'getRegistration'), undefined)
    assert.match((await seen(here, 'getRegistration', away)) ?? '', /should not be seen/)
    assert.match((await seen(away, 'getRegistration', here)) ?? '', /should be let in/)
    const other: Visitor = { ...here, actor: { ...here.actor, role: 'audit-administrator' } }
    assert.match((await seen(here, 'getRegistration', other)) ?? '', /lacks duty/)
    const over = await house.standing('lending over')
    const lent = await house.visitor('clerk', 'lent for a shift')
    const answer = await house.send('getRegistration', over)
    assert.match(deviationOf('getRegistration', house.expect('getRegistration', lent, FIRST), answer) ?? '', /let in/)
  })
})
