import { canonicalJson, canonicalJsonBytes } from '@anju/crypto/canonical-json.ts'
import type { CryptoProvider } from '@anju/crypto/provider.ts'
import { sm3Hex } from '@anju/crypto/sm3.ts'
import { isJsonObject, parseStrictJson } from '@anju/crypto/strict-json.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'

import type { Staff } from './session.ts'

/** Something that happened to an order. Without `signer` it came from the registry. */
export type OrderEventRecord = {
  readonly order: { readonly order_id: string; readonly area_code: string; readonly dek_wrapped: Buffer }
  readonly version: number
  readonly at: string
  readonly legalOn: string
  readonly kind: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly signer?: {
    readonly staff: Staff
    readonly sessionRef: string
    readonly signed: { readonly signingId: string; readonly evidenceSm3: string }
  }
}

/** A signed statement of one step: what was signed, over which digest, with which key. */
export type SignedStatement = { readonly statement: string; readonly countersignature: Buffer; readonly keyId: string }

/**
 * Countersigns a step that a named person carried out (签名负责): this node's SM2 signature over one canonical statement,
 * which names the person, the session, the step and the digest of what was done. Anybody can check it with the public key.
 */
export function signStatement(crypto: CryptoProvider, content: Readonly<Record<string, unknown>>): SignedStatement {
  const statement = canonicalJson({ v: 1, type: 'card-step', ...content })
  return { statement, countersignature: crypto.sign(statementBytes(statement)), keyId: crypto.identity.signingKid }
}

/** The bytes under a countersignature. */
export function statementBytes(statement: string): Buffer {
  return Buffer.from(`anju:card-step:v1\0${statement}`)
}

/** Adds one row to an order's history, in the transaction that changes the order. Rows are never changed. */
export async function recordOrderEvent(tx: Tx, crypto: CryptoProvider, event: OrderEventRecord): Promise<void> {
  const { order, version, at, legalOn, kind, signer } = event
  const facts = canonicalJsonBytes(event.facts)
  const address = { table: 'order_event', column: 'facts_enc', rowId: order.order_id, personId: order.order_id }
  const envelope = {
    v: 1,
    orderId: order.order_id,
    version,
    at,
    legalOn,
    kind,
    staffId: signer?.staff.staffId ?? null,
    factsMac: crypto.mac('ledger', facts).toString('hex'),
  }
  const contentSm3 = sm3Hex(canonicalJsonBytes(envelope))
  const signed =
    signer === undefined
      ? undefined
      : signStatement(crypto, {
          subjectId: order.order_id,
          version,
          step: kind,
          contentSm3,
          evidenceSm3: signer.signed.evidenceSm3,
          staff: signer.staff.staffId,
          name: signer.staff.name,
          badge: signer.staff.badge,
          session: signer.sessionRef,
          legalOn,
          at,
        })
  await tx.write(
    `insert into order_event (order_id, version, area_code, at, legal_on, kind, staff_id, facts_enc, content_sm3, statement, countersignature, key_id, signing_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      order.order_id,
      version,
      order.area_code,
      at,
      legalOn,
      kind,
      signer?.staff.staffId ?? null,
      crypto.seal(address, facts, order.dek_wrapped),
      contentSm3,
      signed?.statement ?? null,
      signed?.countersignature ?? null,
      signed?.keyId ?? null,
      signer?.signed.signingId ?? null,
    ],
  )
}

export type PastEvent = {
  readonly version: number
  readonly at: string
  readonly legalOn: string
  readonly kind: string
  readonly by: { readonly name: string; readonly badge: string } | null
  /** By the person's own key, or in a demo by nobody's; null for what came from the registry. */
  readonly signedBy: 'security-key' | 'ukey' | 'demo' | 'service' | null
  readonly facts: Readonly<Record<string, unknown>>
}

type Row = {
  readonly version: number
  readonly at: string
  readonly legal_on: string
  readonly kind: string
  readonly name: string | null
  readonly badge: string | null
  readonly facts_enc: Buffer
  readonly countersignature: Buffer | null
  readonly signed_by: 'security-key' | 'ukey' | 'demo' | null
}

export async function listOrderEvents(
  db: Db,
  crypto: CryptoProvider,
  order: { readonly order_id: string; readonly dek_wrapped: Buffer },
): Promise<readonly PastEvent[]> {
  const rows = await db.read<Row>(
    `select e.version, e.at, e.legal_on, e.kind, s.name, s.badge, e.facts_enc, e.countersignature, g.kind as signed_by
     from order_event e left join staff s on s.staff_id = e.staff_id left join signing_evidence g on g.signing_id = e.signing_id where e.order_id = $1 order by e.version`,
    [order.order_id],
  )
  const address = { table: 'order_event', column: 'facts_enc', rowId: order.order_id, personId: order.order_id }
  return rows.map((row) => ({
    version: row.version,
    at: row.at,
    legalOn: row.legal_on,
    kind: row.kind,
    by: row.name === null || row.badge === null ? null : { name: row.name, badge: row.badge },
    signedBy: row.signed_by ?? (row.countersignature === null ? null : 'service'),
    facts: factsOf(crypto.open(address, row.facts_enc, order.dek_wrapped)),
  }))
}

function factsOf(bytes: Buffer): Readonly<Record<string, unknown>> {
  const facts = parseStrictJson(bytes)
  if (!isJsonObject(facts)) throw new Error('The facts of an event are an object')
  return facts
}
