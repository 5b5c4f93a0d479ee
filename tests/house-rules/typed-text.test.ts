import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Route } from '@anju/contract/route.ts'
import { ROUTES } from '@anju/contract/route-table.ts'
import { fileText, lines, text } from '@anju/contract/shape.ts'
import { z } from 'zod'

/** Null, bell, turns of direction, half a character: what no text that comes in may hold. */
const UNSEEN = ['\u0000', '\u0007', '\u202e', '\u2066', '\ud800']
/** Lengths that between them pass every limit of a field. */
const LENGTHS = [0, 1, 2, 4, 8, 16, 30]
const HOSTILE = UNSEEN.flatMap((sign) => LENGTHS.map((n) => `${'1'.repeat(n)}${sign}${'1'.repeat(n)}`))

type Leaf = { readonly path: string; readonly schema: z.core.$ZodType }

/** Every text that a schema takes in, wherever it stands; a transformation takes in what its left side does. */
function textsIn(schema: z.core.$ZodType, path: string): readonly Leaf[] {
  const def = defOf(schema)
  switch (def.type) {
    case 'string':
      return [{ path, schema }]
    case 'object':
      return Object.entries(def.shape).flatMap(([name, part]) => textsIn(part, `${path}.${name}`))
    case 'array':
      return textsIn(def.element, `${path}[]`)
    case 'record':
      return [...textsIn(def.keyType, `${path}{}`), ...textsIn(def.valueType, `${path}{}`)]
    case 'tuple':
      return def.items.flatMap((item) => textsIn(item, `${path}[]`))
    case 'union':
      return def.options.flatMap((option) => textsIn(option, path))
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'readonly':
    case 'nonoptional':
    case 'catch':
      return textsIn(def.innerType, path)
    case 'pipe':
      // What follows the text judges it too: a day is no free text.
      return isText(def.in) ? [{ path, schema }] : textsIn(def.in, path)
    case 'enum':
    case 'literal':
    case 'number':
    case 'boolean':
    case 'undefined':
    case 'null':
      return []
    default:
      throw new Error(`${path}: how a ${def.type} takes text in is not known here`)
  }
}

const defOf = (schema: z.core.$ZodType) => (schema as unknown as { def: z.core.$ZodTypes['_zod']['def'] }).def
const isText = (schema: z.core.$ZodType) => defOf(schema).type === 'string'

/** Fields that take what nobody can see. */
const faultsIn = (schema: z.core.$ZodType, path: string) =>
  textsIn(schema, path)
    .filter((leaf) => HOSTILE.some((hostile) => z.safeParse(leaf.schema, hostile).success))
    .map((leaf) => leaf.path)

test('no field of any request takes a null, a turn of direction or half a character', () => {
  const sent = Object.entries<Route>(ROUTES).flatMap(([name, { params, query, body }]) =>
    [params, query, body].map((schema) => ({ name, schema })),
  )
  assert.ok(sent.flatMap(({ name, schema }) => textsIn(schema, name)).length > 300)
  assert.deepEqual(
    sent.flatMap(({ name, schema }) => faultsIn(schema, name)),
    [],
  )
})

test('a bare text is found in an object, a list, a choice and behind a default (negative control)', () => {
  const bare = z.string().trim().max(40)
  const body = z.object({ a: bare, b: z.array(bare), c: z.union([z.null(), bare]), d: bare.default('').optional() })
  assert.deepEqual(faultsIn(body, 'x'), ['x.a', 'x.b[]', 'x.c', 'x.d'])
  const guarded = z.object({ a: text(40), b: lines(400), c: fileText(400), d: z.uuid(), e: z.string().regex(/^\d+$/) })
  assert.deepEqual(faultsIn(guarded, 'x'), [])
})
