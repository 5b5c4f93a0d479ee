import type { Db } from '@anju/platform/database/pool.ts'

/** A key with the leave under which it was bound, as far as this city's ledger has to tell of it. */
export type AuditedKey = {
  readonly authenticator_id: string
  readonly official_id: string
  readonly name: string
  readonly registered_at: string
  /** Null when the key was bound under no leave of this account. */
  readonly enrolment_id: string | null
  readonly reason: string
  readonly replaces: string | null
  readonly proposed_by: string | null
  readonly approved_by: string | null
  /** Whether the account was one of the three administrators on the day of the leave, and no official with cases. */
  readonly administers: boolean
}

/**
 * Keys of officials who work in this city, in order of their ids. Leave says in whose ledger it stands; where it names no city
 * of the official, every city of theirs looks for it.
 */
export async function listAuditedKeys(db: Db, after: string, limit: number): Promise<readonly AuditedKey[]> {
  return db.read<AuditedKey>(
    `select a.authenticator_id, a.official_id, o.name, a.registered_at, e.enrolment_id, e.reason, e.replaces, e.proposed_by, e.approved_by,
       exists (select from post p where p.official_id = a.official_id and p.role_class <> 'business' and coalesce(p.valid_to, 'infinity') >= given.on_day)
         and not exists (select from post p where p.official_id = a.official_id and p.role_class = 'business'
           and p.valid_from <= given.on_day and coalesce(p.valid_to, 'infinity') >= given.on_day) as administers
     from authenticator a left join official o on o.official_id = a.official_id
     left join enrolment e on e.enrolment_id = a.enrolment_id and e.official_id = a.official_id
     cross join lateral (select (coalesce(e.proposed_at, a.registered_at) at time zone 'Asia/Shanghai')::date as on_day) given
     cross join lateral (select array_agg(distinct f.city) as cities from post p join office f on f.office_id = p.office_id where p.official_id = a.official_id) works
     where a.authenticator_id > $1 and current_schema() = any(works.cities)
       and (e.city is null or e.city = current_schema() or e.city <> all(works.cities))
     order by a.authenticator_id limit $2`,
    [after, limit],
  )
}

/** A lending of a post of this city. */
export type AuditedLoan = {
  readonly delegation_id: string
  readonly kind: 'temporary' | 'substitution'
  readonly post_id: string
  readonly holder_id: string
  readonly division_prefix: string
  readonly delegate_id: string
  readonly valid_from: string | null
  readonly valid_to: string | null
  readonly begins_at: string | null
  readonly ends_at: string | null
  readonly reason: string
  readonly given_by: string
  readonly decided_by: string | null
  readonly approved: boolean | null
  readonly revoked_at: string | null
}

/** Lendings of posts of this city in order of their ids, whichever city they say they are of. */
export async function listAuditedLoans(db: Db, after: string, limit: number): Promise<readonly AuditedLoan[]> {
  return db.read<AuditedLoan>(
    `select d.delegation_id, d.kind, d.post_id, d.holder_id, d.division_prefix, d.delegate_id, d.valid_from, d.valid_to, d.begins_at, d.ends_at,
       d.reason, d.given_by, d.decided_by, d.approved, d.revoked_at
     from delegation d left join post p on p.post_id = d.post_id left join office f on f.office_id = p.office_id
     where d.delegation_id > $1 and current_schema() in (f.city, d.city) order by d.delegation_id limit $2`,
    [after, limit],
  )
}

/** An event by which somebody gave leave or lent a post, with the signature under it. */
export type AuthorityEvent = {
  readonly stream_id: string
  readonly kind: string
  readonly actor_id: string | null
  readonly facts_mac: Buffer
  /** Null when nobody signed. */
  readonly signer: string | null
  readonly evidence: string | null
}

export async function listAuthorityEvents(
  db: Db,
  streamIds: readonly string[],
  kinds: readonly string[],
): Promise<readonly AuthorityEvent[]> {
  return db.read<AuthorityEvent>(
    `select l.stream_id, l.kind, l.actor_id, l.facts_mac, s.official_id as signer, e.evidence from ledger l
     left join signature s on s.case_id = l.stream_id and s.case_version = l.stream_version
     left join signing_evidence e on e.signing_id = s.signing_id
     where l.stream_id = any($1) and l.kind = any($2)`,
    [streamIds, kinds],
  )
}

/** Public keys of these officials as evidence names them, revoked ones too. */
export async function listKeysOf(
  db: Db,
  officialIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await db.read<{ official_id: string; keys: string[] }>(
    `select official_id, array_agg(case kind when 'ukey' then encode(public_key, 'hex') else rtrim(translate(encode(public_key, 'base64'), E'+/\\n', '-_'), '=') end) as keys
     from authenticator where official_id = any($1) group by official_id`,
    [officialIds],
  )
  return new Map(rows.map(({ official_id: id, keys }) => [id, keys]))
}
