import { sm3Hex } from '@anju/crypto/sm3.ts'
import type { Db } from '@anju/platform/database/pool.ts'

/** How the tables of a city are built: one line a thing, in order. `sm3` is 64 hex characters. */
export type Structure = { readonly description: string; readonly sm3: string }

/**
 * Partitions are left out: the months to come get theirs without a migration. Triggers that keep foreign keys are told by
 * the key, because their names hold numbers that differ from server to server.
 */
const DESCRIBE = `
with t as (
  select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity, c.relacl, c.relowner from pg_class c
  where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
), told as (
  select 'table ' || relname || case when relrowsecurity then ' row-level-security' else '' end || case when relforcerowsecurity then ' forced' else '' end as line from t
  union all
  select 'column ' || t.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end
  from t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
  union all
  select 'constraint ' || t.relname || '.' || k.conname || ' ' || pg_get_constraintdef(k.oid) from t join pg_constraint k on k.conrelid = t.oid where k.contype in ('p', 'u', 'f', 'c', 'x')
  union all
  select 'index ' || t.relname || '.' || i.relname || case when x.indisvalid then '' else ' invalid' end || case when x.indisunique then ' unique' else '' end
  from t join pg_index x on x.indrelid = t.oid join pg_class i on i.oid = x.indexrelid
  union all
  select 'trigger ' || t.relname || '.' || case when g.tgisinternal then coalesce(k.conname, 'internal') || ' ' || g.tgtype else g.tgname || ' ' || pg_get_triggerdef(g.oid) end || ' ' || g.tgenabled::text
  from t join pg_trigger g on g.tgrelid = t.oid left join pg_constraint k on k.oid = g.tgconstraint
  union all
  select 'policy ' || tablename || '.' || policyname || ' ' || cmd || ' ' || coalesce(qual, '') || ' ' || coalesce(with_check, '') from pg_policies where schemaname = current_schema()
  union all
  select 'rule ' || tablename || '.' || rulename || ' ' || definition from pg_rules where schemaname = current_schema()
  union all
  select 'right ' || t.relname || ' ' || case when a.grantee = 0 then 'everybody' else pg_get_userbyid(a.grantee) end || ' ' || a.privilege_type
  from t, aclexplode(t.relacl) a where a.grantee <> t.relowner
  union all
  select 'migration ' || name || ' ' || sm3 from schema_history
)
select line from told order by line collate "C"`

/** Reads how the city's tables are built right now. */
export async function readStructure(db: Db): Promise<Structure> {
  const rows = await db.read<{ line: string }>(DESCRIBE)
  const description = rows.map(({ line }) => `${line}\n`).join('')
  return { description, sm3: sm3Hex(Buffer.from(description)) }
}
