import { randomBytes, uuidV7 } from '@anju/crypto/random.ts'
import { sm3Hex } from '@anju/crypto/sm3.ts'
import type { Parameter, Statement } from '@anju/platform/database/pool.ts'
import { Client } from 'pg'

/** A captured statement whose parameters can be made afresh. */
type Shape = { readonly sql: string; readonly name: string | undefined; readonly parameters: readonly Parameter[] }
export type Template = readonly (readonly Shape[])[]
/** One execution, ready to be sent. */
export type Execution = readonly (readonly {
  readonly sql: string
  readonly name: string | undefined
  readonly values: readonly Parameter[]
}[])[]

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** Statements with parameters are named, as the app's pool names them; BEGIN, SET LOCAL and COMMIT are not. */
export function templateOf(groups: readonly (readonly Statement[])[]): Template {
  return groups.map((group) =>
    group.map(({ sql, parameters }) => ({
      sql,
      parameters,
      name: parameters.length === 0 ? undefined : sm3Hex(Buffer.from(sql)).slice(0, 27),
    })),
  )
}

/** The template without some statements; groups left empty go away. */
export function withoutStatements(template: Template, leaveOut: (sql: string) => boolean): Template {
  return template.map((group) => group.filter(({ sql }) => !leaveOut(sql))).filter((group) => group.length > 0)
}

/**
 * Fills a template: `given` says what certain values become; every other UUID and every other byte string becomes a fresh
 * one of its kind and length, the same wherever it stood twice.
 */
export function fillTemplate(
  template: Template,
  given: ReadonlyMap<string, string>,
  keptBytes: ReadonlySet<string>,
): Execution {
  const texts = new Map(given)
  const bytes = new Map<string, Buffer>()
  const freshText = (text: string): string =>
    texts.get(text) ??
    text.replaceAll(UUID, (uuid) => {
      const known = texts.get(uuid)
      if (known !== undefined) return known
      const made = uuidV7()
      texts.set(uuid, made)
      return made
    })
  const freshBytes = (old: Buffer): Buffer => {
    const key = old.toString('latin1')
    if (keptBytes.has(key)) return old
    const made = bytes.get(key) ?? randomBytes(old.length)
    bytes.set(key, made)
    return made
  }
  const fresh = (value: Parameter): Parameter => {
    if (typeof value === 'string') return freshText(value)
    if (Buffer.isBuffer(value)) return freshBytes(value)
    return Array.isArray(value) ? value.map((item: Parameter) => fresh(item) as string) : value
  }
  return template.map((group) =>
    group.map(({ sql, name, parameters }) => ({ sql, name, values: parameters.map(fresh) })),
  )
}

/** A bare connection with the app's own settings: named statements, pipelined. */
export async function openBareConnection(url: string, searchPath: string): Promise<Client> {
  const client = new Client({
    connectionString: url,
    application_name: 'anju bench bare',
    options: `-c search_path=${searchPath} -c statement_timeout=15000`,
    pipeline: true,
  })
  await client.connect()
  return client
}

/** Sends an execution group by group, waiting where the app waited. */
export async function replay(client: Client, execution: Execution): Promise<void> {
  for (const group of execution) {
    await Promise.all(
      group.map(({ sql, name, values }) =>
        name === undefined ? client.query(sql) : client.query({ name, text: sql, values: [...values] }),
      ),
    )
  }
}
