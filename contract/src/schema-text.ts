import { isRequired, isSchema, type JsonSchema, propertiesOf } from './openapi-schema.ts'

/**
 * A schema as a person reads it, in the manner of a TypeScript type: one property a line, `?` for what may be left out.
 *
 * - `{ type: 'string', maxLength: 50 }` → `string ≤ 50`
 */
export function schemaText(schema: JsonSchema, indent = ''): string {
  const choices = alternativesOf(schema)
  if (choices !== undefined) return choices.map((choice) => schemaText(choice, indent)).join(' | ')
  const reference = schema['$ref']
  if (typeof reference === 'string') return reference.slice(reference.lastIndexOf('/') + 1)
  const values = schema['enum']
  if (Array.isArray(values)) return values.map((value) => JSON.stringify(value)).join(' | ')
  if ('const' in schema) return JSON.stringify(schema['const'])
  switch (schema['type']) {
    case 'object':
      return objectText(schema, indent)
    case 'array':
      return arrayText(schema, indent)
    case 'string':
      return stringText(schema)
    case 'number':
    case 'integer':
    case 'boolean':
    case 'null':
      return schema['type']
    default:
      return 'anything'
  }
}

function alternativesOf(schema: JsonSchema): readonly JsonSchema[] | undefined {
  const choices = schema['anyOf'] ?? schema['oneOf']
  if (Array.isArray(choices)) return choices.filter(isSchema)
  const types = schema['type']
  return Array.isArray(types) ? types.map((type: unknown) => ({ ...schema, type })) : undefined
}

function objectText(schema: JsonSchema, indent: string): string {
  const inner = `${indent}  `
  const lines = propertiesOf(schema).map(([name, property]) => {
    const mark = isRequired(schema, name) ? '' : '?'
    const about = property['description']
    const remark = typeof about === 'string' ? `  // ${about}` : ''
    return `${inner}${name}${mark}: ${schemaText(property, inner)}${remark}`
  })
  const others = schema['additionalProperties']
  if (isSchema(others)) lines.push(`${inner}[key]: ${schemaText(others, inner)}`)
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${indent}}`
}

function arrayText(schema: JsonSchema, indent: string): string {
  const items = schema['items']
  const tuple = schema['prefixItems']
  if (Array.isArray(tuple))
    return `[${tuple
      .filter(isSchema)
      .map((item) => schemaText(item, indent))
      .join(', ')}]`
  const text = isSchema(items) ? schemaText(items, indent) : 'anything'
  return text.includes(' | ') && !text.startsWith('{') ? `(${text})[]` : `${text}[]`
}

function stringText(schema: JsonSchema): string {
  const name = typeof schema['format'] === 'string' ? schema['format'] : 'string'
  const pattern = typeof schema['pattern'] === 'string' ? ` /${schema['pattern']}/` : ''
  const max = typeof schema['maxLength'] === 'number' ? ` ≤ ${schema['maxLength']}` : ''
  return name + pattern + max
}
