import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'

/** What is looked for, by a name for the report: texts as somebody typed them, or bytes such as a key or a keyed index. */
export type Needles = Readonly<Record<string, string | Buffer>>

/** Every way in which a value may stand in a row as text: as it is, in hexadecimal, in base64. */
function writings(needle: string | Buffer): readonly string[] {
  const bytes = Buffer.from(needle)
  // Two bytes at either end may share a group of base64 with their neighbours.
  const inner = bytes.subarray(0, bytes.length - (bytes.length % 3)).toString('base64')
  const encoded = [bytes.toString('hex'), ...(bytes.length >= 9 ? [inner] : [])]
  return typeof needle === 'string' ? [needle, ...encoded] : encoded
}

/** Where in the tables of some schemas these values stand, in any column of any row. @returns `<needle> in <table>` */
export async function tracesInRows(url: string, schemas: readonly string[], needles: Needles): Promise<string[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = any($1) and c.relkind in ('r', 'p') and not c.relispartition and c.relname not in ('division', 'work_day') order by 1`,
      [schemas],
    )
    const found: string[] = []
    for (const { name } of tables) {
      const { rows } = await client.query<{ text: string }>(`select t::text as text from ${name} t`)
      for (const [what, needle] of Object.entries(needles))
        if (rows.some(({ text }) => writings(needle).some((written) => text.includes(written))))
          found.push(`${what} in ${name}`)
    }
    return found
  } finally {
    await client.end()
  }
}

/** Where in the files below some folders these values stand. Files older than `sinceMs` cannot hold what was written later. */
export function tracesInFiles(folders: readonly string[], needles: Needles, sinceMs: number): string[] {
  return folders.flatMap(filesIn).flatMap((path) => {
    if (statSync(path).mtimeMs < sinceMs) return []
    const content = readFileSync(path)
    return Object.entries(needles).flatMap(([what, needle]) =>
      [Buffer.from(needle), ...writings(needle).map((written) => Buffer.from(written))].some((each) =>
        content.includes(each),
      )
        ? [`${what} in ${path}`]
        : [],
    )
  })
}

function filesIn(path: string): readonly string[] {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return []
  return found.isDirectory() ? readdirSync(path).flatMap((name) => filesIn(join(path, name))) : [path]
}
