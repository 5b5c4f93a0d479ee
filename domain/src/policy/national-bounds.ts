import { z } from 'zod'

import type { ClauseRef } from '../kernel/clause.ts'
import { listHukouRuleFaults } from '../hukou/hukou-rule-fault.ts'
import { nationalEntitlementSchema } from './entitlement-policy.ts'
import { nationalHukouSchema } from './hukou-policy.ts'
import type { Pack } from './pack.ts'
import { plainDate, source } from './sourced.ts'

const bound = z.strictObject({
  /** Path of a key in a pack, with dots. */
  key: z.string(),
  most: z.number().optional(),
  least: z.number().optional(),
  oneOf: z.array(z.unknown()).optional(),
  subsetOf: z.array(z.unknown()).optional(),
  ...source,
})
const nationalBoundsSchema = z.strictObject({
  id: z.string(),
  inForceFrom: plainDate,
  bounds: z.array(bound).min(1),
  /** What the regulation itself opens to holders, and what cities may ask of those who become locals. */
  entitlements: nationalEntitlementSchema,
  hukou: nationalHukouSchema,
})

export type NationalBounds = z.infer<typeof nationalBoundsSchema>
type Bound = NationalBounds['bounds'][number]

/** A key of a city's pack that goes further than the higher law lets it. */
export type BrokenBound = {
  readonly key: string
  readonly law: ClauseRef
  readonly gist: string
  readonly value: unknown
}

/** @throws ZodError naming each place that is not as the schema wants it. */
export function parseNationalBounds(input: unknown): NationalBounds {
  return nationalBoundsSchema.parse(input)
}

/**
 * Where a city's pack leaves the bounds of the national regulation; empty when it keeps them.
 *
 * A city's document fills in what the regulation leaves open (CN-663:22) and cannot ask people for more or give them less: 15 days
 * to produce may become ten and never sixteen (CN-663:9.6).
 *
 * @throws RangeError when a bound names a key that no pack has, so that a misspelt bound is not a bound kept.
 */
export function boundsBroken(pack: Pack, { bounds, hukou }: NationalBounds): readonly BrokenBound[] {
  const broken = bounds.flatMap((one) => {
    const value = valueAt(pack, one.key)
    return isKept(value, one) ? [] : [{ key: one.key, law: one.law, gist: one.gist, value }]
  })
  return [...broken, ...listHukouRuleFaults(pack.hukou, hukou)]
}

function isKept(value: unknown, { most, least, oneOf, subsetOf }: Bound): boolean {
  if (most !== undefined && !(typeof value === 'number' && value <= most)) return false
  if (least !== undefined && !(typeof value === 'number' && value >= least)) return false
  if (oneOf !== undefined && !oneOf.some((allowed) => isSame(allowed, value))) return false
  return (
    subsetOf === undefined || (Array.isArray(value) && value.every((part) => subsetOf.some((one) => isSame(one, part))))
  )
}

function valueAt(pack: Pack, key: string): unknown {
  const node = key.split('.').reduce<unknown>((at, name) => (isRecord(at) ? at[name] : undefined), pack)
  if (!isRecord(node) || !('value' in node)) throw new RangeError(`The pack ${pack.id} has no value at ${key}`)
  return node['value']
}

/** Values in a pack are plain: text, numbers, and small records whose keys may come in any order. */
function isSame(a: unknown, b: unknown): boolean {
  if (!isRecord(a) || !isRecord(b)) return a === b
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => isSame(a[name], b[name]))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
