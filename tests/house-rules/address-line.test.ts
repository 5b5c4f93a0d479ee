import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CARD_ROUTES } from '@anju/card-service/contract.ts'
import { jsonSchemaOf, propertiesOf } from '@anju/contract/openapi-schema.ts'
import type { Route } from '@anju/contract/route.ts'
import { ROUTES } from '@anju/contract/route-table.ts'

/**
 * Address lines are written down by every server on the way and by the browser. So what a path or a query carries is an id of ours, a day, a
 * figure, a word of a list or a code with a pattern; free text only where these say why it names nobody. Why an official looks at somebody
 * goes in the body, too: what they type of it may name anybody.
 */
const FREE_TEXT: Readonly<Record<string, string>> = {
  'listDwellings q': 'part of an address',
  'listLanes q': 'part of the name of a street',
}

const isBound = (schema: object) =>
  ['format', 'enum', 'pattern', 'const'].some((key) => key in schema) ||
  ('type' in schema && (schema.type === 'integer' || schema.type === 'number'))

function addressFaults(name: string, { params, query }: Pick<Route, 'params' | 'query'>): readonly string[] {
  return [params, query]
    .flatMap((part) => propertiesOf(jsonSchemaOf(part, 'input')))
    .filter(([key, schema]) => !isBound(schema) && !(key in FREE_TEXT) && !(`${name} ${key}` in FREE_TEXT))
    .map(([key]) => `${name} carries ${key} as free text in its address line`)
}

test('地址栏里没有姓名和号码 · no address line of a route carries a name or a number of a person', () => {
  const routes = Object.entries<Pick<Route, 'params' | 'query'>>({ ...CARD_ROUTES, ...ROUTES })
  assert.ok(routes.length > 150, `${routes.length}`)
  assert.deepEqual(
    routes.flatMap(([name, route]) => addressFaults(name, route)),
    [],
  )
})

test('a number of a permit in a path, a name or the reason of a look in a query is found (negative control)', () => {
  const { params, body } = ROUTES.lookUpPermit
  const query = params.pick({})
  assert.deepEqual(addressFaults('x', { params: body, query }), [
    'x carries purpose as free text in its address line',
    'x carries words as free text in its address line',
    'x carries permitNo as free text in its address line',
  ])
  assert.deepEqual(addressFaults('x', { params, query: ROUTES.listQueue.body }), [
    'x carries q as free text in its address line',
  ])
})
