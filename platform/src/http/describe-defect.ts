/** A defect as it may stand in a log: what kind, where in our code, and in the database which table and rule. */
export type DefectLine = {
  readonly kind: string
  readonly message: string
  readonly code?: string
  readonly table?: string
  readonly constraint?: string
  readonly at: readonly string[]
}

const FRAMES_MAX = 12

/**
 * What is written down of something that was thrown. A database repeats the row that broke a rule, a parser the text it could
 * not read: so only named properties are taken, and of the message nothing that could be a number, a token or a quoted value.
 */
export function describeDefect(error: unknown): DefectLine {
  if (!(error instanceof Error)) return { kind: typeof error, message: '', at: [] }
  const known = (name: 'code' | 'table' | 'constraint') => {
    const value: unknown = Reflect.get(error, name)
    return typeof value === 'string' && /^[\w.-]{1,80}$/.test(value) ? { [name]: value } : {}
  }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    kind: error.name.slice(0, 80),
    message: withoutValues(error.message),
    ...known('code'),
    ...known('table'),
    ...known('constraint'),
    at: frames.slice(0, FRAMES_MAX).map((line) => line.trim().slice(0, 200)),
  }
}

/** A message without what could be somebody's: quoted values, JSON, long numbers and tokens, other scripts, control signs. */
export function withoutValues(message: string): string {
  return message
    .replaceAll(/"[^"]*"|'[^']*'|“[^”]*”|\{.*\}|\[.*\]|\(.*\)/gs, '…')
    .replaceAll(/[\w+/=-]{0,400}\d{5,}[\w+/=-]{0,400}|[\w+/=-]{20,}/g, '…')
    .replaceAll(/[^\x20-\x7e…]+/g, '…')
    .slice(0, 300)
}
