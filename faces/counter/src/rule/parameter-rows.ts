import { isRecord } from './record.ts'

export type ParameterRow = { readonly key: string; readonly value: string; readonly law: string; readonly gist: string }

/** Every value of a pack that cites a clause, with the path that leads to it. */
export function parameterRows(pack: Readonly<Record<string, unknown>>): readonly ParameterRow[] {
  return Object.entries(pack).flatMap(([key, value]) => rowsBelow(key, value))
}

function rowsBelow(key: string, node: unknown): readonly ParameterRow[] {
  if (Array.isArray(node)) return node.flatMap((item, index) => rowsBelow(`${key}[${nameOf(item) ?? index}]`, item))
  if (!isRecord(node)) return []
  const { law, gist, ...rest } = node
  if (typeof law !== 'string')
    return Object.entries(rest).flatMap(([name, child]) => rowsBelow(`${key}.${name}`, child))
  const lists = Object.entries(rest).filter(([, part]) => isCitedList(part))
  const own = Object.fromEntries(Object.entries(rest).filter(([, part]) => !isCitedList(part)))
  const row = {
    key,
    law,
    gist: typeof gist === 'string' ? gist : '',
    value: shown('value' in own ? own['value'] : own),
  }
  return [row, ...lists.flatMap(([name, list]) => rowsBelow(name === 'value' ? key : `${key}.${name}`, list))]
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

function shown(value: unknown): string {
  if (value === null) return '—'
  if (Array.isArray(value)) return value.map(shown).join(', ')
  if (isRecord(value)) {
    return Object.entries(value)
      .filter(([name]) => !['zh', 'en'].includes(name))
      .map(([name, part]) => `${name}: ${shown(part)}`)
      .join('; ')
  }
  return typeof value === 'string' ? value : JSON.stringify(value)
}
