import { REFUSAL_CODES } from '@anju/domain/kernel/refusal-code.ts'
import { REFUSAL_MESSAGES } from './message/refusal-message.ts'
import { isRequired, type JsonSchema, jsonSchemaOf, propertiesOf } from './openapi-schema.ts'
import { NAMED_SCHEMAS } from './named-schema.ts'
import type { Route } from './route.ts'

export type OpenApiOperation = {
  readonly operationId: string
  readonly tags: readonly [string]
  readonly summary: string
  readonly 'x-anju-zh': string
  readonly 'x-anju-access': Route['access']
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly parameters: readonly JsonSchema[]
  readonly requestBody?: JsonSchema
  readonly responses: Readonly<Record<string, JsonSchema>>
}

export type OpenApiDocument = {
  readonly openapi: '3.1.1'
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly tags: readonly { readonly name: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> } & JsonSchema
}

export type OpenApiOptions = { readonly title: string; readonly version: string }

const DESCRIPTION = [
  'Every operation of the registry. A command carries an intent id made by the client: sent again, it is the same act.',
  'A refusal (422, or 403 when authority is lacking) lists every reason at once, each with its clause and in both languages.',
  '`x-anju-access` says who may call an operation, before the law is asked.',
].join('\n\n')

/** The OpenAPI 3.1 document of a route table. Pure: the same routes give the same document. */
export function openApiDocument(routes: Readonly<Record<string, Route>>, options: OpenApiOptions): OpenApiDocument {
  const paths: Record<string, Record<string, OpenApiOperation>> = {}
  for (const [name, route] of Object.entries(routes)) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
    const operations = (paths[path] ??= {})
    operations[route.method.toLowerCase()] = operation(name, route)
  }
  const nouns = [...new Set(Object.values(routes).map(nounOf))]
  return {
    openapi: '3.1.1',
    info: { title: options.title, version: options.version, description: DESCRIPTION },
    tags: nouns.map((name) => ({ name })),
    paths,
    components: {
      schemas: Object.fromEntries(
        Object.entries(NAMED_SCHEMAS).map(([name, { schema, direction }]) => [
          name,
          jsonSchemaOf(schema, direction) ?? {},
        ]),
      ),
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'anju_session' } },
      'x-anju-refusals': Object.fromEntries(REFUSAL_CODES.map((code) => [code, REFUSAL_MESSAGES[code]])),
    },
  }
}

/** What a route is about: the first word of its path after the city. */
export function nounOf(route: Pick<Route, 'path'>): string {
  return route.path.split('/').find((part) => part !== '' && part !== 'api' && !part.startsWith(':')) ?? ''
}

function operation(name: string, route: Route): OpenApiOperation {
  const body = route.method === 'GET' ? undefined : jsonSchemaOf(route.body, 'input')
  return {
    operationId: name,
    tags: [nounOf(route)],
    summary: route.en,
    'x-anju-zh': route.zh,
    'x-anju-access': route.access,
    security: route.access.kind === 'public' ? [] : [{ session: [] }],
    parameters: [...parameters('path', route.params), ...parameters('query', route.query)],
    ...(body === undefined ? {} : { requestBody: { required: true, content: json(body) } }),
    responses: {
      200: { description: 'Carried out', content: json(jsonSchemaOf(route.answer, 'output') ?? {}) },
      ...Object.fromEntries(
        problemsOf(route).map(([status, description]) => [
          status,
          {
            description,
            content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
          },
        ]),
      ),
    },
  }
}

function parameters(place: 'path' | 'query', schema: Route['params']): JsonSchema[] {
  const object = jsonSchemaOf(schema, 'input')
  if (object === undefined) return []
  return propertiesOf(object).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || isRequired(object, name),
    schema: property,
  }))
}

/** The problems that a route can answer, by status; each is a problem document. */
function problemsOf(route: Route): readonly (readonly [number, string])[] {
  const body = namesIn(route.body)
  const isSomethingSent = body.length + namesIn(route.params).length + namesIn(route.query).length > 0
  const { kind } = route.access
  const problems: (readonly [number, string] | false)[] = [
    isSomethingSent && [400, 'Malformed: field by field'],
    kind !== 'public' && [401, 'Signed out'],
    kind !== 'public' && kind !== 'signed-in' && [403, 'Authority is lacking: every reason with its clause'],
    route.path.includes(':') && [404, "Not found, or not the caller's to see"],
    body.includes('expectedVersion') && [409, 'Somebody else has worked on the case'],
    route.decides && [422, 'The law says no: every reason with its clause'],
    route.limit !== undefined && [429, 'Too many requests: Retry-After says how many seconds to wait'],
    [500, 'Defect: an incident number'],
  ]
  return problems.filter((problem) => problem !== false)
}

function namesIn(part: Route['body']): readonly string[] {
  return propertiesOf(jsonSchemaOf(part, 'input')).map(([name]) => name)
}

function json(schema: JsonSchema): JsonSchema {
  return { 'application/json': { schema } }
}
