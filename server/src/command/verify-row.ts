import { canonicalJson } from '@anju/crypto/canonical-json.ts'
import { wasRetiredAt, type SigningKeyLife } from '@anju/crypto/key-list.ts'
import { publicKeyId } from '@anju/crypto/key-set.ts'
import type { CryptoProvider } from '@anju/crypto/provider.ts'
import { mustBeSigned } from '@anju/crypto/signed-event.ts'
import { evidenceFaults, evidenceSm3, parseEvidence } from '@anju/crypto/signing-evidence.ts'
import { equalDigests } from '@anju/crypto/sm3.ts'
import { envelopeOfRow, type AuditedRow, type AuditedSignature, type LeafRow } from '../store/ledger-audit.ts'
import { contentSm3, envelopeBytes, fitsEnvelopeMac, ledgerLeaf } from '../store/ledger-envelope.ts'
import type { Check, Finding } from './verify-finding.ts'

/** What a row is checked with. @property registryKeys public signing keys of this registry, the current one and retired ones */
export type RowKeys = {
  readonly city: string
  readonly crypto: CryptoProvider
  readonly registryKeys: readonly string[]
  /** When each of them signed. */
  readonly keyLives?: readonly SigningKeyLife[]
  readonly isOn: (check: Check) => boolean
}

export type CheckedRow = {
  readonly findings: readonly Finding[]
  /** The row is not what its leaf covers: which column, is found out afterwards from all that is known. */
  readonly isBent: boolean
  /** Whether the writer's keyed hash is there; from the first one on every row must have it. */
  readonly hasWriter: boolean
  /** The state that the event led to; undefined when it led to none, null when its facts cannot be read. */
  readonly to: string | undefined | null
  /** The facts cannot be read any more: the person's key is gone. */
  readonly isShredded: boolean
}

const STATE = /^[a-z]+(?:-[a-z]+)*$/

/** Checks one ledger row against its leaf, its writer's hash, its sealed facts and the signature under it. */
export function checkRow(
  keys: RowKeys,
  row: AuditedRow,
  leaf: LeafRow,
  signature: AuditedSignature | undefined,
  mustHaveWriter: boolean,
): CheckedRow {
  const place = {
    streamId: row.stream_id,
    version: row.stream_version,
    ...(leaf.seq === null ? {} : { seq: leaf.seq }),
  }
  const findings: Finding[] = []
  const say = (check: Check, table: string, what: string, column?: string) => {
    if (keys.isOn(check)) findings.push({ check, table, what, ...place, ...(column === undefined ? {} : { column }) })
  }
  const bytes = bytesOf(keys.city, row)
  const hasWriter = row.envelope_mac !== null
  const isBent = bytes === undefined || !equalDigests(ledgerLeaf(bytes), leaf.leaf)
  // Of a row that is not what its leaf covers, all other sums are wrong too: one finding says it.
  if (isBent || bytes === undefined)
    return { findings, isBent: keys.isOn('leaf'), hasWriter, to: null, isShredded: false }
  if (leaf.at !== row.at)
    say('leaf', leaf.seq === null ? 'ledger_pending' : 'ledger_leaf', 'not the time of its row', 'at')
  if (row.envelope_mac === null) {
    if (mustHaveWriter)
      say('writer', 'ledger', "no program of ours wrote this row: it lacks the writer's hash", 'envelope_mac')
  } else if (!fitsEnvelopeMac(keys.crypto, bytes, row.envelope_mac)) {
    say('writer', 'ledger', "no program of ours wrote this row: the writer's hash is another", 'envelope_mac')
  }
  const facts = openFacts(keys.crypto, row)
  if (facts.wrong !== undefined) say('facts', 'ledger', facts.wrong, 'facts_enc')
  for (const { what, column } of signatureFaults(keys, row, bytes, signature))
    say('signature', 'signature', what, column)
  if (signature !== undefined)
    for (const what of evidenceFaultsOf(signature)) say('signature', 'signing_evidence', what, 'evidence')
  return { findings, isBent: false, hasWriter, to: facts.to, isShredded: facts.isShredded }
}

/** Undefined when a column holds what no program of ours could have written, such as a fraction. */
function bytesOf(city: string, row: AuditedRow): Buffer | undefined {
  try {
    return envelopeBytes(envelopeOfRow(city, row))
  } catch {
    return undefined
  }
}

type Facts = Pick<CheckedRow, 'to' | 'isShredded'> & { readonly wrong?: string }

function openFacts(crypto: CryptoProvider, row: AuditedRow): Facts {
  const unread = { to: null, isShredded: false }
  if (row.person_id === null)
    return row.facts_enc === null
      ? { to: undefined, isShredded: false }
      : { ...unread, wrong: 'facts where there is no person' }
  if (row.facts_enc === null) return { ...unread, wrong: 'the facts are gone' }
  if (row.dek_wrapped === null || row.dek_wrapped.length === 0) return { to: null, isShredded: true }
  try {
    const facts = factsOf(crypto, row, row.facts_enc, row.person_id, row.dek_wrapped)
    if (!crypto.verifyMac('ledger', facts, row.facts_mac)) return { ...unread, wrong: 'the facts of another event' }
    return { to: stateIn(facts), isShredded: false }
  } catch {
    return { ...unread, wrong: 'facts that were not sealed for this row' }
  }
}

/** Opens the sealed facts. Throws NotAuthentic. */
export function factsOf(
  crypto: CryptoProvider,
  row: AuditedRow,
  sealed: Buffer,
  personId: string,
  wrappedKey: Buffer,
): Buffer {
  return crypto.open({ table: 'ledger', column: 'facts_enc', rowId: row.stream_id, personId }, sealed, wrappedKey)
}

/** A move says by `to` which registration it led to: then the state is not told. */
function stateIn(facts: Buffer): string | undefined | null {
  const parsed: unknown = JSON.parse(facts.toString('utf8'))
  if (typeof parsed !== 'object' || parsed === null || !('to' in parsed)) return undefined
  return typeof parsed.to === 'string' && STATE.test(parsed.to) ? parsed.to : null
}

type Fault = { readonly what: string; readonly column?: string }

function signatureFaults(
  { registryKeys, keyLives = [], crypto }: RowKeys,
  row: AuditedRow,
  bytes: Buffer,
  signature: AuditedSignature | undefined,
): readonly Fault[] {
  if (signature === undefined) {
    if (row.signed_step !== null) return [{ what: `step ${row.signed_step} was signed, and the signature is gone` }]
    const isOwed = mustBeSigned({ kind: row.kind, postId: row.post_id, grounds: row.grounds })
    return isOwed ? [{ what: `${row.kind} was recorded and nobody signed it` }] : []
  }
  const faults: Fault[] = []
  if (row.envelope_mac !== null && row.signed_step !== signature.step)
    faults.push({ what: `the event says ${row.signed_step ?? 'unsigned'}`, column: 'step' })
  if (!equalDigests(contentSm3(bytes), signature.content_sm3))
    faults.push({ what: 'it was given for another content', column: 'content_sm3' })
  const key = registryKeys.find((each) => publicKeyId(each) === signature.key_id)
  const signed = Buffer.from(`anju:responsibility:v1\0${signature.statement}`)
  const life = keyLives.find(({ kid }) => kid === signature.key_id)
  if (key === undefined) faults.push({ what: 'a key that is not ours', column: 'key_id' })
  else if (life !== undefined && wasRetiredAt(life, signature.signed_at))
    faults.push({
      what: `signed at ${signature.signed_at} by a key that was retired at ${life.until ?? ''}`,
      column: 'key_id',
    })
  else if (!crypto.verify(key, signed, signature.countersignature))
    faults.push({ what: 'the countersignature does not hold for the statement', column: 'countersignature' })
  return [...faults, ...statementFaults(signature)]
}

/** What the official's own key said must be there as it was countersigned. Statements of version 1 are from before there were keys. */
function evidenceFaultsOf({ statement, evidence: text }: AuditedSignature): readonly string[] {
  const said = recordIn(statement)
  if (said === undefined || said['v'] === 1) return []
  if (text === null) return ["what the official's key said is gone"]
  if (evidenceSm3(text) !== said['evidenceSm3']) return ['it is not what the registry countersigned']
  const evidence = parseEvidence(text)
  return evidence === undefined ? ['it is no evidence of a key'] : evidenceFaults(evidence)
}

function recordIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : undefined
  } catch {
    return undefined
  }
}

/** The statement is what was signed; the columns beside it must say the same. */
function statementFaults(signature: AuditedSignature): readonly Fault[] {
  const told: Readonly<Record<string, unknown>> = {
    caseId: signature.case_id,
    caseVersion: signature.case_version,
    step: signature.step,
    official: signature.official_id,
    post: signature.post_id,
    legalOn: signature.signed_on,
    at: signature.signed_at,
    contentSm3: signature.content_sm3.toString('hex'),
  }
  const columns: Readonly<Record<string, string>> = {
    caseId: 'case_id',
    caseVersion: 'case_version',
    official: 'official_id',
    post: 'post_id',
    legalOn: 'signed_on',
    at: 'signed_at',
    contentSm3: 'content_sm3',
  }
  try {
    const statement: unknown = JSON.parse(signature.statement)
    if (typeof statement !== 'object' || statement === null || canonicalJson(statement) !== signature.statement)
      return [{ what: 'not a statement', column: 'statement' }]
    const says = new Map(Object.entries(statement))
    return Object.entries(told)
      .filter(([key, value]) => says.get(key) !== value)
      .map(([key]) => ({ what: `the statement says another ${key}`, column: columns[key] ?? key }))
  } catch {
    return [{ what: 'not a statement', column: 'statement' }]
  }
}
