import { KeyDestroyed } from '@anju/crypto/key-destroyed.ts'
import { NotAuthentic } from '@anju/crypto/sm4-gcm.ts'
import type { CryptoProvider } from '@anju/crypto/provider.ts'
import { sm3Hex } from '@anju/crypto/sm3.ts'
import type { Db, Pool } from '@anju/platform/database/pool.ts'

/** A step that somebody signed, as a list of them shows it. */
export type SignedStepRow = {
  readonly case_id: string
  readonly case_version: number
  readonly step: string
  readonly official_id: string
  readonly post_id: string
  readonly signed_on: string
  readonly signed_at: string
  /** Null for a signature from before officials had keys. */
  readonly signed_with: 'security-key' | 'ukey' | 'demo' | null
  readonly event: string | null
  readonly case_number: string | null
  readonly person_id: string | null
}

export type SignedStepQuestion = {
  /** Null for everybody. */
  readonly officialIds: readonly string[] | null
  /** Empty for every step. */
  readonly step: string
  /** The legal day; null for any. */
  readonly on: string | null
  /** Null for every case. */
  readonly caseIds: readonly string[] | null
  readonly limit: number
}

/** Signed steps of the city, the latest first. */
export async function listSignedSteps(db: Db, asked: SignedStepQuestion): Promise<readonly SignedStepRow[]> {
  return db.read<SignedStepRow>(
    `select s.case_id, s.case_version, s.step, s.official_id, s.post_id, s.signed_on, s.signed_at, e.kind as signed_with, l.kind as event,
       coalesce(r.receipt_no, a.acceptance_no) as case_number, coalesce(l.person_id, e.person_id) as person_id
     from (select case_id, case_version, step, official_id, post_id, signed_on, signed_at, signing_id from signature
           where ($1::uuid[] is null or official_id = any($1)) and ($2 = '' or step = $2) and ($3::date is null or signed_on = $3)
             and ($4::uuid[] is null or case_id = any($4))
           order by signed_at desc, case_id limit $5) s
     left join signing_evidence e on e.signing_id = s.signing_id
     left join ledger l on l.stream_id = s.case_id and l.stream_version = s.case_version and l.at = s.signed_at
     left join registration r on r.registration_id = s.case_id
     left join application a on a.application_id = s.case_id
     order by s.signed_at desc, s.case_id, s.case_version desc`,
    [asked.officialIds, asked.step, asked.on, asked.caseIds, asked.limit],
  )
}

/** Cases by a number that is printed on their papers: receipt or acceptance; or by their id. */
export async function findCasesNumbered(db: Db, number: string): Promise<readonly string[]> {
  const rows = await db.read<{ case_id: string }>(
    `select registration_id as case_id from registration where receipt_no = $1 or registration_id::text = $1
     union select application_id from application where acceptance_no = $1 or application_id::text = $1
     union select case_id from signature where case_id::text = $1`,
    [number],
  )
  return rows.map(({ case_id }) => case_id)
}

/** A key as it was bound, by its public key. */
export type BoundKey = {
  readonly official_id: string
  readonly kind: 'webauthn' | 'ukey'
  readonly public_key: Buffer
  readonly aaguid: string
  readonly label: string
  readonly registered_at: string
  readonly revoked_at: string | null
}

/** Keys that were ever bound to these officials. */
export async function listBoundKeys(shared: Pool, officialIds: readonly string[]): Promise<readonly BoundKey[]> {
  return shared.ask<BoundKey>(
    'select official_id, kind, public_key, aaguid, label, registered_at, revoked_at from authenticator where official_id = any($1)',
    [officialIds],
  )
}

/** What an official was shown when they signed, still sealed. */
export type ShownRow = {
  readonly case_version: number
  readonly signing_id: string
  readonly display_enc: Buffer | null
  readonly person_id: string | null
  readonly dek_wrapped: Buffer | null
}

export async function listShownRows(db: Db, caseId: string): Promise<readonly ShownRow[]> {
  return db.read<ShownRow>(
    `select s.case_version, s.signing_id, e.display_enc, e.person_id, p.dek_wrapped
     from signature s join signing_evidence e on e.signing_id = s.signing_id left join person p on p.person_id = e.person_id
     where s.case_id = $1 order by s.case_version`,
    [caseId],
  )
}

/**
 * The text that an official saw. `absent`: a demo that showed none, or a case of nobody. `erased`: the person's key was
 * destroyed. `broken`: what is kept was not sealed for this signature.
 */
export type Shown =
  | { readonly kind: 'text'; readonly text: string; readonly sm3: string }
  | { readonly kind: 'absent' | 'erased' | 'broken' }

/** Opens what was shown. */
export function openShown(crypto: CryptoProvider, row: ShownRow | undefined): Shown {
  const { display_enc: sealed, person_id: personId, dek_wrapped: wrappedKey } = row ?? {}
  if (row === undefined || sealed == null || personId == null) return { kind: 'absent' }
  if (wrappedKey == null) return { kind: 'erased' }
  try {
    const place = { table: 'signing_evidence', column: 'display_enc', rowId: row.signing_id, personId }
    const text = crypto.open(place, sealed, wrappedKey).toString('utf8')
    return { kind: 'text', text, sm3: sm3Hex(Buffer.from(text)) }
  } catch (error) {
    if (error instanceof KeyDestroyed) return { kind: 'erased' }
    if (error instanceof NotAuthentic) return { kind: 'broken' }
    throw error
  }
}
