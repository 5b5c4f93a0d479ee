export type ParameterRow = { readonly key: string; readonly value: string; readonly law: string; readonly gist: string }

/** Every value of a pack that cites a clause, with the path that leads to it. */
export function parameterRows(pack: Readonly<Record<string, unknown>>): readonly ParameterRow[] {
  return Object.entries(pack).flatMap(([key, value]) => rowsBelow(key, value))
}

function rowsBelow(key: string, node: unknown): readonly ParameterRow[] {
  if (Array.isArray(node)) return node.flatMap((item, index) => rowsBelow(`${key}[${nameOf(item) ?? index}]`, item))
  if (typeof node !== 'object' || node === null) return []
  const { law, gist, ...rest } = node as Record<string, unknown>
  if (typeof law !== 'string')
    return Object.entries(rest).flatMap(([name, child]) => rowsBelow(`${key}.${name}`, child))
  const { value } = rest
  return [{ key, law, gist: typeof gist === 'string' ? gist : '', value: shown(value === undefined ? rest : value) }]
}

function nameOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined
  const { key, kind, role } = item as Record<string, unknown>
  return [key, kind, role].find((name) => typeof name === 'string') as string | undefined
}

function shown(value: unknown): string {
  if (value === null) return '—'
  if (Array.isArray(value)) return value.map(shown).join(', ')
  if (typeof value === 'object') {
    return Object.entries(value)
      .filter(([name]) => !['zh', 'en'].includes(name))
      .map(([name, part]) => `${name}: ${shown(part)}`)
      .join('; ')
  }
  return String(value)
}
