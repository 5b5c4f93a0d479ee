import { countsAtDwelling } from '@anju/domain/application/application-due-on.ts'
import { APPLICATION_STATES, CLOSED_APPLICATION_STATES } from '@anju/domain/application/application-machine.ts'
import { OPEN_REGISTRATION_STATES } from '@anju/domain/registration/registration-machine.ts'
import { VISIT_NOTICES } from '@anju/server/store/visit-notice.ts'
import type { Asking } from './fault-house.ts'

/** One promise about the tables of a city: the query finds what breaks it, one line each. */
type Promised = { readonly promise: string; readonly broken: string; readonly parameters?: readonly unknown[] }

const OPEN = [...OPEN_REGISTRATION_STATES]

/** What must hold of a city's tables after any kill, whatever was on its way. `$city` is the schema. */
const PROMISES: readonly Promised[] = [
  {
    promise: 'one open registration a person',
    broken: `select person_id::text as what from $city.registration where state = any($1) group by person_id having count(*) > 1`,
    parameters: [OPEN],
  },
  {
    promise: 'one open application a person',
    broken: `select person_id::text as what from $city.application where state <> all($1) group by person_id having count(*) > 1`,
    parameters: [[...CLOSED_APPLICATION_STATES]],
  },
  {
    promise: 'one permit in force a person',
    broken: `select person_id::text as what from $city.permit where state in ('pending-pick-up', 'in-force') group by person_id having count(*) > 1`,
  },
  {
    promise: 'one person an ID number',
    broken: `select min(person_id::text) as what from $city.person group by index_key_version, id_bidx having count(*) > 1`,
  },
  {
    promise: 'occupants equal those who live there',
    broken: `select d.dwelling_id || ': ' || d.occupants || ' for ' || count(r.*) as what from $city.dwelling d
      left join $city.registration r on r.dwelling_id = d.dwelling_id and r.registered_on is not null and r.state = any($1)
      group by d.dwelling_id, d.occupants having d.occupants <> count(r.*)`,
    parameters: [OPEN],
  },
  {
    promise: 'permits at a dwelling equal its cases',
    broken: `select d.dwelling_id || ': ' || d.permits || ' for ' || count(a.*) as what from $city.dwelling d
      left join $city.application a on a.dwelling_id = d.dwelling_id and a.state = any($1)
      group by d.dwelling_id, d.permits having d.permits <> count(a.*)`,
    parameters: [APPLICATION_STATES.filter(countsAtDwelling)],
  },
  {
    promise: 'the ledger has one row for each version of a case, from the first to the present',
    broken: `select s.id || ' stands at ' || s.version || ', ledger ' || coalesce(string_agg(l.stream_version::text, ',' order by l.stream_version), '-') as what
      from (select registration_id as id, version from $city.registration union all select application_id, version from $city.application) s
      left join $city.ledger l on l.stream_id = s.id group by s.id, s.version
      having coalesce(array_agg(l.stream_version order by l.stream_version), '{}') is distinct from (select array_agg(n) from generate_series(1, s.version) n)`,
  },
  {
    promise: 'each ledger row has one leaf, waiting or sealed',
    broken: `select coalesce(l.stream_id, f.stream_id) || '/' || coalesce(l.stream_version, f.stream_version) as what
      from (select stream_id, stream_version from $city.ledger) l
      full join (select stream_id, stream_version, count(*) as n from (
          select stream_id, stream_version from $city.ledger_pending union all select stream_id, stream_version from $city.ledger_leaf) x
        group by stream_id, stream_version) f on f.stream_id = l.stream_id and f.stream_version = l.stream_version
      where f.n is distinct from 1 or l.stream_id is null`,
  },
  {
    promise: 'sealed leaves are numbered from 0 without a gap',
    broken: `select 'missing ' || n as what from generate_series(0, (select max(seq) from $city.ledger_leaf)) n
      where not exists (select from $city.ledger_leaf where seq = n)`,
  },
  {
    promise: 'a leaf is sealed after those of its earlier versions',
    broken: `select a.stream_id || '/' || a.stream_version as what from $city.ledger_leaf a
      join $city.ledger_leaf b on b.stream_id = a.stream_id and b.stream_version > a.stream_version and b.seq < a.seq`,
  },
  {
    promise: 'each message that was delivered made one notice',
    // Who died is told nothing, and nobody is told of a visit to a home whose registration has ended.
    broken: `select o.outbox_id || ': ' || count(n.*) as what from $city.outbox o left join $city.notice n using (outbox_id)
      left join $city.registration r on r.registration_id = o.subject_id
      where o.topic like any (array['notice.%', 'registration.%']) and o.state = 'done' group by o.outbox_id, o.topic, r.end_reason
      having count(n.*) > 1 or (count(n.*) = 0 and coalesce(r.end_reason <> 'died' and split_part(o.topic, '.', 2) <> all ('{${VISIT_NOTICES.join()}}'), true))`,
  },
  {
    promise: 'a notice that goes by message has all of its parts',
    broken: `select n.notice_id::text as what from $city.notice n left join $city.sms_part s using (notice_id)
      where n.state = 'gateway' group by n.notice_id having count(s.*) <> coalesce(max(s.parts), -1)`,
  },
  {
    promise: 'no message was given up',
    broken: `select outbox_id || ': ' || last_error as what from $city.outbox where state = 'failed'`,
  },
  {
    promise: 'receipt numbers are counted without a gap',
    broken: `select office_id || ' ' || on_day || ': counter ' || value || ', receipts ' || given as what from (
        select c.office_id, c.on_day, c.value, (select count(*) from $city.registration r where r.office_id = c.office_id and r.registered_on = c.on_day and r.receipt_no is not null) as given
        from $city.counter_row c where c.name = 'receipt') x where value <> given`,
  },
  {
    promise: 'acceptance numbers are counted without a gap',
    broken: `select office_id || ' ' || on_day || ': counter ' || value || ', acceptances ' || given as what from (
        select c.office_id, c.on_day, c.value, (select count(distinct a.acceptance_no) from $city.application a where a.office_id = c.office_id and a.accepted_on = c.on_day and a.acceptance_no is not null) as given
        from $city.counter_row c where c.name = 'acceptance') x where value <> given`,
  },
  {
    promise: 'each visit stands in the ledger, and each such event has its visit',
    broken: `select r.registration_id || ': visits ' || v.n || ', events ' || e.n as what from $city.registration r,
      lateral (select count(*) as n from $city.visit where registration_id = r.registration_id and kind = 'declaration') v,
      lateral (select count(*) as n from $city.ledger where stream_id = r.registration_id and kind in ('visit-true', 'visit-untrue', 'visit-missed')) e
      where v.n <> e.n`,
  },
  {
    promise: 'each intent names a case that reached its version',
    broken: `select i.intent_id || ' names ' || i.outcome_ref as what from $city.intent i
      where not exists (select from $city.ledger l where l.stream_id::text || ':' || l.stream_version = i.outcome_ref)`,
  },
]

/** The promises of a city that do not hold, each with what breaks it; empty when all is well. */
export async function brokenPromises(ask: Asking, city: string): Promise<readonly string[]> {
  const broken: string[] = []
  for (const { promise, broken: query, parameters = [] } of PROMISES) {
    const rows = await ask<{ what: string }>(query.replaceAll('$city', city), parameters)
    broken.push(...rows.map(({ what }) => `${promise}: ${what}`))
  }
  return broken
}

/** The whole content of a city as one digest a table: equal before and after means that not one row differs. */
export async function contentOf(ask: Asking, city: string): Promise<Readonly<Record<string, string>>> {
  const tables = await ask<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = $1 and tablename not like 'ledger\\_rest%' order by 1`,
    [city],
  )
  const digests = await ask<{ name: string; digest: string }>(
    tables
      .map(
        ({ name }) =>
          `select '${name}' as name, count(*) || ' rows ' || md5(coalesce(string_agg(md5(t::text), '' order by md5(t::text)), '')) as digest from ${city}.${name} t`,
      )
      .join(' union all '),
  )
  return Object.fromEntries(digests.map(({ name, digest }) => [name, digest]))
}
