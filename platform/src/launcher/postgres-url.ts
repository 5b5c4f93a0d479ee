/** Where a PostgreSQL is reached. `host` is a name, an address, or the folder of a unix socket. */
export type PostgresConnection = { host: string; port: number; user: string; database: string; password?: string }

/**
 * The connection as one line, for DATABASE_URL. A socket's folder stands in the query, where both `pg` and libpq
 * look for it.
 */
export function postgresUrl(connection: PostgresConnection): string {
  const { host, port, user, database, password } = connection
  const who = encodeURIComponent(user) + (password === undefined ? '' : `:${encodeURIComponent(password)}`)
  const path = encodeURIComponent(database)
  if (!host.startsWith('/')) return `postgresql://${who}@${host}:${port}/${path}`
  return `postgresql://${who}@localhost:${port}/${path}?host=${encodeURIComponent(host)}`
}

/** The same server and address, seen by another role or in another database. */
export function withRole(url: string, change: { user?: string; password?: string; database?: string }): string {
  const changed = new URL(url)
  if (change.user !== undefined) changed.username = encodeURIComponent(change.user)
  if (change.user !== undefined) changed.password = encodeURIComponent(change.password ?? '')
  if (change.database !== undefined) changed.pathname = `/${encodeURIComponent(change.database)}`
  return changed.toString()
}
