import { granted, refusal, refused, type Decision, type Refusal } from '@anju/domain/kernel/decision.ts'
import { civilDateOf } from '@anju/domain/kernel/plain-date.ts'
import { normaliseIdNumber, parseIdNumber } from '@anju/standards/id-number.ts'
import { parseMobilePhone } from '@anju/standards/phone.ts'
import type { City, Deps } from '../deps.ts'
import { accountIndexes } from '../store/account-claim.ts'
import { changeAccount, createAccount, findAccount, findRecorded, type Assurance } from '../store/resident-account.ts'
import {
  closeAttempt,
  newCode,
  pairOf,
  recordAttempt,
  subjectsOf,
  tryCode,
  type Claimant,
} from '../store/resident-attempt.ts'
import {
  countCompleted,
  countUses,
  findOpenBreaker,
  forgetFailures,
  holdSubjects,
  loadSignInSettings,
  openBreaker,
  recordFailure,
  takeProof,
  type SignInSettings,
  type Subjects,
} from '../store/resident-limit.ts'
import { findProof, newChallenge, type Proof } from '../store/resident-proof.ts'
import { openResidentSession } from '../store/resident-session.ts'
import { transactShared, type SharedTx } from '../store/resident-transaction.ts'
import { isTakenForPerson } from './resident-taken-for-person.ts'
import { judgeLimits } from './resident-limits.ts'

/** 公民信息保密: what is asked and answered here protects residents' information. */
const LAW = 'CN-663:17'

export type CodeAsked = Claimant & {
  readonly proof: Proof | undefined
  readonly ip: string
  readonly network: string
  readonly device: string
}
export type CodeAnswer =
  | {
      readonly wants: 'code'
      readonly attemptId: string
      readonly seconds: number
      readonly tries: number
      readonly delivery: 'gateway' | 'viewer'
    }
  | { readonly wants: 'proof'; readonly challenge: string; readonly bits: number }

/** Whether a city can send codes: by its gateway, or, on trial only, through the notice viewer. */
export function codeDelivery(city: City, isTrial: boolean): 'gateway' | 'viewer' | undefined {
  if (city.gateway !== undefined) return 'gateway'
  return isTrial ? 'viewer' : undefined
}

/**
 * Asks for a code (获取验证码). Nobody is looked up here: whether the person, the account or the number is known is asked only
 * after the code has come back, so neither the answer nor its time can tell. The code always goes to the number that was typed.
 */
export async function sendSignInCode(
  deps: Deps,
  city: City,
  asked: CodeAsked,
  at: string,
  isTrial: boolean,
): Promise<Decision<CodeAnswer>> {
  const delivery = codeDelivery(city, isTrial)
  if (delivery === undefined) return refused(refusal('sign-in.phone-not-offered', LAW))
  const checked = checkClaimant(asked, at)
  if (!checked.ok) return refused(...checked.refusals)
  const { crypto } = deps
  const settings = await loadSignInSettings(deps.shared)
  const subjects = subjectsOf(crypto, { ...asked, ...checked.claimant })
  const [attemptId, code] = [deps.newId(), newCode()]
  return transactShared(deps.shared, async (tx) => {
    const door = await passDoor(deps, tx, subjects, settings, asked.proof, at)
    if (door.door === 'wait') return refused(refusal('sign-in.wait', LAW, { waitSeconds: door.seconds }))
    if (door.door === 'proof') return granted({ wants: 'proof', challenge: door.challenge, bits: door.bits }, [])
    const seconds = settings.number('code-seconds')
    const expiresAt = later(at, seconds)
    const gateway = city.gateway?.name
    const { claimant } = checked
    await recordAttempt(tx, crypto, { attemptId, city: city.city, subjects, claimant, code, at, expiresAt, gateway })
    const tries = settings.number('code-tries')
    return granted({ wants: 'code' as const, attemptId, seconds, tries, delivery }, [])
  })
}

/** Number and mobile as they must be; every fault at once. Only numbers of the mainland get messages. */
function checkClaimant(
  { name, idNumber, mobile }: Claimant,
  at: string,
): { readonly ok: true; readonly claimant: Claimant } | { readonly ok: false; readonly refusals: readonly Refusal[] } {
  const number = parseIdNumber(normaliseIdNumber(idNumber), civilDateOf(at))
  const digits = parseMobilePhone(mobile)
  const refusals = number.ok
    ? []
    : number.problems.map(({ code, facts }) => refusal(code, LAW, { ...facts, field: 'idNumber' }))
  if (digits === undefined) refusals.push(refusal('sign-in.mobile-invalid', LAW, { field: 'mobile' }))
  if (!number.ok || digits === undefined) return { ok: false, refusals }
  return {
    ok: true,
    claimant: { name: name.normalize('NFC').trim(), idNumber: number.value.idNumber, mobile: digits },
  }
}

type Door =
  | { readonly door: 'open' }
  | { readonly door: 'wait'; readonly seconds: number }
  | { readonly door: 'proof'; readonly challenge: string; readonly bits: number }

/** Breaker, lock, windows, proof of work: in this order, under the lock of everybody it concerns. */
async function passDoor(
  deps: Deps,
  tx: SharedTx,
  subjects: Subjects,
  settings: SignInSettings,
  proof: Proof | undefined,
  at: string,
): Promise<Door> {
  const open = await findOpenBreaker(tx, at)
  if (open !== undefined) return { door: 'wait', seconds: secondsUntil(open, at) }
  const lockedUntil = await holdSubjects(tx, subjects, at)
  if (lockedUntil !== null && lockedUntil > at) return { door: 'wait', seconds: secondsUntil(lockedUntil, at) }
  const windows = [...new Set([...settings.limits, ...settings.proofs].map(({ seconds }) => seconds))]
  const verdict = judgeLimits(await countUses(tx, subjects, windows, at), settings, at)
  if (verdict.verdict === 'wait') {
    const seconds = verdict.isBudget ? settings.number('breaker-seconds') : verdict.seconds
    if (verdict.isBudget) await openBreaker(tx, at, later(at, seconds), 'budget')
    return { door: 'wait', seconds }
  }
  if (await isHardlyAnyUsed(tx, settings, at)) {
    const seconds = settings.number('breaker-seconds')
    await openBreaker(tx, at, later(at, seconds), 'few-completed')
    return { door: 'wait', seconds }
  }
  if (!verdict.wantsProof) return { door: 'open' }
  const found = proof === undefined ? undefined : findProof(deps.crypto, subjects.pair, proof, at)
  if (found !== undefined && (await takeProof(tx, found.proofSm3, found.expiresAt))) return { door: 'open' }
  const bits = settings.number('proof-bits')
  const expiresAt = later(at, settings.number('proof-seconds'))
  return { door: 'proof', bits, challenge: newChallenge(deps.crypto, subjects.pair, bits, expiresAt) }
}

/** Codes that nobody types in are sent for somebody's fun or profit. */
async function isHardlyAnyUsed(tx: SharedTx, settings: SignInSettings, at: string): Promise<boolean> {
  const { sent, used } = await countCompleted(tx, later(at, -settings.number('completed-window-seconds')), at)
  if (sent < settings.number('completed-sent-min')) return false
  return used * 100 < sent * settings.number('completed-percent-min')
}

export type SignedInResident = { readonly token: string; readonly name: string; readonly assurance: Assurance }

/**
 * Signs in with a code (验证码登录). The try is counted before it is compared, so as many requests at once as one likes have
 * three tries together. A wrong code, a used one, one that ran out and one that never was are answered alike.
 */
export async function signInWithCode(
  deps: Deps,
  city: City,
  asked: { readonly attemptId: string; readonly code: string; readonly ip: string },
  at: string,
): Promise<Decision<SignedInResident>> {
  const settings = await loadSignInSettings(deps.shared)
  const triesMax = settings.number('code-tries')
  const claimant = await transactShared(deps.shared, async (tx) => {
    const tried = await tryCode(tx, deps.crypto, { ...asked, city: city.city, triesMax }, at)
    if (tried === undefined) return undefined
    if (tried.matches) {
      await closeAttempt(tx, asked.attemptId, at)
      return tried.claimant
    }
    if (tried.tries >= triesMax) await recordFailure(tx, pairOf(deps.crypto, tried.claimant), settings, at)
    return undefined
  })
  if (claimant === undefined) return refused(refusal('sign-in.code-wrong', LAW))
  return enterByPhone(deps, city, { claimant, ip: asked.ip, settings, at })
}

async function enterByPhone(
  deps: Deps,
  city: City,
  { claimant, ip, settings, at }: { claimant: Claimant; ip: string; settings: SignInSettings; at: string },
): Promise<Decision<SignedInResident>> {
  const { crypto, shared } = deps
  const indexes = accountIndexes(crypto, claimant.idNumber)
  const mobileIndexes = crypto.blindIndexes('phone', claimant.mobile).map(({ index }) => index)
  const { name, mobile, idNumber } = claimant
  const recorded = await findRecorded(city, indexes)
  return transactShared(shared, async (tx) => {
    const known = await findAccount(tx, indexes)
    if (!isTakenForPerson({ name, mobileIndexes }, recorded, known)) {
      await recordFailure(tx, pairOf(crypto, claimant), settings, at)
      return refused(refusal('sign-in.not-of-record', LAW))
    }
    const accountId = known?.accountId ?? deps.newId()
    const shown = { name, mobile, assurance: 'phone' as const }
    if (known !== undefined) await changeAccount(tx, crypto, known, shown, at)
    // A twin that made the account in this very instant may have another number: the person asks once more.
    else if (!(await createAccount(tx, crypto, { accountId, idNumber, at, ...shown })))
      return refused(refusal('sign-in.code-wrong', LAW))
    await forgetFailures(tx, pairOf(crypto, claimant))
    const expiresAt = later(at, settings.number('session-minutes-max') * 60)
    const token = await openResidentSession(tx, { accountId, city: city.city, how: 'phone', ip, at, expiresAt })
    return granted({ token, name, assurance: known?.assurance ?? 'phone' }, [])
  })
}

function later(at: string, seconds: number): string {
  return new Date(Date.parse(at) + seconds * 1000).toISOString()
}

function secondsUntil(until: string, at: string): number {
  return Math.max(1, Math.ceil((Date.parse(until) - Date.parse(at)) / 1000))
}
