import assert from 'node:assert/strict'
import { test } from 'node:test'
import { POLICIES, policyFault, type PolicyRow } from '@anju/contract/policy-table.ts'
import { type RouteName, ROUTES } from '@anju/contract/route-table.ts'
import type { Access } from '@anju/contract/route.ts'

/** Routes without a row, rows without a route, and rows that do not fit their route. */
function policyFaults(
  routes: Readonly<Record<string, { readonly access: Access }>>,
  policies: Readonly<Record<string, PolicyRow>>,
): readonly string[] {
  const faults = Object.entries(routes).flatMap(([name, route]) => {
    const row = policies[name]
    const fault = row === undefined ? 'has no policy row' : policyFault(route, row)
    return fault === undefined ? [] : [`${name} ${fault}`]
  })
  const idle = Object.keys(policies).filter((name) => !Object.hasOwn(routes, name))
  return [...faults, ...idle.map((name) => `${name} is no route`)]
}

test('every route has a row in the policy table that fits its access', () => {
  assert.deepEqual(policyFaults(ROUTES, POLICIES), [])
})

test('a route without a row, a row that opens too much, and an idle one are found (negative control)', () => {
  const post: Access = { kind: 'post', reach: 'post' }
  const city: Access = { kind: 'post', reach: 'city' }
  const file: PolicyRow = { opens: 'file', openedBy: ['assigned', 'cross-area'] }
  const sample = (access: Access, row?: PolicyRow) =>
    policyFaults({ sample: { access } }, row === undefined ? {} : { sample: row }).length
  assert.equal(sample(post, file), 0)
  assert.equal(sample(post), 1)
  assert.equal(sample(city, file), 1)
  assert.equal(sample({ kind: 'public' }, { opens: 'list', openedBy: [] }), 1)
  assert.equal(sample({ kind: 'resident' }, { opens: 'file', openedBy: [] }), 1)
  assert.equal(sample(post, { opens: 'own', openedBy: [] }), 1)
  assert.equal(sample(post, { ...file, steps: { of: 'registration', events: ['depart'] } }), 1)
  assert.equal(policyFaults({}, { idle: file }).length, 1)
})

test('a table that leaves a route out does not compile (negative control)', () => {
  const { getSession: _, ...rest } = POLICIES
  // @ts-expect-error -- getSession has no row
  const table: Record<RouteName, PolicyRow> = rest
  assert.deepEqual(policyFaults(ROUTES, table), ['getSession has no policy row'])
})
