import type { Pool } from '@anju/platform/database/pool.ts'

/** The key folder this database belongs to; undefined before the first. */
export async function findKeyFingerprint(pool: Pool): Promise<string | undefined> {
  return (await pool.ask<{ key_fingerprint: string }>('select key_fingerprint from installation'))[0]?.key_fingerprint
}

/** Everything about role and settings that the promises depend on; each line of the answer is a reason not to serve. */
export async function listUnsafeSettings(pool: Pool): Promise<readonly string[]> {
  const rows = await pool.ask<{ problem: string }>(
    `select 'the role may bypass row-level security' as problem from pg_roles where rolname = current_user and (rolsuper or rolbypassrls)
     union all select distinct 'the role owns tables of schema ' || schemaname from pg_tables where tableowner = current_user
     union all select 'the setting ' || name || ' is ' || setting from pg_settings
       where (name in ('fsync', 'full_page_writes', 'data_checksums') and setting <> 'on')
          or (name = 'synchronous_commit' and setting = 'off') or (name = 'password_encryption' and setting <> 'scram-sha-256')
     union all select 'the connection comes from another machine and is not encrypted (TLS)'
       where not (coalesce(inet_client_addr(), '127.0.0.1') <<= inet '127.0.0.0/8' or inet_client_addr() = inet '::1')
         and not exists (select from pg_stat_ssl where pid = pg_backend_pid() and ssl)
     union all select 'the role may change the history in ' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = current_schema() and c.relname in ('order_event', 'batch', 'batch_card', 'inbound_package', 'inbound_record')
         and (has_table_privilege(c.oid, 'update') or has_table_privilege(c.oid, 'delete'))`,
  )
  return rows.map((row) => row.problem)
}
