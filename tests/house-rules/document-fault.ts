import { exists, readFile } from './repository.ts'

/** Relative links of a document that lead nowhere, one line each; a link to a heading needs the heading. */
export function linkFaults(path: string, text: string): readonly string[] {
  const folder = path.split('/').slice(0, -1)
  const prose = text.replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, '')
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = '']) => {
    if (/^[a-z]+:/.test(target)) return []
    const [file = '', heading] = target.split('#')
    const to = file === '' ? path : resolve(folder, file)
    if (file !== '' && !exists(to)) return [`${path}: ${target} leads nowhere`]
    const isThere = heading === undefined || headingsOf(to === path ? text : readFile(to)).includes(heading)
    return isThere ? [] : [`${path}: ${target} names no heading`]
  })
}

function resolve(folder: readonly string[], file: string): string {
  const parts = [...folder]
  for (const part of file.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}

function headingsOf(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  )
}

export type GlossaryRow = {
  readonly line: number
  readonly zh: string
  readonly en: string
  readonly identifiers: readonly string[]
  readonly clause: string
}

/** The rows of the glossary's tables. */
export function glossaryRows(text: string): readonly GlossaryRow[] {
  return text.split('\n').flatMap((line, at) => {
    const [, zh = '', en = '', names = '', clause = '', other] = line.split('|').map((cell) => cell.trim())
    if (!line.startsWith('| ') || zh === '中文' || other === undefined) return []
    const identifiers = [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)
    return [{ line: at + 1, zh, en, identifiers, clause }]
  })
}

/** What is wrong with one row: a cell is empty, its clause is in no book, or the code knows no such name. */
export function glossaryFaults(
  row: GlossaryRow,
  isInCode: (name: string) => boolean,
  isClause: (reference: string) => boolean,
): readonly string[] {
  const { line, zh, en, identifiers, clause } = row
  const unknown = identifiers.filter((name) => (name.includes('/') ? !exists(name) : !isInCode(name)))
  return [
    ...(zh === '' || en === '' || identifiers.length === 0 ? ['has an empty cell'] : []),
    ...(clause === 'ours' || isClause(clause) ? [] : [`cites ${clause === '' ? 'nothing' : clause}`]),
    ...unknown.map((name) => `names ${name}, which the code does not have`),
  ].map((fault) => `GLOSSARY.md:${line} ${fault}`)
}

/** Every whole word, identifier or hyphenated key of a text. */
export function wordsOf(text: string): ReadonlySet<string> {
  return new Set(
    text.match(/[A-Za-z_][A-Za-z0-9_]*(-[a-z0-9]+)*/g)?.flatMap((word) => [word, ...word.split('-')]) ?? [],
  )
}

/** Libraries of a package.json, of whatever kind, without our own packages. */
export function librariesOf(text: string): readonly string[] {
  const kinds = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies']
  const house = JSON.parse(text) as Readonly<Record<string, Readonly<Record<string, string>> | undefined>>
  return kinds.flatMap((kind) => Object.keys(house[kind] ?? {})).filter((name) => !name.startsWith('@anju/'))
}
