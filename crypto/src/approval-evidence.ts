import { isKeyOf, type OfficialKeys } from './official-roster.ts'
import {
  evidenceFaults,
  evidenceSm3,
  namedSteps,
  parseEvidence,
  parseStatement,
  type SigningEvidence,
  type SigningKind,
  type SigningStatement,
  type StepBeside,
} from './signing-evidence.ts'

/** By which events a step says yes to a case: what is signed with a return or a refusal approves nothing. */
const APPROVING: Readonly<Record<string, readonly string[]>> = {
  accept: ['accept', 'supplement'],
  verify: ['verify-true'],
  review: ['approve'],
  correct: ['correct'],
}

/** The step of a case to which a statement says yes; undefined when it says something else, or is about another case. */
export function approvedStep(statement: SigningStatement, caseId: string): StepBeside | undefined {
  return namedSteps(statement).find(
    (each) =>
      each.caseId === caseId && Object.hasOwn(APPROVING, each.step) && APPROVING[each.step]?.includes(each.event),
  )
}

/** What is to be proven: that this case of this city was passed, each of these steps by somebody else. */
export type ApprovalAsked = {
  readonly city: string
  readonly caseId: string
  readonly steps: readonly string[]
  /** Canonical texts of what the officials' keys said. */
  readonly evidence: readonly string[]
}
export type ApprovalTrust = {
  readonly officials: OfficialKeys
  /** In a trial run a signature by nobody's key counts, and so one by a key that nobody wrote down. */
  readonly isDemoTaken: boolean
}
export type ProvenStep = {
  readonly step: string
  readonly official: string
  readonly by: SigningKind
  readonly isKeyKnown: boolean
  readonly sm3: string
}

/** Why an approval is not proven, and never will be by what was brought. */
export const APPROVAL_REFUSALS = [
  'order.unsigned',
  'order.signature',
  'order.demo-signature',
  'order.same-signer',
] as const
export type ApprovalRefusal = (typeof APPROVAL_REFUSALS)[number]

/** `unknown`: everything holds, and whose keys these are nobody outside the registry has said yet. */
export type ApprovalVerdict =
  | { readonly is: 'proven'; readonly steps: readonly ProvenStep[] }
  | { readonly is: 'unknown'; readonly officials: readonly string[] }
  | { readonly is: 'refused'; readonly code: ApprovalRefusal; readonly faults: readonly string[] }

type Read = { readonly evidence: SigningEvidence; readonly statement: SigningStatement; readonly named: StepBeside }

/**
 * Whether officials passed a case with their own keys, by what the keys said and a list of keys from elsewhere. The same checks as
 * in the bundle of a case, without its ledger: for whoever is told of one case and takes an order on it. Never throws.
 */
export function judgeApproval(asked: ApprovalAsked, trust: ApprovalTrust): ApprovalVerdict {
  const read: Read[] = []
  for (const text of asked.evidence) {
    const found = readFor(asked, text)
    if (Array.isArray(found)) return { is: 'refused', code: 'order.signature', faults: found }
    read.push(found)
  }
  if (!trust.isDemoTaken && read.some(({ evidence }) => evidence.kind === 'demo'))
    return refused('order.demo-signature', "a demo: nobody's key stands under it")
  const missing = asked.steps.filter((step) => !read.some(({ named }) => named.step === step))
  if (missing.length > 0) return refused('order.unsigned', `no signature for ${missing.join(', ')}`)
  const order = orderFault(asked.steps, read)
  if (order !== undefined) return refused('order.unsigned', order)
  if (hasSameSigner(asked.steps, read)) return refused('order.same-signer', 'one official signed two of the steps')
  const stranger = read.find(({ evidence, statement }) => isOfAnother(trust.officials, statement.official, evidence))
  if (stranger !== undefined) return refused('order.signature', 'the key is that of another official')
  const unknown = read.filter(({ evidence, statement }) => !isKeyOf(trust.officials, statement.official, evidence))
  if (unknown.length > 0 && !trust.isDemoTaken)
    return { is: 'unknown', officials: [...new Set(unknown.map(({ statement }) => statement.official))] }
  return {
    is: 'proven',
    steps: read.map(({ evidence, statement, named }, n) => ({
      step: named.step,
      official: statement.official,
      by: evidence.kind,
      isKeyKnown: isKeyOf(trust.officials, statement.official, evidence),
      sm3: evidenceSm3(asked.evidence[n] ?? ''),
    })),
  }
}

function refused(code: ApprovalRefusal, fault: string): ApprovalVerdict {
  return { is: 'refused', code, faults: [fault] }
}

/** One evidence that holds and says yes to the case; otherwise every fault of it. */
function readFor({ city, caseId }: ApprovalAsked, text: string): Read | string[] {
  const evidence = parseEvidence(text)
  const statement = evidence === undefined ? undefined : parseStatement(evidence.statement)
  if (evidence === undefined || statement === undefined) return ["not what an official's key said"]
  const faults = [...evidenceFaults(evidence)]
  if (statement.city !== city) faults.push('signed for another city')
  const named = approvedStep(statement, caseId)
  if (named === undefined) faults.push('signed for another case, or not to pass it')
  return faults.length > 0 || named === undefined ? faults : { evidence, statement, named }
}

/** The steps were taken one after the other: what was accepted after it was passed is not what was passed. */
function orderFault(steps: readonly string[], read: readonly Read[]): string | undefined {
  const latest = (step: string) =>
    Math.max(...read.filter(({ named }) => named.step === step).map(({ named }) => named.caseVersion))
  const last = steps.at(-1)
  const isBefore = steps.every((step) => last === undefined || step === last || latest(step) < latest(last))
  return isBefore ? undefined : `the step ${last} was signed before another`
}

function hasSameSigner(steps: readonly string[], read: readonly Read[]): boolean {
  return steps.some((step) =>
    steps.some(
      (other) =>
        step !== other &&
        read.some(
          (one) =>
            one.named.step === step &&
            read.some((two) => two.named.step === other && two.statement.official === one.statement.official),
        ),
    ),
  )
}

function isOfAnother(officials: OfficialKeys, official: string, { kind, publicKey }: SigningEvidence): boolean {
  if (kind === 'demo' || isKeyOf(officials, official, { kind, publicKey })) return false
  return Object.values(officials).some((keys) => keys.includes(publicKey))
}
