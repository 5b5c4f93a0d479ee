import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { MASKED_FIELDS } from '@anju/standards/masked-field.ts'
import { classOfField, isClassified, isText, leavesOf, personalFieldsOf } from './field-class.ts'
import { isSchema, jsonSchemaOf, type JsonSchema } from './openapi-schema.ts'
import type { Route } from './route.ts'
import { ROUTES } from './route-table.ts'
import { accountRoutes } from './routes/account.ts'

const ALL: readonly (readonly [string, Route])[] = Object.entries(ROUTES)
const PERSON = '01520000-0000-7000-8000-000000000001'
/** Who is shown there is an official, or nobody; what comes back of a command is what its caller entered. */
const OF_OFFICIALS = Object.keys(accountRoutes)
const isCommand = (route: Route) => JSON.stringify(jsonSchemaOf(route.body, 'input') ?? {}).includes('"intentId"')

/** What is wrong with what a route says of its looks. */
function lookFaults(name: string, route: Route): readonly string[] {
  const { looks, access } = route
  const fields = personalFieldsOf(name, { ...route })
  const official = access.kind === 'post' || access.kind === 'duty'
  if (looks === 'own matters') return access.kind === 'resident' ? [] : [`${name} is not for residents alone`]
  if (looks === 'nothing personal')
    return official && fields.length > 0 && !isCommand(route) && !OF_OFFICIALS.includes(name)
      ? [`${name} shows ${fields.join(', ')} and writes no look`]
      : []
  if (!official) return [`${name} shows people to others than officials`]
  const unknown = leavesOf(jsonSchemaOf(route.answer, 'output'), isText).filter((path) => !isClassified(name, path))
  return unknown.map((path) => `${name}.${path.join('.')} has no class`)
}

/** An answer with one of everything: whoever it shows is PERSON. */
function sampleOf(schema: JsonSchema | undefined): unknown {
  if (schema === undefined) return undefined
  const branches = ['anyOf', 'oneOf'].flatMap((key) => (Array.isArray(schema[key]) ? schema[key].filter(isSchema) : []))
  const filled = branches.find((branch) => branch['type'] !== 'null')
  if (filled !== undefined) return sampleOf(filled)
  if (schema['type'] === 'array') return isSchema(schema['items']) ? [sampleOf(schema['items'])] : []
  const properties = schema['properties']
  if (isSchema(properties))
    return Object.fromEntries(
      Object.entries(properties).map(([name, part]) => [name, isSchema(part) ? sampleOf(part) : null]),
    )
  if (schema['format'] === 'uuid') return PERSON
  return schema['type'] === 'string' ? 'x' : 1
}

describe('哪些字段是个人信息，谁看了要记', () => {
  it('every route that shows a person says so, and every field of it has a class', () => {
    assert.deepEqual(
      ALL.flatMap(([name, route]) => lookFaults(name, route)),
      [],
    )
  })

  it('a route that shows people and says nothing of it is found (negative control)', () => {
    const bare = { ...ROUTES.getResidence, looks: 'nothing personal' } as Route
    assert.equal(lookFaults('getResidence', bare).length, 1)
    assert.equal(lookFaults('x', { ...ROUTES.listQueue, looks: 'own matters' }).length, 1)
    assert.equal(lookFaults('x', { ...ROUTES.getPack, looks: ROUTES.listQueue.looks }).length, 1)
    assert.equal(isClassified('getResidence', ['somethingNew']), false)
  })

  it('every such route names the persons of its answer: of an answer with one of everything, that one', () => {
    for (const [name, route] of ALL) {
      if (typeof route.looks === 'string') continue
      const part = (schema: Route['answer'], direction: 'input' | 'output') => sampleOf(jsonSchemaOf(schema, direction))
      const answered = {
        params: part(route.params, 'input'),
        query: part(route.query, 'input'),
        body: part(route.body, 'input'),
        answer: part(route.answer, 'output'),
      } as Parameters<typeof route.looks.persons>[0]
      assert.ok(route.looks.persons(answered).includes(PERSON), name)
    }
  })

  it('sensitive fields are texts that a mask takes, in every answer', () => {
    assert.equal(classOfField('getRegistration', ['form', 'agentPhone']), 'sensitive')
    assert.equal(classOfField('listQueue', ['items', 'name']), 'personal')
    assert.equal(classOfField('listLanes', ['lanes']), 'none')
    for (const [name, mask] of Object.entries(MASKED_FIELDS)) assert.ok(mask('440699198805203023').includes('*'), name)
  })
})
