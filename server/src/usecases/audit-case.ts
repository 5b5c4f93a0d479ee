import { granted, type Decision } from '@anju/domain/kernel/decision.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { auditBundle, officialKeys, publicKeyOf, type AuditedCase, type CaseCheck } from '../store/case-audit.ts'
import { bundleCase, CaseUnprovable } from '../store/case-bundle.ts'
import { listHistory, type HistoryRow } from '../store/history.ts'
import { LogIncomplete } from '../store/ledger-proof.ts'
import { findOfficialsNamed } from '../store/look-list.ts'
import { findOfficialNames, findPostRoles } from '../store/office.ts'
import {
  findCasesNumbered,
  listBoundKeys,
  listShownRows,
  listSignedSteps as listRows,
  openShown,
  type BoundKey,
  type Shown,
} from '../store/signed-step.ts'
import { countReveal } from './reveal-field.ts'

/** As many as a page shows; a narrower question shows the others. */
const STEPS_MAX = 200

export type StepsAsked = {
  /** Exact name of an official; empty for all. */
  readonly official: string
  readonly step: string
  readonly on: string | undefined
  /** A number printed on the papers of a case, or its id; empty for every case. */
  readonly number: string
}

/** The steps that officials signed, the latest first (签名办理记录). */
export async function listSignedSteps(deps: Deps, act: Act, { official, step, on, number }: StepsAsked) {
  const officialIds = official === '' ? null : await findOfficialsNamed(deps.shared, official)
  const rows = await act.city.pool.look(act.scope, async (db) => {
    const caseIds = number === '' ? null : await findCasesNumbered(db, number)
    return listRows(db, { officialIds, step, on: on ?? null, caseIds, limit: STEPS_MAX })
  })
  const [names, roles] = await namesOf(
    deps,
    rows.map((row) => row.official_id),
    rows.map((row) => row.post_id),
  )
  return rows.map((row) => ({
    caseId: row.case_id,
    caseNumber: row.case_number,
    version: row.case_version,
    step: row.step,
    event: row.event,
    official: names.get(row.official_id) ?? row.official_id,
    role: roles.get(row.post_id) ?? '',
    on: row.signed_on,
    at: row.signed_at,
    signedWith: row.signed_with,
    personId: row.person_id,
  }))
}

/** `waiting`: what is still to come by itself, such as the next checkpoint. `absent`: there is nothing to check. */
export type Standing = 'holds' | 'broken' | 'waiting' | 'absent'
export type StepCheck = CaseCheck | 'shown'
export type CheckedPart = { readonly check: StepCheck; readonly standing: Standing; readonly faults: string[] }

/**
 * A case checked again from its rows, now: by the lines of the verifier that stands alone, with the keys of the registry, of the
 * police and of the officials as they were bound; and of each step what its official was shown, masked.
 * @throws RegistryError not-found
 */
export async function auditCase(deps: Deps, act: Act, caseId: string) {
  const { history, shown, found } = await act.city.pool.look(act.scope, async (db) => {
    const events = await listHistory(db, caseId)
    return {
      history: events,
      shown: await listShownRows(db, caseId),
      found: await bundleCase(db, act.city.city, caseId).catch(unprovable),
    }
  })
  if (history.length === 0) throw new RegistryError('not-found', 'No such case within reach')
  const keys = await listBoundKeys(deps.shared, unique(history.map((row) => row.actor_id)))
  const outside = { witnessKeys: await deps.witnessKeys(), officials: officialKeys(keys) }
  const audited = found instanceof CaseUnprovable ? undefined : auditBundle(deps.crypto, found, outside)
  const [names, roles] = await namesOf(
    deps,
    history.map((row) => row.actor_id),
    history.flatMap((row) => row.post_id ?? []),
  )
  const steps = history.map((row) => {
    const version = row.stream_version
    const text = openShown(
      deps.crypto,
      shown.find((each) => each.case_version === version),
    )
    return {
      version,
      event: row.kind,
      step: row.step,
      official: names.get(row.actor_id) ?? null,
      role: roles.get(row.post_id ?? '') ?? '',
      on: row.legal_on,
      at: row.at,
      ...proofOf(audited, version, keys),
      shown: { kind: text.kind, text: text.kind === 'text' ? text.text : null },
      checks: checksOf(found, audited, row, text),
    }
  })
  return { caseId, personId: subjectOf(shown), log: logOf(audited), checks: caseChecks(found, audited), steps }
}

/** The proof that cannot be made is itself a finding; anything else is a defect. */
function unprovable(error: unknown): CaseUnprovable {
  if (error instanceof CaseUnprovable) return error
  if (error instanceof LogIncomplete) return new CaseUnprovable(error.message, false)
  throw error
}

function logOf(audited: AuditedCase | undefined) {
  if (audited === undefined) return null
  const { size, sealedAt, root, registryKids, witnessKids } = audited.log
  return { size, sealedAt, root, registryKids: [...registryKids], witnessKids: [...witnessKids] }
}

function caseChecks(found: object, audited: AuditedCase | undefined): CheckedPart[] {
  if (audited === undefined) {
    const { isWaiting, message } = found instanceof CaseUnprovable ? found : new CaseUnprovable('', false)
    return [{ check: 'checkpoint', standing: isWaiting ? 'waiting' : 'broken', faults: [message] }]
  }
  const witness = partOf(audited, null, 'witness')
  // The police countersign what they are sent; until then there is nothing of theirs that could be wrong.
  const isAwaited = !audited.log.hasWitness
  return [partOf(audited, null, 'checkpoint'), isAwaited ? { ...witness, standing: 'waiting', faults: [] } : witness]
}

const UNDER_A_SIGNATURE = ['countersignature', 'key', 'owner', 'images'] as const

function checksOf(
  found: object,
  audited: AuditedCase | undefined,
  row: HistoryRow,
  shown: Shown,
): readonly CheckedPart[] {
  const version = row.stream_version
  const isSealed = audited?.places.some((place) => place.version === version) === true
  if (audited === undefined || !isSealed) {
    const isWaiting = audited !== undefined || (found instanceof CaseUnprovable && found.isWaiting)
    return [{ check: 'event', standing: isWaiting ? 'waiting' : 'broken', faults: [] }]
  }
  const signature = audited.signatures.find((each) => each.version === version)
  const parts = [partOf(audited, version, 'event'), partOf(audited, version, 'signature')]
  if (signature === undefined) return row.step === null && parts[1]?.standing === 'holds' ? parts.slice(0, 1) : parts
  return [
    ...parts,
    ...UNDER_A_SIGNATURE.map((check) => withoutKey(partOf(audited, version, check), signature)),
    shownPart(shown, signature.displaySm3, row.person_id !== null),
  ]
}

/**
 * What was shown is what the key signed: by the digest in the statement. The text of an act that is no person's case is not kept,
 * since no key of a person would take it away with the rest; its digest stands in the statement all the same.
 */
function shownPart(shown: Shown, displaySm3: string | null, isKept: boolean): CheckedPart {
  if (shown.kind === 'broken') return shownIs('broken', 'what is kept was not sealed for this signature')
  if (shown.kind === 'text')
    return shown.sm3 === displaySm3 ? shownIs('holds') : shownIs('broken', 'the text is not the one that was signed')
  if (shown.kind === 'absent' && displaySm3 !== null && isKept)
    return shownIs('broken', 'the text that was signed is gone')
  return shownIs('absent')
}

function shownIs(standing: Standing, ...faults: string[]): CheckedPart {
  return { check: 'shown', standing, faults }
}

/** Where no key answered there is no answer that could hold. */
function withoutKey(part: CheckedPart, { key }: { readonly key: unknown }): CheckedPart {
  return part.check === 'key' && key === null && part.standing === 'holds' ? { ...part, standing: 'absent' } : part
}

function partOf({ findings }: AuditedCase, version: number | null, check: CaseCheck): CheckedPart {
  const faults = findings.filter((each) => each.version === version && each.check === check).map(({ fault }) => fault)
  return { check, standing: faults.length === 0 ? 'holds' : 'broken', faults }
}

function proofOf(audited: AuditedCase | undefined, version: number, bound: readonly BoundKey[]) {
  const place = audited?.places.find((each) => each.version === version)
  const signature = audited?.signatures.find((each) => each.version === version)
  const key = signature?.key
  const known = bound.find((each) => key !== undefined && key !== null && publicKeyOf(each) === key.publicKey)
  return {
    leaf: place === undefined ? null : { seq: place.seq, sm3: place.leaf },
    signature:
      signature === undefined
        ? null
        : {
            signedWith: signature.kind,
            contentSm3: signature.contentSm3,
            evidenceSm3: signature.evidenceSm3,
            displaySm3: signature.displaySm3,
            askedAt: signature.askedAt,
            countersignedAt: signature.countersignedAt,
            key:
              key === undefined || key === null
                ? null
                : {
                    label: known?.label ?? '',
                    model: known?.aaguid ?? '',
                    boundAt: known?.registered_at ?? null,
                    revokedAt: known?.revoked_at ?? null,
                    isUserVerified: key.isUserVerified,
                    count: key.count,
                    origin: key.origin,
                  },
          },
  }
}

function subjectOf(shown: readonly { readonly person_id: string | null }[]): string | null {
  return shown.find(({ person_id }) => person_id !== null)?.person_id ?? null
}

function unique(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)]
}

async function namesOf(deps: Deps, officials: readonly string[], posts: readonly string[]) {
  return Promise.all([findOfficialNames(deps.shared, unique(officials)), findPostRoles(deps.shared, unique(posts))])
}

/** Shows what an official was shown, word for word, for a purpose; counted like every value in full (I-147). */
export async function showSignedText(
  deps: Deps,
  act: Act,
  asked: { readonly caseId: string; readonly version: number },
): Promise<Decision<{ readonly personId: string; readonly shownText: string; readonly seconds: number }>> {
  return act.city.pool.transact(act.scope, async (tx) => {
    const row = (await listShownRows(tx, asked.caseId)).find((each) => each.case_version === asked.version)
    const shown = openShown(deps.crypto, row)
    if (row?.person_id == null || shown.kind !== 'text')
      throw new RegistryError(shown.kind === 'erased' ? 'erased' : 'not-found', 'No text is kept of this step')
    const { person_id: personId } = row
    const counted = await countReveal(deps, tx, act)
    return counted.ok ? granted({ personId, shownText: shown.text, ...counted.value }, []) : counted
  })
}

/**
 * A case with its proofs as a file, and the public keys of the officials who signed.
 * @throws RegistryError not-found while nothing of it is under a checkpoint
 */
export async function exportCaseBundle(deps: Deps, act: Act, caseId: string) {
  const { bundle, history, shown } = await act.city.pool.look(act.scope, async (db) => ({
    bundle: await bundleCase(db, act.city.city, caseId).catch(unprovable),
    history: await listHistory(db, caseId),
    shown: await listShownRows(db, caseId),
  }))
  if (bundle instanceof CaseUnprovable) throw new RegistryError('not-found', bundle.message)
  const officials = officialKeys(await listBoundKeys(deps.shared, unique(history.map((row) => row.actor_id))))
  const witness = await deps.witnessKeys()
  return {
    personId: subjectOf(shown),
    fileName: `anju-case-${caseId}.json`,
    bundle: JSON.stringify(bundle),
    officials: JSON.stringify(officials),
    registry: JSON.stringify({ signingPublicKey: deps.crypto.identity.signingPublicKey }),
    police: witness[0] === undefined ? null : JSON.stringify({ signingPublicKey: witness[0] }),
    registryKid: deps.crypto.identity.signingKid,
  }
}
