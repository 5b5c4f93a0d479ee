import { describeDefect, withoutValues } from '../http/describe-defect.ts'

/**
 * What a command says at the console of something that was thrown. Our own words are said as they are: they name files, settings and lines, and
 * never a value. What a library threw may repeat the row, the text or the address it failed on, so of that only its kind, its code,
 * and its place are told.
 */
export function consoleWords(error: unknown): string {
  if (!(error instanceof Error)) return 'Something was thrown that is no error'
  const { kind, code, table, constraint } = describeDefect(error)
  const property = (name: string): unknown => Reflect.get(error, name)
  const issues = property('issues')
  if (Array.isArray(issues)) return `The file cannot be used:\n${issues.map(issueWords).join('\n')}`
  const [start] = [property('linePos')].flat()
  if (isRecord(start)) return `The file cannot be read at line ${String(start['line'])}, column ${String(start['col'])}`
  if (OWN_WORDS.has(kind) || (kind === 'Error' && code === undefined)) return error.message
  // A file that is not there: its name was given at the console.
  const path = property('path')
  if (typeof path === 'string') return `${kind} ${code ?? ''}: ${path}`
  if (code !== undefined && UNREACHABLE.has(code))
    return `Nobody answers there (${code}). Check that the database runs, and the address in DATABASE_URL and ANJU_APP_DATABASE_URL.`
  const place = [table, constraint].filter((each) => each !== undefined).join(' ')
  return [kind, code, place, withoutValues(error.message)].filter((part) => part !== undefined && part !== '').join(' ')
}

/** Errors of ours whose words say what is wrong with a setting, a folder or a request, and what to do. */
const OWN_WORDS: ReadonlySet<string> = new Set(['EnvironmentError', 'KeyFolderError', 'RegistryError'])

const UNREACHABLE: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ETIMEDOUT',
])

/** Where a schema found something wrong, and what kind of wrong; its words may repeat what was written there. */
function issueWords(issue: unknown): string {
  const { path, code } = isRecord(issue) ? issue : {}
  const place = Array.isArray(path) ? path.filter((part) => typeof part === 'number' || isName(part)).join('.') : ''
  return `  - ${place === '' ? 'the whole' : place}: ${typeof code === 'string' ? code : 'wrong'}`
}

const isName = (part: unknown): boolean => typeof part === 'string' && /^[a-zA-Z]{1,30}$/.test(part)

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
