import { isKeyOf, type OfficialKeys } from './official-roster.ts'
import { sm3Hex } from './sm3.ts'
import {
  evidenceFaults,
  namedSteps,
  parseEvidence,
  parseStatement,
  type SigningEvidence,
  type SigningKind,
  type SigningStatement,
  type StepBeside,
} from './signing-evidence.ts'

/** By which events each step says what is asked: what is signed with a return or a refusal approves nothing. */
export type SaidBy = Readonly<Record<string, readonly string[]>>

/** That a case is passed. */
export const CASE_PASSED: SaidBy = {
  accept: ['accept', 'supplement'],
  verify: ['verify-true'],
  review: ['approve'],
  correct: ['correct'],
}
/** That the card of a case was lost on its way (运送丢失). */
export const CARD_LOST_IN_TRANSIT: SaidBy = { receive: ['report-loss'] }
/** That a card that was reported lost is there again (捡回). */
export const CARD_FOUND: SaidBy = { accept: ['card-found'] }

/** What a statement has to be about: a case, or one card. */
export type SignedAbout = { readonly caseId: string } | { readonly stockNo: string }

/** The step under which a statement says what is asked; undefined when it says something else, or is about another case or card. */
export function saidStep(statement: SigningStatement, about: SignedAbout, saidBy: SaidBy): StepBeside | undefined {
  return stepsAbout(statement, about).find(
    ({ step, event }) => Object.hasOwn(saidBy, step) && saidBy[step]?.includes(event),
  )
}

function stepsAbout(statement: SigningStatement, about: SignedAbout): readonly StepBeside[] {
  if ('caseId' in about) return namedSteps(statement).filter(({ caseId }) => caseId === about.caseId)
  return statement.stockNo === about.stockNo ? [statement] : []
}

/** What is to be proven: that each of these steps says so of this case or card of this city, each by somebody else. */
export type ApprovalAsked = {
  readonly city: string
  readonly about: SignedAbout
  readonly saidBy: SaidBy
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
  /** Of the statement, hex. It tells a signature that comes again; the evidence round it could be written in more than one way. */
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
 * Whether officials said it with their own keys, by what the keys said and a list of keys from elsewhere. The same checks as
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
    steps: read.map(({ evidence, statement, named }) => ({
      step: named.step,
      official: statement.official,
      by: evidence.kind,
      isKeyKnown: isKeyOf(trust.officials, statement.official, evidence),
      sm3: sm3Hex(Buffer.from(evidence.statement)),
    })),
  }
}

function refused(code: ApprovalRefusal, fault: string): ApprovalVerdict {
  return { is: 'refused', code, faults: [fault] }
}

/** One evidence that holds and says what is asked; otherwise every fault of it. */
function readFor({ city, about, saidBy }: ApprovalAsked, text: string): Read | string[] {
  const evidence = parseEvidence(text)
  const statement = evidence === undefined ? undefined : parseStatement(evidence.statement)
  if (evidence === undefined || statement === undefined) return ["not what an official's key said"]
  const faults = [...evidenceFaults(evidence)]
  if (statement.city !== city) faults.push('signed for another city')
  const named = saidStep(statement, about, saidBy)
  if (named === undefined) faults.push('signed about something else, or to say something else')
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
