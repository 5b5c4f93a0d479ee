import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { ActTrace } from '@anju/domain/misuse/act-trace.ts'
import type { Db } from '@anju/platform/database/pool.ts'

/** Which days are read: in China by the system clock, first and last included. */
export type TraceSpan = {
  readonly from: PlainDate
  readonly through: PlainDate
  /** Packs under which an application, or an online declaration, rests on a visit. */
  readonly visitedPacks: { readonly application: readonly string[]; readonly registration: readonly string[] }
}

const within = (at: string) =>
  `${at} >= ($1::date::timestamp at time zone 'Asia/Shanghai') and ${at} < (($2::date + 1)::timestamp at time zone 'Asia/Shanghai')`
/** Signatures of the span `$1`–`$2`. */
const SIGNED = within('signed_at')
const CASES = `(select case_id from signature where ${SIGNED})`
/** Looks that open the matter of one person; a work list shows many at once and opens none. */
const OPENING = `on_day between $1 and $2 and kind in ('file', 'search', 'permit', 'image', 'reveal', 'print')`

/** The months of the ledger are named, else all of them are read; and each permit by a plain column: an expression over two is no key under row-level security. */
export const ACTS = `
select s.official_id as "officialId", o.office_id as "officeId",
  case when r.registration_id is not null then 'register' when e.endorsement_id is not null then 'endorse' when c.card_case_id is not null then 'card' else s.step end as step,
  s.case_id as "caseId", l.person_id as "personId", s.signed_at as at, (s.signed_at at time zone 'Asia/Shanghai')::date as "on",
  (extract(hour from s.signed_at at time zone 'Asia/Shanghai') * 60 + extract(minute from s.signed_at at time zone 'Asia/Shanghai'))::int as minute,
  coalesce(d.kind = 'working', extract(isodow from s.signed_at at time zone 'Asia/Shanghai') < 6) as "isWorkday",
  encode(h.mobile_bidx, 'hex') as phone, coalesce(r.dwelling_id, a.dwelling_id, pe.dwelling_id, pc.dwelling_id) as "dwellingId",
  case
    when s.step = 'review' and a.pack = any($3) then exists (
      select from visit v where v.application_id = s.case_id and v.outcome = 'true' and v.visited_on <= l.legal_on)
    when r.channel = 'online' and r.pack = any($4) then exists (
      select from visit v where v.registration_id = s.case_id and v.outcome = 'true' and v.visited_on <= l.legal_on)
  end as visited
from signature s
join ledger l on l.stream_id = s.case_id and l.stream_version = s.case_version and l.at = s.signed_at
join shared.post o on o.post_id = s.post_id
join person h on h.person_id = l.person_id
left join registration r on r.registration_id = s.case_id
left join application a on a.application_id = s.case_id
left join endorsement e on e.endorsement_id = s.case_id
left join card_case c on c.card_case_id = s.case_id
left join permit pe on pe.permit_id = e.permit_id
left join permit pc on pc.permit_id = c.permit_id
left join shared.work_day d on d.day = (s.signed_at at time zone 'Asia/Shanghai')::date
where ${SIGNED} and ${within('l.at')} and coalesce(r.registration_id, a.application_id, e.endorsement_id, c.card_case_id) is not null
  and (s.step, l.kind) in (('register', 'accept-and-enter'), ('accept', 'accept'), ('verify', 'verify-true'), ('review', 'approve'), ('endorse', 'accept'))
order by s.signed_at, s.case_id`

/** When an official first opened the matter of a case or person; asked of one day. */
export const OPENED = `
select official_id, subject_id, min(at) as at from (
  select official_id, case_id as subject_id, at from look where ${OPENING} and case_id is not null
  union all
  select official_id, person_ids[1], at from look where ${OPENING} and cardinality(person_ids) = 1
) l group by 1, 2`

/** Who acted in a case for somebody else: by the tally of that day, for the person or the child's dwelling. */
export const AGENTS = `
select u.case_id, min(encode(t.agent_bidx, 'hex')) as agent
from mandate_use u join agent_tally t on t.on_day = u.used_on
  and (t.household = u.person_id or t.household in (select r.dwelling_id from registration r where r.person_id = u.person_id))
where u.case_id in ${CASES} group by 1`

const SHOWN = `
  select registration_id as case_id, person_id, blob_id from material where registration_id in ${CASES}
  union select application_id, person_id, blob_id from material where application_id in ${CASES}
  union select endorsement_id, person_id, blob_id from material where endorsement_id in ${CASES}
  union select card_case_id, person_id, blob_id from material where card_case_id in ${CASES}`

export const IMAGES = `
select m.case_id, encode(b.plain_mac, 'hex') as image from (${SHOWN}) m join blob b on b.blob_id = m.blob_id order by 1, 2`

/** How many persons an image was shown for, where it was more than one. */
export const SHARED_IMAGES = `
select encode(b.plain_mac, 'hex') as image, count(distinct m.person_id)::int as persons
from (${SHOWN}) m join blob b on b.blob_id = m.blob_id group by b.plain_mac having count(distinct m.person_id) > 1`

type Act = Omit<ActTrace, 'openedSecondsBefore' | 'agent' | 'image'>
type Opened = {
  readonly official_id: string
  readonly subject_id: string
  readonly at: string
}
type Shown = { readonly case_id: string; readonly image: string }

/** Gives the acts of one day of the span, oldest first. */
export type ActTraceReader = (on: PlainDate) => Promise<readonly ActTrace[]>

/**
 * Opens what signed acts left behind (办理痕迹), to be read day by day: a month of a city of millions is more than a program should hold. Each part is
 * read once for a day and joined here by id: nothing is asked act by act. Phones, agents and images are told by the keyed hashes they are kept under.
 * What has to be known of the whole span is little and read first: the agents, and which images several persons share.
 */
export async function openActTraces(db: Db, { from, through, visitedPacks }: TraceSpan): Promise<ActTraceReader> {
  // It is more than a person at a window would wait for; nobody waits for the night's.
  await db.read('set local statement_timeout = 0')
  const agents = await db.read<{ case_id: string; agent: string }>(AGENTS, [from, through])
  const shared = await db.read<{ image: string; persons: number }>(SHARED_IMAGES, [from, through])
  const agentOf = new Map(agents.map((row) => [row.case_id, row.agent]))
  const personsOf = new Map(shared.map((row) => [row.image, row.persons]))
  return async (on) => {
    if (on < from || on > through) throw new RangeError(`${on} is not of the span`)
    const acts = await db.read<Act>(ACTS, [on, on, visitedPacks.application, visitedPacks.registration])
    const opened = await db.read<Opened>(OPENED, [on, on])
    const images = imageOfCases(await db.read<Shown>(IMAGES, [on, on]), personsOf)
    const openedAt = new Map(opened.map((row) => [`${row.official_id} ${row.subject_id}`, Date.parse(row.at)]))
    return acts.map((act) => {
      const at = Date.parse(act.at)
      const looks = [act.caseId, act.personId].flatMap((subject) => openedAt.get(`${act.officialId} ${subject}`) ?? [])
      const before = looks.filter((look) => look < at)
      return {
        ...act,
        openedSecondsBefore: before.length === 0 ? null : Math.floor((at - Math.min(...before)) / 1000),
        agent: agentOf.get(act.caseId) ?? null,
        image: images.get(act.caseId) ?? null,
      }
    })
  }
}

/** Of several images of a case the one that most persons of the span share stands for it. @param personsOf - of images of more than one */
function imageOfCases(shown: readonly Shown[], personsOf: ReadonlyMap<string, number>): ReadonlyMap<string, string> {
  const most = new Map<string, string>()
  const sharedBy = (image: string | undefined) => (image === undefined ? 0 : (personsOf.get(image) ?? 1))
  for (const { case_id: caseId, image } of shown)
    if (sharedBy(image) > sharedBy(most.get(caseId))) most.set(caseId, image)
  return most
}
