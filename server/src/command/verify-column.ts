import { equalDigests } from '@anju/crypto/sm3.ts'
import { addDays, civilDateOf } from '@anju/domain/kernel/plain-date.ts'
import { envelopeOfRow, type AuditedRow, type AuditedSignature, type LeafRow } from '../store/ledger-audit.ts'
import { envelopeBytes, ledgerLeaf, type LedgerEnvelope } from '../store/ledger-envelope.ts'
import { factsOf, type RowKeys } from './verify-row.ts'

const SEEN = ['kind', 'legalOn', 'actorId', 'postId', 'pack', 'grounds', 'personId', 'signedStep'] as const

/** Values that the rest of the ledger has, to try in the place of one that is wrong. */
export type SeenValues = Readonly<Record<(typeof SEEN)[number], Set<string>>>

export function noneSeen(): SeenValues {
  return {
    kind: new Set(),
    legalOn: new Set(),
    actorId: new Set(),
    postId: new Set(),
    pack: new Set(),
    grounds: new Set(),
    personId: new Set(),
    signedStep: new Set(),
  }
}

/** More would make the search long, and a column with that many values says little. */
const SEEN_MAX = 20_000
const DAYS_TRIED = 800

export function noteSeen(seen: SeenValues, row: AuditedRow): void {
  const values: Record<keyof SeenValues, string | null> = {
    kind: row.kind,
    legalOn: row.legal_on,
    actorId: row.actor_id,
    postId: row.post_id,
    pack: row.pack,
    grounds: JSON.stringify(row.grounds),
    personId: row.person_id,
    signedStep: row.signed_step,
  }
  for (const key of SEEN) {
    const value = values[key]
    if (value !== null && seen[key].size < SEEN_MAX) seen[key].add(value)
  }
}

const COLUMNS: Readonly<Record<string, string>> = {
  kind: 'kind',
  actorId: 'actor_id',
  postId: 'post_id',
  pack: 'pack',
  grounds: 'grounds',
  personId: 'person_id',
  signedStep: 'signed_step',
  legalOn: 'legal_on',
  at: 'at',
  factsMac: 'facts_mac',
}

/** A column that was changed, and what stood there before. */
export type FoundColumn = { readonly column: string; readonly before: string }

/**
 * Which one column of a bent row was changed. The leaf is the sum over all of them: the value that makes it come out right is
 * the one that stood there. It is looked for in the signature, in the sealed facts, in the rest of the ledger and among the
 * days around; when several columns were changed, or the value was like no other, nothing is found.
 */
export function findColumn(
  keys: RowKeys,
  row: AuditedRow,
  leaf: LeafRow,
  signature: AuditedSignature | undefined,
  seen: SeenValues,
): FoundColumn | undefined {
  const asRead = envelopeOfRow(keys.city, row)
  // With the writer's hash gone the row is read as one from before it was kept.
  const asWritten = { ...asRead, signedStep: row.signed_step }
  if (row.envelope_mac === null && fits(asWritten, leaf)) return { column: 'envelope_mac', before: 'a hash' }
  for (const base of row.envelope_mac === null ? [asRead, asWritten] : [asWritten]) {
    for (const [key, value] of candidates(keys, row, leaf, signature, seen)) {
      const tried: unknown = key === 'grounds' && value !== null ? JSON.parse(value) : value
      if (fits({ ...base, [key]: tried }, leaf)) return { column: COLUMNS[key] ?? key, before: String(value) }
    }
  }
  return undefined
}

function fits(envelope: LedgerEnvelope, leaf: LeafRow): boolean {
  try {
    return equalDigests(ledgerLeaf(envelopeBytes(envelope)), leaf.leaf)
  } catch {
    return false
  }
}

function* candidates(
  keys: RowKeys,
  row: AuditedRow,
  leaf: LeafRow,
  signature: AuditedSignature | undefined,
  seen: SeenValues,
): Generator<readonly [string, string | null]> {
  yield ['at', leaf.at]
  if (signature !== undefined) {
    yield ['at', signature.signed_at]
    yield ['kind', eventIn(signature.statement)]
    yield ['legalOn', signature.signed_on]
    yield ['actorId', signature.official_id]
    yield ['postId', signature.post_id]
    yield ['signedStep', signature.step]
  }
  for (const key of ['actorId', 'postId', 'personId', 'signedStep'] as const) yield [key, null]
  for (const mac of factsMacs(keys, row)) yield ['factsMac', mac]
  const day = civilDateOf(leaf.at)
  for (let days = 0; days <= DAYS_TRIED; days += 1) {
    yield ['legalOn', addDays(day, days)]
    yield ['legalOn', addDays(day, -days)]
  }
  for (const [key, values] of Object.entries(seen)) for (const value of values) yield [key, value]
}

function eventIn(statement: string): string {
  return /"event":"([^"]+)"/.exec(statement)?.[1] ?? ''
}

/** What the keyed hash of the facts must be, when they can still be opened. */
function factsMacs({ crypto }: RowKeys, row: AuditedRow): readonly string[] {
  if (row.facts_enc === null || row.person_id === null || row.dek_wrapped === null) return []
  try {
    return [crypto.mac('ledger', factsOf(crypto, row, row.facts_enc, row.person_id, row.dek_wrapped)).toString('hex')]
  } catch {
    return []
  }
}
