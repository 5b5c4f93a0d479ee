import { addDays, type PlainDate } from '../kernel/plain-date.ts'
import type { Pack } from '../policy/pack.ts'
import { findPackInForce } from '../policy/select-pack.ts'

export const REACHES = ['always', 'from-first-day'] as const
/**
 * How far a draft reaches in a simulation. `always`: as if it had stood in place of the pack that it would follow, so every
 * act of that time is judged by it: what the rule does to lives. `from-first-day`: only acts from its first day on, as
 * the law itself reaches: what changes on that day.
 */
export type Reach = (typeof REACHES)[number]

export function isReach(text: string): text is Reach {
  return REACHES.some((reach) => reach === text)
}

/** The law as it is, without a pack of the draft's own day: the draft may lie among the packs already, before its day has come. */
export function withoutDraft(
  packs: readonly Pack[],
  { jurisdiction, inForceFrom }: Pick<Pack, 'jurisdiction' | 'inForceFrom'>,
): readonly Pack[] {
  return packs.filter((pack) => pack.jurisdiction !== jurisdiction || pack.inForceFrom !== inForceFrom)
}

/**
 * The packs of a jurisdiction with a draft among them. A pack of the draft's own day gives way to it.
 *
 * A draft of 2027-01-01 after a pack of 2016-01-01: `from-first-day` both stand; `always` the draft alone, from 2016-01-01.
 */
export function withDraft(packs: readonly Pack[], draft: Pack, reach: Reach): readonly Pack[] {
  const { jurisdiction, inForceFrom } = draft
  const others = withoutDraft(packs, draft)
  const replaced = findPackInForce(others, jurisdiction, addDays(inForceFrom, -1))
  if (reach === 'from-first-day' || replaced === undefined) return [...others, draft]
  return [...others.filter((pack) => pack !== replaced), { ...draft, inForceFrom: replaced.inForceFrom }]
}

/** A value that the draft sets otherwise than the pack it would follow. */
export type ChangedValue = {
  /** Path in the pack, such as `permit.lateEndorsement`. */
  readonly key: string
  readonly before: string
  readonly after: string
  readonly law: string
}

/** What a draft changes, key by key; what only the source or the gist says otherwise is no change. */
export function changedValues(packs: readonly Pack[], draft: Pack): readonly ChangedValue[] {
  const on: PlainDate = addDays(draft.inForceFrom, -1)
  const before = findPackInForce(packs, draft.jurisdiction, on)
  return before === undefined ? [] : differences(before, draft, '')
}

const NOT_COMPARED: readonly string[] = ['id', 'inForceFrom', 'title', 'source', 'law', 'gist']

function differences(before: unknown, after: unknown, path: string): readonly ChangedValue[] {
  if (isBranch(before) && isBranch(after)) {
    if ('value' in after && 'law' in after) {
      const [was, is] = [written(before['value']), written(after['value'])]
      return was === is ? [] : [{ key: path, before: was, after: is, law: String(after['law']) }]
    }
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
      (key) => !NOT_COMPARED.includes(key),
    )
    return keys.flatMap((key) => differences(before[key], after[key], path === '' ? key : `${path}.${key}`))
  }
  const [was, is] = [written(before), written(after)]
  return was === is ? [] : [{ key: path, before: was, after: is, law: '' }]
}

function isBranch(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function written(value: unknown): string {
  return JSON.stringify(value) ?? '—'
}
