import type { Client } from 'pg'

/** How many clerks act at each station. */
const CLERKS = 20
/** One application in so many comes through an agent. */
const AGENTS_ONE_IN = 30

/** A microsecond past the minute, where no event of the city itself stands. */
const ACTS = `
create temp table bench_act as
with happened as (
  select registration_id as case_id, 2 as version, 'register' as step, 'accept-and-enter' as kind, person_id, office_id, division_code, pack, registered_on as on_day
  from registration where registered_on between $1 and $2
  union all select application_id, v.version, v.step, v.kind, person_id, office_id, division_code, pack, case v.step when 'accept' then accepted_on else approved_on end
  from application cross join (values (2, 'accept', 'accept'), (3, 'verify', 'verify-true'), (4, 'review', 'approve')) v (version, step, kind)
  where case v.step when 'accept' then accepted_on else approved_on end between $1 and $2
  union all select endorsement_id, 1, 'endorse', 'accept', person_id, office_id, division_code, pack, accepted_on
  from endorsement where accepted_on between $1 and $2
)
select h.*, p.post_id, p.official_id,
  (h.on_day + time '08:30:00.000001' + (abs(hashtext(h.case_id::text)) % 500 + h.version * 5) * interval '1 minute') at time zone 'Asia/Shanghai' as at
from happened h
join lateral (select abs(hashtext(h.case_id::text) + h.version) % ${CLERKS} as n) c on true
join bench_clerk p on p.office_id = h.office_id and p.n = c.n
-- What a measurement of commands left is signed already.
where not exists (select from signature s where s.case_id = h.case_id)`

const CLERK = (what: string) => `md5('bench ${what} ' || f.office_id || ' ' || n)::uuid`

/**
 * What the officials of a generated city would have left in a month, made of its own registrations, applications and endorsements: signatures,
 * ledger rows, a look before each decision, an image with each acceptance, visits, agents. Signatures and seals are not real: nothing that
 * is measured here reads them.
 *
 * @param client - the owner, in the city's schema
 * @returns how many acts
 */
export async function signMonth(client: Client, from: string, through: string): Promise<number> {
  await client.query(`insert into shared.official (official_id, name, id_bidx)
    select ${CLERK('official')}, 'bench', decode(md5('bench ' || f.office_id || ' ' || n), 'hex') from shared.office f, generate_series(0, ${CLERKS - 1}) n
    where f.city = 'foshan' on conflict do nothing`)
  await client.query(`insert into shared.post (post_id, official_id, office_id, role, division_prefix, valid_from)
    select ${CLERK('post')}, ${CLERK('official')}, f.office_id, 'clerk', f.division_prefix, '2016-01-01' from shared.office f, generate_series(0, ${CLERKS - 1}) n
    where f.city = 'foshan' on conflict do nothing`)
  await client.query(`create temp table bench_clerk as
    select f.office_id, n, ${CLERK('post')} as post_id, ${CLERK('official')} as official_id from shared.office f, generate_series(0, ${CLERKS - 1}) n where f.city = 'foshan'`)
  // A temporary table takes no parameters.
  await client.query(ACTS.replaceAll('$1', `'${from}'::date`).replaceAll('$2', `'${through}'::date`))
  await client.query('analyze bench_act')
  for (const statement of LEFT_BEHIND) await client.query(statement)
  await client.query('analyze signature, ledger, look, material, blob, visit, mandate_use, agent_tally')
  const counted = await client.query<{ acts: number }>('select count(*)::int as acts from bench_act')
  return counted.rows[0]?.acts ?? 0
}

const LEFT_BEHIND = [
  `insert into signature (case_id, case_version, step, official_id, post_id, signed_on, signed_at, content_sm3, statement, countersignature, key_id, signer_class)
   select case_id, version, a.step, official_id, post_id, on_day, at, '', '', '', 'bench', s.class from bench_act a join signer_class s on s.step = a.step`,
  `insert into ledger (stream_id, stream_version, at, kind, legal_on, actor_id, post_id, pack, grounds, person_id, facts_mac)
   select case_id, version, at, kind, on_day, official_id, post_id, pack, '[]', person_id, '' from bench_act`,
  `insert into look (look_id, at, on_day, official_id, post_id, session_ref, route, kind, person_ids, fields, in_full, purpose, case_id, client_ip)
   select gen_random_uuid(), at - (60 + abs(hashtext(person_id::text)) % 600) * interval '1 second', on_day, official_id, post_id, 'bench', 'bench', 'file', array[person_id], '{}', false, 'case', case_id, '127.0.0.1'
   from bench_act where step <> 'register'`,
  `insert into blob (blob_id, kept_by, mime, bytes, cipher_sm3, plain_mac, dek_wrapped)
   select md5('bench blob ' || case_id)::uuid, official_id, 'bench', 1, '', decode(md5('bench ' || case_id), 'hex'), '' from bench_act where step = 'accept'`,
  `insert into material (material_id, person_id, application_id, division_code, kind, provenance, original_seen, copy_kept, blob_id, seen_on)
   select gen_random_uuid(), person_id, case_id, division_code, 'lease', 'bench', true, true, md5('bench blob ' || case_id)::uuid, on_day from bench_act where step = 'accept'`,
  `insert into visit (visit_id, person_id, application_id, division_code, official_id, visited_on, kind, outcome, findings_enc)
   select gen_random_uuid(), person_id, case_id, division_code, official_id, on_day, 'application', 'true', '\\xbe' from bench_act where step = 'verify'`,
  `insert into mandate (mandate_id, version, person_id, division_code, agent_enc, scopes, way, pack, given_on, last_on, uses_max)
   select md5('bench mandate ' || case_id)::uuid, 1, person_id, division_code, '', '{application}', 'code', 'bench', on_day, on_day, 1 from bench_act where step = 'accept' and abs(hashtext(case_id::text)) % ${AGENTS_ONE_IN} = 0`,
  `insert into mandate_use (mandate_id, use_no, person_id, division_code, scope, case_id, used_on)
   select m.mandate_id, 1, a.person_id, a.division_code, 'application', a.case_id, a.on_day from bench_act a join mandate m on m.mandate_id = md5('bench mandate ' || a.case_id)::uuid where a.step = 'accept'`,
  `insert into agent_tally (agent_bidx, household, on_day) select decode(md5('bench agent ' || u.mandate_id), 'hex'), u.person_id, u.used_on from mandate_use u join mandate m using (mandate_id) where m.pack = 'bench'`,
]

/** Takes all of it away again; the clerks stay. */
export async function unsignMonth(client: Client): Promise<void> {
  // Whatever refers to these rows goes with them: asking every application for each mandate would take minutes.
  await client.query('set session_replication_role = replica')
  for (const statement of [
    `delete from ledger l using signature s where s.key_id = 'bench' and l.stream_id = s.case_id and l.stream_version = s.case_version and l.at = s.signed_at`,
    `delete from signature where key_id = 'bench'`,
    `delete from look where session_ref = 'bench'`,
    `delete from material where provenance = 'bench'`,
    `delete from blob where mime = 'bench'`,
    `delete from visit where findings_enc = '\\xbe'`,
    `delete from agent_tally t using mandate_use u, mandate m where m.pack = 'bench' and u.mandate_id = m.mandate_id and t.household = u.person_id and t.on_day = u.used_on`,
    `delete from mandate_use u using mandate m where m.pack = 'bench' and u.mandate_id = m.mandate_id`,
    `delete from mandate where pack = 'bench'`,
  ])
    await client.query(statement)
  await client.query('reset session_replication_role')
}
