import type { Pool } from '@anju/platform/database/pool.ts'

export type CityRow = {
  readonly city: string
  readonly jurisdiction: string
  readonly division_prefix: string
  readonly name_zh: string
  readonly name_en: string
}

export async function listCities(shared: Pool): Promise<readonly CityRow[]> {
  return shared.ask<CityRow>('select city, jurisdiction, division_prefix, name_zh, name_en from city order by city')
}

/** The key folder this database belongs to; undefined before the first. */
export async function findKeyFingerprint(shared: Pool): Promise<string | undefined> {
  const rows = await shared.ask<{ key_fingerprint: string }>('select key_fingerprint from installation')
  return rows[0]?.key_fingerprint
}

/**
 * Everything about the connected role that the promises depend on; each line of the answer is a reason not to serve: a
 * role that owns tables, may bypass row-level security, or may rewrite the ledger; settings under which a commit can be lost.
 */
export async function listUnsafeSettings(shared: Pool): Promise<readonly string[]> {
  const rows = await shared.ask<{ problem: string }>(
    `select 'the role may bypass row-level security' as problem from pg_roles where rolname = current_user and (rolsuper or rolbypassrls)
     union all select distinct 'the role owns tables of schema ' || schemaname from pg_tables where tableowner = current_user
     union all select 'the setting ' || name || ' is ' || setting from pg_settings
       where (name in ('fsync', 'full_page_writes', 'data_checksums') and setting <> 'on')
          or (name = 'synchronous_commit' and setting = 'off') or (name = 'password_encryption' and setting <> 'scram-sha-256')
     union all select 'the connection comes from another machine and is not encrypted (TLS)'
       where not (coalesce(inet_client_addr(), '127.0.0.1') <<= inet '127.0.0.0/8' or inet_client_addr() = inet '::1')
         and not exists (select from pg_stat_ssl where pid = pg_backend_pid() and ssl)
     union all select 'the role may change the ledger of ' || n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relname = 'ledger' and (has_table_privilege(c.oid, 'update') or has_table_privilege(c.oid, 'delete'))`,
  )
  return rows.map((row) => row.problem)
}

/** Settings of the database that a security administrator wants to see, by name. */
export async function findSettings(shared: Pool): Promise<ReadonlyMap<string, string>> {
  const rows = await shared.ask<{ name: string; setting: string }>(
    `select name, current_setting(name) as setting from pg_settings
     where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums', 'password_encryption',
                    'log_statement', 'idle_in_transaction_session_timeout', 'statement_timeout', 'ssl')
     union all select 'connection', case when exists (select from pg_stat_ssl where pid = pg_backend_pid() and ssl) then 'tls'
       when inet_client_addr() is null then 'socket' else host(inet_client_addr()) end
     union all select 'archive', setting from pg_settings where name = 'archive_mode'`,
  )
  return new Map(rows.map(({ name, setting }) => [name, setting]))
}

/** Names of the migrations a city has; none when it has no tables yet. */
export async function listCityMigrations(cityPool: Pool): Promise<readonly string[]> {
  const there = await cityPool.ask<{ found: boolean }>(
    `select to_regclass(quote_ident(current_schema()) || '.schema_history') is not null as found`,
  )
  if (there[0]?.found !== true) return []
  const rows = await cityPool.ask<{ name: string }>('select name from schema_history order by name')
  return rows.map((row) => row.name)
}
