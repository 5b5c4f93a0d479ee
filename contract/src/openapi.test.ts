import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { fieldFaults } from './message/field-fault.ts'
import { openApiDocument, type OpenApiOperation } from './openapi.ts'
import { openApiPage } from './openapi-page.ts'
import { jsonSchemaOf } from './openapi-schema.ts'
import { ROUTES } from './route-table.ts'
import { schemaText } from './schema-text.ts'

const document = openApiDocument(ROUTES, { title: 'Anju', version: '0.1.0' })
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)
const find = (name: keyof typeof ROUTES): OpenApiOperation =>
  operations.find(({ operation }) => operation.operationId === name)!.operation

test('every route is in the document, once, under its method and path', () => {
  assert.deepEqual(operations.map(({ operation }) => operation.operationId).toSorted(), Object.keys(ROUTES).toSorted())
  for (const [name, route] of Object.entries(ROUTES)) {
    const found = operations.find(({ operation }) => operation.operationId === name)
    assert.equal(found?.method, route.method.toLowerCase())
    assert.equal(found?.path.replaceAll(/\{(\w+)\}/g, ':$1'), route.path)
  }
})

test('every parameter of a path is declared, and no other', () => {
  for (const { path, operation } of operations) {
    const named = new Set([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))
    const declared = operation.parameters.filter((parameter) => parameter['in'] === 'path')
    assert.deepEqual(new Set(declared.map((parameter) => parameter['name'])), named, path)
  }
})

test('every reference leads to a shape that is there, every shape is used, and nothing undefined hides', () => {
  const text = JSON.stringify(document)
  const used = new Set([...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name))
  assert.deepEqual(used, new Set(Object.keys(document.components.schemas)))
  assert.doesNotMatch(text, /"\$ref":"(?!#\/components\/schemas\/)/)
  assert.deepEqual(JSON.parse(text), document)
})

test('the problems of a route follow from what it asks and who may call it', () => {
  const statuses = (name: keyof typeof ROUTES) => Object.keys(find(name).responses).join(' ')
  assert.equal(statuses('listCities'), '200 500')
  assert.equal(statuses('getPack'), '200 400 404 500')
  assert.equal(statuses('endSession'), '200 401 500')
  assert.equal(statuses('registerResidence'), '200 400 401 403 404 422 500')
  assert.equal(statuses('approveApplication'), '200 400 401 403 404 409 422 500')
  assert.deepEqual(find('listCities').security, [])
  assert.deepEqual(find('approveApplication')['x-anju-access'], ROUTES.approveApplication.access)
})

test('what may be left out of a request is not required, what comes back is complete', () => {
  const sent = jsonSchemaOf(z.object({ on: z.string(), note: z.string().default('') }), 'input')
  const back = jsonSchemaOf(z.object({ on: z.string(), note: z.string().default('') }), 'output')
  assert.deepEqual(sent?.['required'], ['on'])
  assert.deepEqual(back?.['required'], ['on', 'note'])
  assert.equal(jsonSchemaOf(z.undefined(), 'input'), undefined)
})

test('a schema reads like a type', () => {
  const schema = jsonSchemaOf(
    z.object({
      id: z.uuid(),
      name: z.string().max(50).describe('As on the card'),
      kind: z.enum(['a', 'b']).optional(),
      rows: z.array(z.object({ together: z.boolean().nullable() })),
    }),
    'input',
  )
  assert.equal(
    schemaText(schema ?? {}),
    [
      '{',
      '  id: uuid',
      '  name: string ≤ 50  // As on the card',
      '  kind?: "a" | "b"',
      '  rows: {',
      '    together: boolean | null',
      '  }[]',
      '}',
    ].join('\n'),
  )
})

test('the page shows every operation, loads nothing, runs nothing, and escapes what it prints', () => {
  const page = openApiPage(document, { nonce: 'n"1', documentPath: '/api/openapi.json' })
  for (const name of Object.keys(ROUTES)) assert.ok(page.includes(`id="${name}"`), name)
  assert.doesNotMatch(page, /<script|<link|<img|src=|style="|https?:/)
  assert.match(page, /<style nonce="n&quot;1">/)
  assert.match(page, /受理并录入居住登记/)
})

test('a malformed request is told field by field, in both languages', () => {
  const body = z.object({
    name: z.string().max(3),
    on: z.string(),
    home: z.union([z.object({ a: z.string() }), z.object({ b: z.string(), c: z.string() })]),
  })
  const faults = fieldFaults(body.safeParse({ name: 'long name', home: {} }).error?.issues ?? [], 'body')
  assert.deepEqual(faults, [
    { path: 'body.name', zh: '超过上限3', en: 'is over the limit of 3' },
    { path: 'body.on', zh: '缺少此项', en: 'is missing' },
    { path: 'body.home.a', zh: '缺少此项', en: 'is missing' },
  ])
  const wrongKind = fieldFaults(body.safeParse({ name: 1, on: '', home: { a: '' } }).error?.issues ?? [])
  assert.deepEqual(wrongKind, [{ path: 'name', zh: '类型不对', en: 'is of the wrong kind' }])
})
