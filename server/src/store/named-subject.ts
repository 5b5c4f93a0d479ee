import type { Role } from '@anju/domain/policy/workflow-policy.ts'
import type { Db } from '@anju/platform/database/pool.ts'

/** Whom or what an id stands for: a person of the registry, an official, a post of one, or a post on its way to somebody else. */
export type NamedSubject = {
  readonly id: string
  readonly kind: 'person' | 'official' | 'office' | 'post' | 'loan'
  readonly name: string
  readonly role: Role | null
  readonly office: string | null
  /** Who gets a post that is lent. */
  readonly to: string | null
}

/** What these ids stand for, of those that stand for somebody or some office; others are left out, and so is what is out of reach. */
export async function nameSubjects(db: Db, ids: readonly string[]): Promise<readonly NamedSubject[]> {
  if (ids.length === 0) return []
  return db.read<NamedSubject>(
    `with asked as (select id from unnest($1::uuid[]) as a(id)),
     about as (
       select id, id as person_id from asked
       union all select erasure_id, person_id from erasure where erasure_id = any($1::uuid[])
       union all select hold_id, person_id from legal_hold where hold_id = any($1::uuid[])
       union all select grant_id, person_id from cross_area_grant where grant_id = any($1::uuid[])
     ),
     official_of as (
       select id, id as official_id from asked
       union all select enrolment_id, official_id from shared.enrolment where enrolment_id = any($1::uuid[])
       union all select authenticator_id, official_id from shared.authenticator where authenticator_id = any($1::uuid[])
       union all select proposal_id, official_id from shared.account_proposal where proposal_id = any($1::uuid[]) and name is null and office_id is null
     ),
     post_of as (
       select id, id as post_id from asked
       union all select proposal_id, post_id from shared.scope_proposal where proposal_id = any($1::uuid[])
     )
     select a.id, 'person' as kind, p.name, null as role, null as office, null as "to" from about a join person p using (person_id)
     union all select x.id, 'official', o.name, null, null, null from official_of x join shared.official o using (official_id)
     union all select f.office_id, 'office', f.name_zh, null, null, null from shared.office f where f.office_id = any($1::uuid[])
     union all select x.id, 'post', o.name, p.role, f.name_zh, null
       from post_of x join shared.post p using (post_id) join shared.official o using (official_id) join shared.office f using (office_id)
     union all select w.proposal_id, 'post', coalesce(w.name, o.name, ''), w.role, f.name_zh, null
       from shared.account_proposal w join shared.office f using (office_id) left join shared.official o using (official_id)
       where w.proposal_id = any($1::uuid[])
     union all select d.delegation_id, 'loan', h.name, p.role, f.name_zh, g.name
       from shared.delegation d join shared.post p using (post_id) join shared.office f using (office_id)
       join shared.official h on h.official_id = d.holder_id join shared.official g on g.official_id = d.delegate_id
       where d.delegation_id = any($1::uuid[])`,
    [ids],
  )
}
