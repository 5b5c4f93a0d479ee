/** A value of one column as COPY's text format has it. Objects go as JSON text by the caller. */
export type CopyValue = string | number | boolean | Buffer | null

const SPECIAL = /[\\\t\n\r]/
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** One row in COPY's text format, its end of line included. */
export function copyLine(values: readonly CopyValue[]): string {
  let line = ''
  for (let at = 0; at < values.length; at += 1) {
    if (at > 0) line += '\t'
    line += field(values[at] ?? null)
  }
  return `${line}\n`
}

function field(value: CopyValue): string {
  if (value === null) return '\\N'
  if (typeof value === 'string')
    return SPECIAL.test(value) ? value.replaceAll(/[\\\t\n\r]/g, (sign) => ESCAPES[sign] ?? sign) : value
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? 't' : 'f'
  return `\\\\x${value.toString('hex')}`
}
