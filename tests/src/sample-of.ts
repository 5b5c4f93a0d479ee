import { randomUUID } from 'node:crypto'
import { z } from 'zod'

type Schema = {
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly minimum?: number
  readonly exclusiveMinimum?: number
  readonly minItems?: number
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly default?: unknown
}

/** The plainest value that a schema takes: only what it requires. `known` gives values by the name of their field. */
export function sampleOf(schema: z.ZodType, known: Readonly<Record<string, unknown>> = {}): unknown {
  if (schema instanceof z.ZodUndefined) return undefined
  return plainest(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema, known)
}

function plainest(schema: Schema, known: Readonly<Record<string, unknown>>): unknown {
  if ('const' in schema) return schema.const
  if (schema.enum !== undefined) return schema.enum[0]
  const either = schema.anyOf ?? schema.oneOf
  if (either !== undefined) return plainest(either[0] ?? {}, known)
  if (schema.allOf !== undefined) return plainest(schema.allOf[0] ?? {}, known)
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, known[name] ?? plainest(schema.properties?.[name] ?? {}, known)]),
      )
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => plainest(schema.items ?? {}, known))
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 0, (schema.exclusiveMinimum ?? -1) + 1, 0)
    case 'boolean':
      return false
    case 'null':
      return null
    case 'string':
      return textOf(schema)
    default:
      return 'x'
  }
}

function textOf({ format, pattern, minLength = 1 }: Schema): string {
  if (format === 'uuid' || pattern?.includes('[0-9a-fA-F]{8}') === true) return randomUUID()
  if (format === 'date' || pattern?.includes('\\d{4}-') === true) return '2016-03-02'
  if (pattern?.includes('\\d{12}') === true) return '440604011209'
  if (pattern?.includes('\\d') === true || pattern?.includes('[0-9]') === true)
    return '440604011'.slice(0, Math.max(minLength, 6))
  return 'x'.repeat(Math.max(1, minLength))
}
