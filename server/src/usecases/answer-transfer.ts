import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { type Decision, granted, ground, type Ground, refusal, refused } from '@anju/domain/kernel/decision.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { findTransition } from '@anju/domain/kernel/state-machine.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { decideTransferAnswer } from '@anju/domain/transfer/decide-transfer.ts'
import {
  type TransferAnswer,
  type TransferEvent,
  type TransferGuard,
  TRANSFER_TRANSITIONS,
} from '@anju/domain/transfer/transfer-machine.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { intentOf } from '../store/intent.ts'
import { listLettersOfTransfer, postLetter } from '../store/office-letter.ts'
import { changeTransfer, lockTransfer, type TransferRow } from '../store/permit-transfer.ts'
import { findPerson, type PersonRow } from '../store/person.ts'
import { actorIdOf, recordEvents } from '../store/record-event.ts'
import { carryOut, type CarriedOut } from './carry-out.ts'
import { countEarlierDays } from './count-earlier-days.ts'
import { lawOf } from './get-residence.ts'

export type AnswerTransfer = {
  readonly intentId: string
  readonly transferId: string
  readonly expectedVersion: number
  readonly answer: TransferAnswer
  /** The paper or message it came in; empty when there was none. */
  readonly document: string
  readonly residedFrom: PlainDate | null
  readonly signedOffOn: PlainDate | null
}

/** The case at the version that the caller saw, locked, with its holder. */
export async function transferAt(
  tx: Tx,
  transferId: string,
  expectedVersion: number,
): Promise<{ readonly row: TransferRow; readonly person: PersonRow }> {
  const row = await lockTransfer(tx, transferId)
  const person = row === undefined ? undefined : await findPerson(tx, row.person_id)
  if (row === undefined || person === undefined)
    throw new RegistryError('not-found', 'No such permit from elsewhere within reach')
  if (row.version !== expectedVersion)
    throw new RegistryError('version-conflict', `The case stands at version ${row.version}`)
  return { row, person }
}

/** What tells the rows of the machine apart. */
export function circumstancesOf(row: TransferRow): Readonly<Record<TransferGuard, boolean>> {
  return { unanswered: row.answer === 'no-answer', unendorsed: row.endorse_on === null }
}

/** The state that an event leads to; undefined where it is not allowed now. */
export function stepOf(row: TransferRow, event: TransferEvent) {
  return findTransition(TRANSFER_TRANSITIONS, row.state, event, circumstancesOf(row))
}

/**
 * Takes down what the office that issued a permit answered (核查答复): that it is so, that it is not, or that nothing came in its time. Silence may still give way to
 * an answer; once the permit is entered, confirmed days at the old place begin to count with it.
 */
export async function answerTransfer(deps: Deps, act: Act, command: AnswerTransfer): Promise<Decision<CarriedOut>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const authority = mayPerform(act.actor, 'change-address', pack.workflow)
  if (!authority.ok) return authority
  const intent = intentOf(command.intentId, 'transfer/answer', command)
  return carryOut(deps, act, intent, async (tx) => {
    const { row, person } = await transferAt(tx, command.transferId, command.expectedVersion)
    const { law: clause } = pack.addressChange.answerWithin
    const step = stepOf(row, 'answer-transfer')
    if (step === undefined) {
      const isClosed = row.state === 'refused'
      return refused(refusal(isClosed ? 'transfer.already-decided' : 'transfer.answered-before', clause))
    }
    const decision = decideTransferAnswer(command.answer, row.answer_due_on, act.legalOn, lawOf(deps, act.city))
    if (!decision.ok) return decision
    const version = row.version + 1
    const answered: TransferRow = {
      ...row,
      version,
      answer: command.answer,
      resided_from: command.residedFrom,
      signed_off_on: command.signedOffOn,
    }
    await changeTransfer(tx, row.transfer_id, {
      state: step.to,
      answer: command.answer,
      answered_on: act.legalOn,
      answered_by: actorIdOf(act),
      answer_document: command.document,
      resided_from: command.residedFrom,
      signed_off_on: command.signedOffOn,
    })
    const earlier: readonly Ground[] =
      step.to === 'entered' ? await countEarlierDays(deps, act, tx, answered, person) : []
    const because = [...decision.grounds, ...earlier]
    await recordEvents(tx, deps.crypto, deps.newId, {
      act,
      intent,
      streamId: row.transfer_id,
      pack: pack.id,
      person: { personId: row.person_id, wrappedKey: person.dek_wrapped },
      events: [
        {
          kind: 'answer-transfer',
          version,
          facts: {
            answer: command.answer,
            document: command.document,
            residedFrom: command.residedFrom,
            signedOffOn: command.signedOffOn,
            to: step.to,
          },
          grounds: because,
          ...(authority.value.signed ? { signedStep: 'change-address' } : {}),
        },
      ],
      effects: [],
    })
    return granted({ subjectId: row.transfer_id, version }, because)
  })
}

export type PostInquiry = {
  readonly intentId: string
  readonly transferId: string
  readonly expectedVersion: number
  readonly letterId: string
  readonly trackingNo: string
}

/** Keeps that a letter about a permit from elsewhere was posted (寄出): the inquiry, or word of where its holder lives now. */
export async function postInquiry(deps: Deps, act: Act, command: PostInquiry): Promise<Decision<CarriedOut>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const authority = mayPerform(act.actor, 'change-address', pack.workflow)
  if (!authority.ok) return authority
  const intent = intentOf(command.intentId, 'transfer/post', command)
  return carryOut(deps, act, intent, async (tx) => {
    const { row, person } = await transferAt(tx, command.transferId, command.expectedVersion)
    const letters = await listLettersOfTransfer(tx, row.transfer_id)
    if (!letters.some(({ letter_id: id }) => id === command.letterId))
      throw new RegistryError('not-found', 'No such letter of this case')
    const posted = { by: actorIdOf(act), on: act.legalOn, trackingNo: command.trackingNo }
    if (!(await postLetter(tx, command.letterId, posted)))
      throw new RegistryError('version-conflict', 'The letter was posted already')
    const version = row.version + 1
    const because = [ground(pack.addressChange.documents.law, 'transfer.posted')]
    await changeTransfer(tx, row.transfer_id, {})
    await recordEvents(tx, deps.crypto, deps.newId, {
      act,
      intent,
      streamId: row.transfer_id,
      pack: pack.id,
      person: { personId: row.person_id, wrappedKey: person.dek_wrapped },
      events: [
        {
          kind: 'post-inquiry',
          version,
          facts: { letterId: command.letterId, trackingNo: command.trackingNo, to: row.state },
          grounds: because,
        },
      ],
      effects: [],
    })
    return granted({ subjectId: row.transfer_id, version }, because)
  })
}
