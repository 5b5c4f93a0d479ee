import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { ActTrace } from '@anju/domain/misuse/act-trace.ts'
import type { Db } from '@anju/platform/database/pool.ts'

/** Which acts are read: days in China by the system clock, first and last included. */
export type TraceSpan = {
  readonly from: PlainDate
  readonly through: PlainDate
  /** Packs under which an application, or an online declaration, rests on a visit. */
  readonly visitedPacks: { readonly application: readonly string[]; readonly registration: readonly string[] }
}

/** Looks that open the matter of one person; a work list shows many at once and opens none. */
const OPENING_LOOKS = `('file', 'search', 'permit', 'image', 'reveal', 'print')`

/**
 * What signed acts left behind, each part of it read once for the whole span and joined: nothing is asked act by act. Phones, agents
 * and images are told by the keyed hashes they are kept under.
 *
 * The agent is the one who had acted in the case, by the tally of that day for the person or the child's dwelling. Of several images of a case the one
 * stands for it that most persons of the span share.
 */
export const ACT_TRACES = `
with signed as materialized (
  select s.official_id, s.post_id, s.step, s.case_id, s.signed_at as at, (s.signed_at at time zone 'Asia/Shanghai') as local,
    l.kind, l.legal_on, l.person_id
  from signature s join ledger l on l.stream_id = s.case_id and l.stream_version = s.case_version and l.at = s.signed_at
  where s.signed_at >= ($1::date::timestamp at time zone 'Asia/Shanghai') and s.signed_at < (($2::date + 1)::timestamp at time zone 'Asia/Shanghai')
    and l.at >= ($1::date::timestamp at time zone 'Asia/Shanghai') and l.at < (($2::date + 1)::timestamp at time zone 'Asia/Shanghai')
    and (s.step, l.kind) in (
      ('register', 'accept-and-enter'), ('accept', 'accept'), ('verify', 'verify-true'), ('review', 'approve'), ('endorse', 'accept')
    )
), act as materialized (
  select s.*, coalesce(r.dwelling_id, a.dwelling_id, p.dwelling_id) as dwelling_id,
    case when r.registration_id is not null then 'register' when e.endorsement_id is not null then 'endorse' when c.card_case_id is not null then 'card' else s.step end as act_step,
    (r.channel = 'online' and r.pack = any($4)) as declared_online, (s.step = 'review' and a.pack = any($3)) as after_visit
  from signed s
  left join registration r on r.registration_id = s.case_id
  left join application a on a.application_id = s.case_id
  left join endorsement e on e.endorsement_id = s.case_id
  left join card_case c on c.card_case_id = s.case_id
  left join permit p on p.permit_id = coalesce(e.permit_id, c.permit_id)
  where coalesce(r.registration_id, a.application_id, e.endorsement_id, c.card_case_id) is not null
), opened as materialized (
  select official_id, on_day, subject_id, min(at) as at from (
    select official_id, on_day, case_id as subject_id, at from look where on_day between $1 and $2 and case_id is not null and kind in ${OPENING_LOOKS}
    union all
    select official_id, on_day, person_ids[1], at from look where on_day between $1 and $2 and cardinality(person_ids) = 1 and kind in ${OPENING_LOOKS}
  ) l group by 1, 2, 3
), agent as materialized (
  select u.case_id, min(encode(t.agent_bidx, 'hex')) as agent
  from act join mandate_use u on u.case_id = act.case_id and u.used_on <= act.legal_on
  join agent_tally t on t.on_day = u.used_on and t.household in (act.person_id, act.dwelling_id)
  group by 1
), shown as materialized (
  select m.case_id, m.person_id, encode(b.plain_mac, 'hex') as image from (
    select act.case_id, act.person_id, p.blob_id from act join material p on p.registration_id = act.case_id
    union select act.case_id, act.person_id, p.blob_id from act join material p on p.application_id = act.case_id
    union select act.case_id, act.person_id, p.blob_id from act join material p on p.endorsement_id = act.case_id
    union select act.case_id, act.person_id, p.blob_id from act join material p on p.card_case_id = act.case_id
  ) m join blob b on b.blob_id = m.blob_id
), image as (
  select distinct on (s.case_id) s.case_id, s.image
  from shown s join (select image, count(distinct person_id) as persons from shown group by 1) n using (image)
  order by s.case_id, n.persons desc, s.image
)
select act.official_id as "officialId", o.office_id as "officeId", act.act_step as step, act.case_id as "caseId", act.person_id as "personId",
  act.at, act.local::date as "on", (extract(hour from act.local) * 60 + extract(minute from act.local))::int as minute,
  coalesce(d.kind = 'working', extract(isodow from act.local) < 6) as "isWorkday",
  floor(extract(epoch from act.at - least(k.at, f.at)))::int as "openedSecondsBefore",
  encode(h.mobile_bidx, 'hex') as phone, act.dwelling_id as "dwellingId", agent.agent, image.image,
  case
    when act.after_visit then exists (
      select from visit v where v.application_id = act.case_id and v.outcome = 'true' and v.visited_on <= act.legal_on)
    when act.declared_online then exists (
      select from visit v where v.registration_id = act.case_id and v.outcome = 'true' and v.visited_on <= act.legal_on)
  end as visited
from act
join shared.post o on o.post_id = act.post_id
join person h on h.person_id = act.person_id
left join shared.work_day d on d.day = act.local::date
left join opened k on k.official_id = act.official_id and k.on_day = act.local::date and k.subject_id = act.case_id and k.at < act.at
left join opened f on f.official_id = act.official_id and f.on_day = act.local::date and f.subject_id = act.person_id and f.at < act.at
left join agent on agent.case_id = act.case_id
left join image on image.case_id = act.case_id
order by act.at, act.case_id`

/** The acts of a span, oldest first (办理痕迹). */
export async function listActTraces(db: Db, { from, through, visitedPacks }: TraceSpan): Promise<readonly ActTrace[]> {
  return db.read<ActTrace>(ACT_TRACES, [from, through, visitedPacks.application, visitedPacks.registration])
}
