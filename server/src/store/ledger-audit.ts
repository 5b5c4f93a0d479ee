import type { Db } from '@anju/platform/database/pool.ts'
import type { LedgerEnvelope } from './ledger-envelope.ts'

/** A place of the log, or of what still waits for one: then `seq` is null. */
export type LeafRow = {
  readonly seq: number | null
  readonly stream_id: string
  readonly stream_version: number
  readonly at: string
  readonly leaf: Buffer
}

/** A ledger row as it stands, with the person's wrapped key when there is one. */
export type AuditedRow = {
  readonly stream_id: string
  readonly stream_version: number
  readonly at: string
  readonly kind: string
  readonly legal_on: string
  readonly actor_id: string | null
  readonly post_id: string | null
  readonly pack: string
  readonly grounds: unknown
  readonly person_id: string | null
  readonly facts_enc: Buffer | null
  readonly facts_mac: Buffer
  readonly signed_step: string | null
  readonly envelope_mac: Buffer | null
  readonly dek_wrapped: Buffer | null
}

/** The envelope of a row as it stands. */
export function envelopeOfRow(city: string, row: AuditedRow): LedgerEnvelope {
  return {
    city,
    streamId: row.stream_id,
    version: row.stream_version,
    at: row.at,
    kind: row.kind,
    legalOn: row.legal_on,
    actorId: row.actor_id,
    postId: row.post_id,
    pack: row.pack,
    grounds: row.grounds,
    personId: row.person_id,
    factsMac: row.facts_mac.toString('hex'),
    // Rows with the writer's hash are of the version that tells the step.
    signedStep: row.envelope_mac === null ? undefined : row.signed_step,
  }
}

export type AuditedSignature = {
  readonly case_id: string
  readonly case_version: number
  readonly step: string
  readonly official_id: string
  readonly post_id: string
  readonly signed_on: string
  readonly signed_at: string
  readonly content_sm3: Buffer
  readonly statement: string
  readonly countersignature: Buffer
  readonly key_id: string
  readonly evidence: string | null
}

export type Place = { readonly streamId: string; readonly version: number }

const LEAF = 'stream_id, stream_version, at, leaf'
const LEDGER =
  'l.stream_id, l.stream_version, l.at, l.kind, l.legal_on, l.actor_id, l.post_id, l.pack, l.grounds, l.person_id, l.facts_enc, l.facts_mac, l.signed_step, l.envelope_mac, p.dek_wrapped'
const AT_PLACES = 'unnest($1::uuid[], $2::int[]) as w(stream_id, version)'

export async function listLeafRows(db: Db, from: number, limit: number): Promise<readonly LeafRow[]> {
  return db.read<LeafRow>(`select seq, ${LEAF} from ledger_leaf where seq >= $1 order by seq limit $2`, [from, limit])
}

export async function listWaiting(db: Db, limit: number): Promise<readonly LeafRow[]> {
  return db.read<LeafRow>(
    `select null::bigint as seq, ${LEAF} from ledger_pending order by at, stream_id, stream_version limit $1`,
    [limit],
  )
}

/** The ledger rows at these places; more than one at a place when somebody copied one. */
export async function listRowsAt(db: Db, places: readonly Place[]): Promise<readonly AuditedRow[]> {
  return db.read<AuditedRow>(
    `select ${LEDGER} from ${AT_PLACES} join ledger l on l.stream_id = w.stream_id and l.stream_version = w.version
     left join person p on p.person_id = l.person_id`,
    columnsOf(places),
  )
}

export async function listSignaturesAt(db: Db, places: readonly Place[]): Promise<readonly AuditedSignature[]> {
  return db.read<AuditedSignature>(
    `select s.case_id, s.case_version, s.step, s.official_id, s.post_id, s.signed_on, s.signed_at, s.content_sm3, s.statement, s.countersignature, s.key_id, e.evidence
     from ${AT_PLACES} join signature s on s.case_id = w.stream_id and s.case_version = w.version
     left join signing_evidence e on e.signing_id = s.signing_id`,
    columnsOf(places),
  )
}

function columnsOf(places: readonly Place[]) {
  return [places.map(({ streamId }) => streamId), places.map(({ version }) => version)]
}

type Stray = { readonly stream_id: string; readonly version: number }

/** Ledger rows that are neither in the log nor waiting for it. */
export async function listRowsWithoutLeaf(db: Db): Promise<readonly Stray[]> {
  return db.read<Stray>(
    `select l.stream_id, l.stream_version as version from ledger l
     where not exists (select from ledger_leaf f where f.stream_id = l.stream_id and f.stream_version = l.stream_version)
       and not exists (select from ledger_pending w where w.stream_id = l.stream_id and w.stream_version = l.stream_version)
     order by 1, 2 limit 1000`,
  )
}

/** Signatures under something that never happened. */
export async function listSignaturesWithoutRow(db: Db): Promise<readonly Stray[]> {
  return db.read<Stray>(
    `select s.case_id as stream_id, s.case_version as version from signature s
     where not exists (select from ledger l where l.stream_id = s.case_id and l.stream_version = s.case_version)
     order by 1, 2 limit 1000`,
  )
}

/** A case as its own row has it. */
export type StandingRow = {
  readonly table: 'registration' | 'application' | 'permit_transfer'
  readonly stream_id: string
  readonly version: number
  readonly state: string
}

/** The cases whose every version stands in the ledger, in order of their ids. */
export async function listStanding(db: Db, after: string, limit: number): Promise<readonly StandingRow[]> {
  return db.read<StandingRow>(
    `select "table", stream_id, version, state from (
       (select 'registration' as "table", registration_id as stream_id, version, state from registration where registration_id > $1 order by registration_id limit $2)
       union all
       (select 'application', application_id, version, state from application where application_id > $1 order by application_id limit $2)
       union all
       (select 'permit_transfer', transfer_id, version, state from permit_transfer where transfer_id > $1 order by transfer_id limit $2)
     ) s order by stream_id limit $2`,
    [after, limit],
  )
}
