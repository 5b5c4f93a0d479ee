import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { granted, type Decision } from '@anju/domain/kernel/decision.ts'
import { parseClauseRef } from '@anju/domain/kernel/clause.ts'
import { decideMisuseAnswer, type MisuseAnswer } from '@anju/domain/misuse/decide-misuse-answer.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { intentOf } from '../store/intent.ts'
import { lockMisuseAlert, recordMisuseAnswer } from '../store/misuse.ts'
import { recordEvents } from '../store/record-event.ts'
import { carryOut, type CarriedOut } from './carry-out.ts'

export type AnswerMisuseAlert = {
  readonly intentId: string
  readonly alertId: string
  readonly expectedVersion: number
  readonly answer: MisuseAnswer
  readonly words: string
}

/**
 * Answers a question about somebody's acts (答复滥用预警), in words and signed: by the head of the unit or the audit administrator, never by
 * the official it is about. The answer changes no case and no account.
 */
export async function answerMisuseAlert(
  deps: Deps,
  act: Act,
  command: AnswerMisuseAlert,
): Promise<Decision<CarriedOut>> {
  const { actor } = act
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const duty = mayPerform(actor, 'lead-unit', pack.workflow).ok ? 'lead-unit' : 'read-audit'
  const authority = mayPerform(actor, duty, pack.workflow)
  if (!authority.ok) return authority
  if (actor.kind !== 'official') throw new Error('Only an official answers a question about acts')
  const { alertId, expectedVersion, answer, words } = command
  const intent = intentOf(command.intentId, 'answer-misuse-alert', { alertId, expectedVersion, answer, words })
  return carryOut(deps, act, intent, async (tx) => {
    const alert = await lockMisuseAlert(tx, alertId)
    if (alert === undefined) throw new RegistryError('not-found', 'No such question within reach')
    const by = actor.officialId
    const question = { rule: alert.rule, officialId: alert.official_id, answer: alert.answer }
    const decision = decideMisuseAnswer(question, { answer, by }, parseClauseRef(alert.law))
    if (!decision.ok) return decision
    if (alert.version !== expectedVersion) throw new RegistryError('version-conflict', 'The question moved on')
    const version = alert.version + 1
    const grounds = [...authority.grounds, ...decision.grounds]
    await recordMisuseAnswer(tx, alertId, { answer, words, by, on: act.legalOn })
    await recordEvents(tx, deps.crypto, deps.newId, {
      act,
      intent,
      streamId: alertId,
      pack: pack.id,
      person: null,
      events: [{ kind: 'answer-about-misuse', version, facts: { answer, words }, grounds, signedStep: duty }],
      effects: [],
    })
    return granted({ subjectId: alertId, version }, grounds)
  })
}
