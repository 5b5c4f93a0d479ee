import type { Language } from '@anju/face-kit/language.ts'
import { yuan } from '../fee/yuan.ts'
import { valueText } from './parameter-words.ts'
import { isRecord } from './record.ts'

export type ParameterRow = { readonly key: string; readonly value: string; readonly law: string; readonly gist: string }

/** Every value of a pack that cites a clause, with the path that leads to it. */
export function parameterRows(pack: Readonly<Record<string, unknown>>, language: Language): readonly ParameterRow[] {
  return Object.entries(pack).flatMap(([key, value]) => rowsBelow(key, value, language))
}

/** The part of the pack that a row belongs to. */
export function partOf({ key }: Pick<ParameterRow, 'key'>): string {
  return /^[a-zA-Z]+/u.exec(key)?.[0] ?? key
}

/** Whether a row has these words in its path, its names, its value or what it means. */
export function rowSays(row: ParameterRow, names: readonly (string | undefined)[], words: string): boolean {
  const text = [row.key, ...names, row.value, row.gist, row.law].join(' ').toLowerCase()
  return words
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => text.includes(word))
}

function rowsBelow(key: string, node: unknown, language: Language): readonly ParameterRow[] {
  if (Array.isArray(node))
    return node.flatMap((item, index) => rowsBelow(`${key}[${nameOf(item) ?? index}]`, item, language))
  if (!isRecord(node)) return []
  const { law, gist, ...rest } = node
  if (typeof law !== 'string')
    return Object.entries(rest).flatMap(([name, child]) => rowsBelow(`${key}.${name}`, child, language))
  const lists = Object.entries(rest).filter(([, part]) => isCitedList(part))
  const own = Object.fromEntries(Object.entries(rest).filter(([, part]) => !isCitedList(part)))
  const row = {
    key,
    law,
    gist: typeof gist === 'string' ? gist : '',
    value: told(key, 'value' in own ? own['value'] : own, language),
  }
  return [row, ...lists.flatMap(([name, list]) => rowsBelow(name === 'value' ? key : `${key}.${name}`, list, language))]
}

/** Money stands in the pack in fen. */
function told(key: string, value: unknown, language: Language): string {
  if (!key.startsWith('fees.') || typeof value !== 'number') return valueText(value, language)
  return language === 'zh' ? `${yuan(value)} 元` : `${yuan(value)} yuan`
}

/** A list of which each member cites a clause of its own: it is told member by member. */
function isCitedList(part: unknown): boolean {
  return (
    Array.isArray(part) && part.length > 0 && part.every((item) => isRecord(item) && typeof item['law'] === 'string')
  )
}

function nameOf(item: unknown): string | undefined {
  if (!isRecord(item)) return undefined
  const { key, kind, role } = item
  return [key, kind, role].find((name) => typeof name === 'string')
}
