import { canonicalJsonBytes } from '@anju/crypto/canonical-json.ts'
import type { CryptoProvider } from '@anju/crypto/provider.ts'
import { parseEvidence, parseStatement } from '@anju/crypto/signing-evidence.ts'
import { sm3Hex } from '@anju/crypto/sm3.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import {
  listAuditedKeys,
  listAuditedLoans,
  listAuthorityEvents,
  listKeysOf,
  type AuditedKey,
  type AuditedLoan,
  type AuthorityEvent,
} from '../store/authority-audit.ts'
import { withoutFractions } from '../store/record-event.ts'
import type { Finding } from './verify-finding.ts'

const PAGE = 500
const FIRST_ID = '00000000-0000-0000-0000-000000000000'
type Facts = Readonly<Record<string, unknown>>
type Verifier = { readonly city: string; readonly crypto: Pick<CryptoProvider, 'verifyMac'> }
type Verified = { readonly findings: readonly Finding[]; readonly notes: readonly string[] }

/** A step that must stand in the ledger, by whom, over what. What may be written in more than one way has several forms. */
type Wanted = {
  readonly kind: string
  readonly by: string
  readonly forms: readonly { readonly facts: Facts; readonly request: (intentId: string) => unknown }[]
  /** The intent that the row is named after, where it is. */
  readonly intentId?: string
}

/**
 * Looks for what must stand behind every key and every lent post of a city: the signed steps of those who gave them. A seal can be
 * made anew by whoever has the server's keys; an event under an official's signature cannot. Keys that were given at the console
 * have no such step: they are told as notes, for a person to know them.
 */
export async function verifyAuthority(db: Db, verifier: Verifier): Promise<Verified> {
  const keys = await verifyEach(db, listAuditedKeys, (row) => row.authenticator_id, {
    streamOf: (row) => row.official_id,
    kinds: ['propose-enrolment', 'approve-enrolment'],
    faultsOf: (row, events) => faultsOfKey(verifier, row, events),
    table: 'authenticator',
  })
  const loans = await verifyEach(db, listAuditedLoans, (row) => row.delegation_id, {
    streamOf: (row) => row.delegation_id,
    kinds: ['lend-post', 'approve-delegation', 'end-delegation'],
    faultsOf: (row, events) => faultsOfLoan(verifier, row, events),
    table: 'delegation',
  })
  const notes = keys.rows
    .filter(isOfConsole)
    .map(
      ({ authenticator_id: id, name, registered_at: at }) =>
        `a key given at the console: ${id} of ${name}, bound at ${at}`,
    )
  return { findings: [...keys.findings, ...loans.findings], notes }
}

type Events = { readonly events: readonly AuthorityEvent[]; readonly keys: ReadonlyMap<string, readonly string[]> }
type Verifying<T> = {
  readonly table: string
  readonly kinds: readonly string[]
  readonly streamOf: (row: T) => string
  readonly faultsOf: (row: T, found: Events) => readonly string[]
}

/** Goes through a table page by page. @returns the findings, and the rows */
async function verifyEach<T>(
  db: Db,
  list: (db: Db, after: string, limit: number) => Promise<readonly T[]>,
  idOf: (row: T) => string,
  { table, kinds, streamOf, faultsOf }: Verifying<T>,
): Promise<{ readonly findings: readonly Finding[]; readonly rows: readonly T[] }> {
  const findings: Finding[] = []
  const rows: T[] = []
  for (let after = FIRST_ID; ;) {
    const page = await list(db, after, PAGE)
    const all = await listAuthorityEvents(db, [...new Set(page.map(streamOf))], kinds)
    const keys = await listKeysOf(db, [...new Set(all.flatMap(({ signer }) => signer ?? []))])
    const byStream = Map.groupBy(all, (event) => event.stream_id)
    for (const row of page)
      for (const what of faultsOf(row, { events: byStream.get(streamOf(row)) ?? [], keys }))
        findings.push({ check: 'authority', table, streamId: idOf(row), what })
    rows.push(...page)
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) return { findings, rows }
    after = idOf(last)
  }
}

/** Leave of the first three administrators comes from the console of the owner: nobody proposed or approved it. */
function isOfConsole(key: AuditedKey): boolean {
  return key.enrolment_id !== null && key.proposed_by === null && key.approved_by === null && key.administers
}

function faultsOfKey(verifier: Verifier, key: AuditedKey, found: Events): readonly string[] {
  const { enrolment_id: enrolmentId, official_id: officialId, reason, replaces, proposed_by, approved_by } = key
  if (enrolmentId === null) return ['bound without leave for this account']
  if (isOfConsole(key)) return []
  if (proposed_by === null || approved_by === null) return ['nobody proposed and approved that it is bound']
  if (proposed_by === approved_by) return ['one person proposed and approved that it is bound']
  const { city } = verifier
  const proposed: Wanted = {
    kind: 'propose-enrolment',
    by: proposed_by,
    intentId: enrolmentId,
    forms: [
      {
        facts: { enrolmentId, reason, replaces },
        request: (intentId) => ({ params: { city, officialId }, body: { intentId, reason, replaces } }),
      },
    ],
  }
  const approved: Wanted = {
    kind: 'approve-enrolment',
    by: approved_by,
    forms: [
      {
        facts: { enrolmentId, faceToFace: true },
        request: (intentId) => ({ params: { city, enrolmentId }, body: { intentId, faceToFace: true } }),
      },
    ],
  }
  return [...faultsOfStep(verifier, proposed, found), ...faultsOfStep(verifier, approved, found)]
}

function faultsOfLoan(verifier: Verifier, loan: AuditedLoan, found: Events): readonly string[] {
  const { delegation_id: delegationId, post_id: postId, delegate_id: delegateId, reason } = loan
  const { city } = verifier
  const time =
    loan.kind === 'substitution'
      ? { kind: loan.kind, from: loan.valid_from, to: loan.valid_to }
      : { kind: loan.kind, hours: (Date.parse(loan.ends_at ?? '') - Date.parse(loan.begins_at ?? '')) / 3_600_000 }
  const lent: Wanted = {
    kind: 'lend-post',
    by: loan.given_by,
    intentId: delegationId,
    // All divisions of the post are asked for by naming none.
    forms: [null, loan.division_prefix].map((divisionPrefix) => {
      const asked = { postId, delegateId, divisionPrefix, time, reason }
      return {
        facts: { ...asked, holderId: loan.holder_id },
        request: (intentId: string) => ({ params: { city }, body: { intentId, ...asked } }),
      }
    }),
  }
  const approved = (by: string): Wanted => ({
    kind: 'approve-delegation',
    by,
    forms: [
      {
        facts: { postId, delegateId },
        request: (intentId) => ({ params: { city, delegationId }, body: { intentId, approve: true } }),
      },
    ],
  })
  return [
    ...faultsOfStep(verifier, lent, found),
    ...(loan.approved === true ? faultsOfStep(verifier, approved(loan.decided_by ?? ''), found) : []),
    ...(loan.approved === true && loan.decided_by === loan.given_by ? ['one person gave and approved it'] : []),
    ...(loan.revoked_at === null && found.events.some(({ kind }) => kind === 'end-delegation')
      ? ['the ledger has its end, and it stands']
      : []),
  ]
}

/** Why a step is not there as it must be; nothing when one event has everything. */
function faultsOfStep({ crypto }: Verifier, wanted: Wanted, { events, keys }: Events): readonly string[] {
  const { kind, by } = wanted
  const told = events.filter((event) => event.kind === kind && event.actor_id === by)
  const fits = told.flatMap((event) =>
    wanted.forms
      .filter(({ facts }) => crypto.verifyMac('ledger', canonicalJsonBytes(withoutFractions(facts)), event.facts_mac))
      .map((form) => ({ event, form })),
  )
  if (fits.length === 0) return [`the ledger has no ${kind} by ${by} that says this`]
  const isSigned = fits.some(({ event, form }) => isSignedBy(wanted, event, keys.get(by) ?? [], form.request))
  return isSigned ? [] : [`under ${kind} there is no signature of ${by} for it`]
}

/** Whether the official signed this very request, with a key of theirs. In a trial run nobody's key is asked: then it is the statement alone. */
function isSignedBy(
  { by, kind, intentId }: Wanted,
  event: AuthorityEvent,
  keys: readonly string[],
  request: (intentId: string) => unknown,
): boolean {
  const evidence = parseEvidence(event.evidence ?? '')
  const statement = parseStatement(evidence?.statement ?? '')
  if (evidence === undefined || statement === undefined || event.signer !== by) return false
  const { official, caseId, event: signed } = statement
  if (official !== by || caseId !== event.stream_id || signed !== kind) return false
  if (intentId !== undefined && statement.intentId !== intentId) return false
  if (evidence.kind === 'demo') return true
  const asked = sm3Hex(canonicalJsonBytes(withoutFractions(request(statement.intentId))))
  return keys.includes(evidence.publicKey) && statement.requestSm3 === asked
}
