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
  const { value } = rest
  return [{ key, law, gist: typeof gist === 'string' ? gist : '', value: shown(value === undefined ? rest : value) }]
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
