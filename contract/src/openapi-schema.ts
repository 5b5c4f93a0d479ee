import { z } from 'zod'
import { nameOfSchema } from './named-schema.ts'

/** A JSON Schema (2020-12), which OpenAPI 3.1 uses as it is. */
export type JsonSchema = { readonly [key: string]: unknown }

/**
 * The JSON Schema of a part of a route, undefined when it is empty: nothing is asked, nothing comes back.
 *
 * @param direction - `input` for what a caller sends (defaults may be left out), `output` for what comes back
 */
export function jsonSchemaOf(schema: z.ZodType, direction: 'input' | 'output'): JsonSchema | undefined {
  if (schema instanceof z.ZodUndefined) return undefined
  const made = z.toJSONSchema(schema, {
    io: direction,
    override: (part) => {
      tidy(part.jsonSchema)
      // The schema asked for is said in full; what it shares with others, once among the components.
      const zodSchema: unknown = part.zodSchema
      if (zodSchema !== schema) refer(part.jsonSchema, nameOfSchema(zodSchema))
    },
  })
  const { $schema: _, ...rest } = made
  return rest
}

/** The properties of an object schema, in order; none for any other. */
export function propertiesOf(schema: JsonSchema | undefined): readonly (readonly [string, JsonSchema])[] {
  const properties = schema?.['properties']
  if (!isSchema(properties)) return []
  return Object.entries(properties).flatMap(([name, property]) =>
    isSchema(property) ? [[name, property] as const] : [],
  )
}

export function isRequired(schema: JsonSchema, property: string): boolean {
  const required = schema['required']
  return Array.isArray(required) && required.includes(property)
}

export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Puts a reference in the place of a shared shape. */
function refer(schema: z.core.JSONSchema.BaseSchema, name: string | undefined): void {
  if (name === undefined) return
  for (const key of Object.keys(schema)) delete schema[key]
  schema.$ref = `#/components/schemas/${name}`
}

/** Takes out what only repeats itself: the pattern of a UUID, the largest integer, a closed answer that may yet grow. */
function tidy(schema: z.core.JSONSchema.BaseSchema): void {
  if (schema.format === 'uuid') delete schema.pattern
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
  if (schema.additionalProperties === false) delete schema.additionalProperties
}
