import assert from 'node:assert/strict'
import { test } from 'node:test'
import { POLICIES, type PolicyRow } from '@anju/contract/policy-table.ts'
import type { Route } from '@anju/contract/route.ts'
import { ROUTES } from '@anju/contract/route-table.ts'
import { riskOf } from '@anju/contract/risk-of.ts'

type Asked = Pick<Route, 'method' | 'looks' | 'stepUp'>

/** Routes of high risk that do not have their person verified. */
function unasked(routes: Readonly<Record<string, Asked>>, policies: Readonly<Record<string, PolicyRow>>) {
  return Object.entries(routes).flatMap(([name, route]) => {
    const row = policies[name]
    const risk = row === undefined ? undefined : riskOf(name, route, row)
    return risk !== undefined && route.stepUp !== true ? [`${name}: ${risk}`] : []
  })
}

test('账号、岗位、范围、导出、批量查阅、越过规则的操作都要二次核验', () => {
  assert.deepEqual(unasked(ROUTES, POLICIES), [])
  const risks = Object.entries(ROUTES).map(([name, route]) =>
    riskOf(name, route, POLICIES[name as keyof typeof POLICIES]),
  )
  for (const risk of ['accounts', 'bulk', 'override'] as const)
    assert.ok(risks.includes(risk), `no route is of the class ${risk}`)
})

test('a route of each class without verification is found (negative control)', () => {
  const account: PolicyRow = { opens: 'account', openedBy: [] }
  const list: PolicyRow = { opens: 'list', openedBy: [] }
  const look = (kind: 'export' | 'list'): Route['looks'] => ({ kind, why: 'asked', persons: () => [] })
  const found = (route: Asked, row: PolicyRow, name = 'sample') => unasked({ [name]: route }, { [name]: row }).length
  assert.equal(found({ method: 'POST', looks: 'nothing personal' }, account), 1)
  assert.equal(found({ method: 'POST', looks: 'nothing personal', stepUp: true }, account), 0)
  assert.equal(found({ method: 'GET', looks: 'nothing personal' }, account), 0)
  assert.equal(found({ method: 'POST', looks: look('export') }, list), 1)
  assert.equal(found({ method: 'POST', looks: look('list') }, list), 0)
  assert.equal(found({ method: 'POST', looks: 'nothing personal' }, list, 'assignCase'), 1)
})
