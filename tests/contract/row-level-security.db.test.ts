import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { ARRIVALS, OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { registerResidence } from '@anju/server/usecases/register-residence.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { Client } from 'pg'

let registry: TestRegistry
let app: Client
before(async () => {
  registry = await openTestRegistry()
  app = new Client({ connectionString: registry.database.appUrl, options: '-c search_path=foshan,shared' })
  await app.connect()
  const act = registry.act(OFFICIALS.clerk, '2016-01-05', 'city')
  const done = await registerResidence(registry.deps, act, {
    intentId: randomUUID(),
    ...declarationOf(ARRIVALS.zhang, DWELLINGS.flat.dwellingId, '2016-01-04'),
  })
  assert.ok(done.ok)
})
after(async () => {
  await app.end()
  await registry.close()
})

const PERSONAL = [
  'card_case',
  'permit_ending',
  'fee_entry',
  'kept_fee',
  'address_change',
  'amendment',
  'objection',
  'office_letter',
  'permit_import',
  'permit_transfer',
  'announcement',
  'person',
  'case_assignment',
  'cross_area_grant',
  'registration',
  'application',
  'material',
  'visit',
  'permit',
  'card',
  'notice',
  'notice_call',
  'mailing',
  'paper',
  'sms_part',
  'civil_event',
  'civil_event_settled',
  'employment',
  'endorsement',
  'letting',
  'legal_hold',
  'mandate',
  'mandate_code',
  'mandate_use',
  'misuse_alert',
  'erasure',
]
/** What holds ids or places and no policy: no value of a person that could be read. */
const NOT_UNDER_IT: Readonly<Record<string, string>> = {
  address: 'a place, never a person; searched by everybody who registers',
  dwelling: 'a place, never a person',
  employer: 'an employer',
  lane: 'a place, never a person',
  blob: "bytes under the person's key, reached by a material row, which stands under it",
  deficiency_notice: 'reached by its application, which stands under it',
  exchange_record: 'ids and digests of what was sent to the police',
  ledger: "ids, and facts under the person's key; the policy itself asks it who took part",
  look: 'ids of whom was looked at; read by the audit administrator for the whole city',
  outbox: 'ids; read by workers only',
  provisional_due: 'ids and days, by sweeps only',
  signature: 'ids and digests; proofs of cases that are read by their case',
  signing_evidence: "under the person's key; proofs of cases that are read by their case",
}
const seen = async (scope: string | undefined, city = 'foshan'): Promise<number> => {
  await app.query('begin')
  if (city !== '') await app.query(`set local anju.city = '${city}'`)
  if (scope !== undefined) await app.query(`set local anju.scope = '${scope}'`)
  const rows = await app.query<{ n: string }>('select count(*) as n from person')
  await app.query('rollback')
  return Number(rows.rows[0]?.n)
}

describe('row-level security, the second net', () => {
  it('stands under every table with personal rows', async () => {
    const guarded = await registry.asOwner(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'foshan' and c.relrowsecurity order by 1`,
    )
    assert.deepEqual(
      guarded.map(({ name }) => name),
      PERSONAL.toSorted(),
    )
  })

  it('a table that names persons or places stands under it, or says here why not', async () => {
    const open = await registry.asOwner(
      `select distinct c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where c.relnamespace = 'foshan'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and not c.relrowsecurity
         and a.attname in ('person_id', 'person_ids', 'division_code', 'subject_id', 'case_id', 'application_id', 'registration_id', 'permit_id') order by 1`,
    )
    assert.deepEqual(
      open.map(({ name }) => name),
      Object.keys(NOT_UNDER_IT).toSorted(),
    )
  })

  it('every policy asks the one function that knows the city, so no later table forgets a part of it', async () => {
    const policies = await registry.asOwner(
      `select c.relname as name, pg_get_expr(p.polqual, p.polrelid) as text from pg_policy p join pg_class c on c.oid = p.polrelid
       join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'foshan' order by 1`,
    )
    const own = policies.filter(({ text }) => !/in_scope\(/.test(String(text)))
    assert.deepEqual(own, [])
  })

  it('shows nothing without a scope, nothing for an empty one, nothing of a neighbour, and what is in reach', async () => {
    assert.equal(await seen(undefined), 0)
    assert.equal(await seen(''), 0)
    assert.equal(await seen('440605%'), 0)
    assert.equal(await seen('440604011%'), 1)
    assert.equal(await seen('440605%,4406%'), 1)
    // The city stands in the policy's own text: a transaction of another one, or of none, sees nothing here.
    assert.equal(await seen('4406%', 'linhe'), 0)
    assert.equal(await seen('4406%', ''), 0)
    // After a transaction that set it, the setting is empty and not absent: still nothing.
    assert.equal(await seen(undefined), 0)
  })

  it('the owner, whom it does not bind, sees the row: the net is what hid it', async () => {
    const rows = await registry.asOwner('select count(*)::int as n from foshan.person')
    assert.deepEqual(rows, [{ n: 1 }])
  })

  it('a row for another division cannot be written from a scope', async () => {
    await app.query('begin')
    await app.query(`set local anju.city = 'foshan'`)
    await app.query(`set local anju.scope = '440605%'`)
    await assert.rejects(
      app.query(
        `insert into visit (visit_id, person_id, division_code, official_id, visited_on, kind, outcome, findings_enc)
         select gen_random_uuid(), gen_random_uuid(), '440604011209', gen_random_uuid(), '2016-01-05', 'patrol', 'present', ''`,
      ),
      /row-level security/,
    )
    await app.query('rollback')
  })

  it('the application role can neither change nor delete what happened', async () => {
    for (const statement of [
      `update ledger set kind = 'x'`,
      'delete from ledger',
      'truncate ledger',
      `update ledger_leaf set leaf = ''`,
      'delete from signature',
      `update intent set route = 'x'`,
    ]) {
      await assert.rejects(app.query(statement), /permission denied/, statement)
    }
  })

  it('numbers and phones stand nowhere in clear: not in the person, not in the ledger, not in the form', async () => {
    const { idNumber, mobile } = ARRIVALS.zhang
    const rows = await registry.asOwner(
      `select 'person' as place from foshan.person p where p::text like '%' || $1 || '%' or p::text like '%' || $2 || '%'
       union all select 'ledger' from foshan.ledger l where l::text like '%' || $1 || '%' or l::text like '%' || $2 || '%'
       union all select 'outbox' from foshan.outbox o where o::text like '%' || $1 || '%' or o::text like '%' || $2 || '%'
       union all select 'registration' from foshan.registration r where r::text like '%' || $1 || '%' or r::text like '%' || $2 || '%'`,
      [idNumber, mobile],
    )
    assert.deepEqual(rows, [])
    // The search itself finds what is in clear.
    const clear = await registry.asOwner(`select 1 from foshan.person p where p::text like '%' || $1 || '%'`, [
      ARRIVALS.zhang.name,
    ])
    assert.equal(clear.length, 1)
  })
})
