import { MASKED_FIELDS } from '@anju/standards/masked-field.ts'
import { isSchema, jsonSchemaOf, type JsonSchema } from './openapi-schema.ts'
import type { Route } from './route.ts'

/**
 * What a field of an answer is. `none`: nothing of a person. `personal`: shown to whoever may see the row, and logged.
 * `sensitive`: masked before it leaves; in full only through a reveal.
 */
export type FieldClass = 'none' | 'personal' | 'sensitive'

/** Text that is about a person, by the name of its field, wherever it stands. */
const PERSONAL: readonly string[] = [
  'birthOn',
  'sex',
  'ethnicity',
  'idNumberMasked',
  'mobileMasked',
  'hukou',
  'hukouDivision',
  'form',
  'agent',
  'relation',
  'base64',
  'residenceStart',
  'eligibleFrom',
  'nextYearOn',
  'segments',
  'permits',
  'owed',
  'milestones',
  'entitlements',
  'permitNo',
  'stockNo',
  'receiptNo',
  'acceptanceNo',
  'civilEvents',
  'landlordConfirmedOn',
  'endReason',
  'earlier',
  'lookedAt',
  'personName',
]

/** Names that mean a person in one route and a place, a role or a file in another: `route.path`. */
const PERSONAL_PLACES: readonly string[] = [
  'listQueue.items.name',
  'listQueue.items.standardText',
  'listCalls.calls.name',
  'listCalls.calls.text',
  'listNotices.notices.text',
  'listBatches.batches.cards.name',
  'getResidence.name',
  'lookUpPerson.person.name',
  'lookUpPermit.name',
  'lookUpPermit.standardText',
  'getRegistration.person.name',
  'getRegistration.dwelling.standardText',
  'getApplication.person.name',
  'getApplication.agent.name',
  'getApplication.dwelling.standardText',
]

/** What one field of one route's answer is, by the path of names to it. */
export function classOfField(route: string, path: readonly string[]): FieldClass {
  const leaf = path.at(-1) ?? ''
  if (Object.hasOwn(MASKED_FIELDS, leaf)) return 'sensitive'
  if (PERSONAL_PLACES.includes([route, ...path].join('.'))) return 'personal'
  return path.some((name) => PERSONAL.includes(name)) ? 'personal' : 'none'
}

/** Every leaf of an answer, as a path of names; members of lists stand under the name of the list. */
export function leavesOf(schema: JsonSchema | undefined): readonly (readonly string[])[] {
  if (schema === undefined) return []
  const branches = ['anyOf', 'oneOf', 'allOf'].flatMap((key) =>
    Array.isArray(schema[key]) ? schema[key].filter(isSchema) : [],
  )
  if (branches.length > 0) return branches.flatMap(leavesOf)
  if (isSchema(schema['items'])) return leavesOf(schema['items'])
  const properties = schema['properties']
  if (!isSchema(properties)) return [[]]
  return Object.entries(properties).flatMap(([name, part]) =>
    isSchema(part) ? leavesOf(part).map((rest) => [name, ...rest]) : [],
  )
}

const known = new Map<Route, readonly string[]>()

/** The personal fields that a route shows, as the look log names them. */
export function personalFieldsOf(name: string, route: Route): readonly string[] {
  let fields = known.get(route)
  if (fields === undefined) {
    const paths = leavesOf(jsonSchemaOf(route.answer, 'output'))
    fields = [
      ...new Set(paths.filter((path) => classOfField(name, path) !== 'none').map((path) => path.at(-1) ?? '')),
    ].toSorted()
    known.set(route, fields)
  }
  return fields
}
