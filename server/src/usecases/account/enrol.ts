import { enrolmentCodeSm3, newEnrolmentCode } from '@anju/crypto/enrolment-code.ts'
import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { granted, refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import { addHours } from '@anju/domain/kernel/plain-date.ts'
import type { Act, Deps } from '../../deps.ts'
import { RegistryError } from '../../registry-error.ts'
import { endSessionsOf, isAccountWithin, lockAccount } from '../../store/account.ts'
import {
  lockEnrolment,
  recordEnrolment,
  recordEnrolmentApproval,
  recordRevocation,
  type EnrolmentReason,
} from '../../store/account-enrolment.ts'
import { intentOf } from '../../store/intent.ts'
import { carryOut, type CarriedOut } from '../carry-out.ts'
import { known, officialIdOf, packOf, reachOf, recordAccountEvent } from './account-event.ts'
import { closedRefusals } from './propose-account.ts'

export type ProposeEnrolment = {
  readonly intentId: string
  readonly officialId: string
  readonly reason: EnrolmentReason
  /** The authenticator that was lost; it is revoked now, whatever becomes of the proposal. */
  readonly replaces: string | null
}

/** The system administrator proposes that an official binds a key (密钥登记): the first, a further one, or one for a lost one. */
export async function proposeEnrolment(deps: Deps, act: Act, command: ProposeEnrolment): Promise<Decision<CarriedOut>> {
  const pack = packOf(deps, act)
  const authority = mayPerform(act.actor, 'keep-accounts', pack.workflow)
  if (!authority.ok) return authority
  const by = officialIdOf(act)
  const { officialId, intentId, reason, replaces } = command
  const { law, value: days } = pack.accounts.enrolmentProposalDays
  if (officialId === by) return refused(refusal('account.own-account', law))
  const intent = intentOf(intentId, 'propose-enrolment', command)
  return carryOut(deps, act, intent, async (tx) => {
    const account = known(await lockAccount(tx, officialId))
    if (!(await isAccountWithin(tx, officialId, act.city.city, reachOf(act))))
      throw new RegistryError('not-found', 'No such account')
    const wrong = closedRefusals(account, act, pack)
    if (wrong.length > 0) return refused(...wrong)
    if (replaces !== null) {
      if (
        !(await recordRevocation(tx, { crypto: deps.crypto, act }, { officialId, authenticatorId: replaces }, 'lost'))
      )
        throw new RegistryError('not-found', 'No such authenticator in use')
      await endSessionsOf(tx, officialId, act.at)
    }
    const expiresAt = addHours(act.at, days * 24)
    const sealing = { crypto: deps.crypto, act }
    await recordEnrolment(tx, sealing, {
      enrolmentId: intentId,
      officialId,
      reason,
      replaces,
      by,
      at: act.at,
      expiresAt,
    })
    const version = await recordAccountEvent(tx, deps, act, intent, {
      subjectId: officialId,
      kind: 'propose-enrolment',
      facts: { enrolmentId: intentId, reason, replaces },
      grounds: authority.grounds,
      signedStep: authority.value.signed ? 'keep-accounts' : undefined,
    })
    return granted({ subjectId: officialId, version }, authority.grounds)
  })
}

export type ApproveEnrolment = {
  readonly intentId: string
  readonly enrolmentId: string
  /** The security administrator compared the person with the document, face to face. */
  readonly faceToFace: true
}
/** `code` is shown once and kept by its digest; a retry of the same approval gives a new one, and the old one is worth nothing. */
export type ApprovedEnrolment = { readonly code: string; readonly expiresAt: string }

/**
 * The security administrator approves face to face (当面核验), and gets the code that the newcomer types in at the desk, once, within
 * the hours of the pack. Whoever proposed it does not approve it, and nobody approves a key of his own.
 */
export async function approveEnrolment(
  deps: Deps,
  act: Act,
  command: ApproveEnrolment,
): Promise<Decision<ApprovedEnrolment>> {
  const pack = packOf(deps, act)
  const authority = mayPerform(act.actor, 'approve-accounts', pack.workflow)
  if (!authority.ok) return authority
  const by = officialIdOf(act)
  const { law, value: hours } = pack.accounts.enrolmentCodeHours
  const intent = intentOf(command.intentId, 'approve-enrolment', command)
  const expiresAt = addHours(act.at, hours)
  const code = newEnrolmentCode()
  const approval = { enrolmentId: command.enrolmentId, by, at: act.at, codeSm3: enrolmentCodeSm3(code), expiresAt }
  const sealing = { crypto: deps.crypto, act }
  const carried = await carryOut(deps, act, intent, async (tx) => {
    const enrolment = known(await lockEnrolment(tx, command.enrolmentId))
    const { official_id: officialId } = enrolment
    if (!(await isAccountWithin(tx, officialId, act.city.city, reachOf(act))))
      throw new RegistryError('not-found', 'No such enrolment')
    const isOver = enrolment.used_at !== null || enrolment.approved_at !== null || enrolment.expires_at <= act.at
    const wrong = [
      ...(isOver ? [refusal('account.already-decided', law)] : []),
      ...(enrolment.proposed_by === by ? [refusal('account.proposed-by-same-person', law)] : []),
      ...(officialId === by ? [refusal('account.own-account', law)] : []),
      ...closedRefusals(known(await lockAccount(tx, officialId)), act, pack),
    ]
    if (wrong.length > 0) return refused(...wrong)
    await recordEnrolmentApproval(tx, sealing, approval)
    const version = await recordAccountEvent(tx, deps, act, intent, {
      subjectId: officialId,
      kind: 'approve-enrolment',
      facts: { enrolmentId: command.enrolmentId, faceToFace: true },
      grounds: authority.grounds,
      signedStep: authority.value.signed ? 'approve-accounts' : undefined,
    })
    return granted({ subjectId: officialId, version }, authority.grounds)
  })
  if (!carried.ok) return carried
  if (carried.value.repeated) {
    const renewed = await act.city.pool.transact(act.scope, (tx) => recordEnrolmentApproval(tx, sealing, approval))
    if (!renewed) return refused(refusal('account.already-decided', law))
  }
  return granted({ code, expiresAt }, carried.grounds)
}
