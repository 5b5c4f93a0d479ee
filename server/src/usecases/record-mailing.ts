import { granted, type Decision } from '@anju/domain/kernel/decision.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { intentOf } from '../store/intent.ts'
import { findMailing, recordMailingRow } from '../store/mailing.ts'
import { findCalledNotice } from '../store/notice-call.ts'
import { recordEvents } from '../store/record-event.ts'
import { carryOut } from './carry-out.ts'
import { LEGAL_EFFECT } from './notice-channel.ts'

export type RecordMailing = { readonly intentId: string; readonly noticeId: string; readonly trackingNo: string }

/**
 * Keeps that a letter was posted (登记邮寄). With it the notice has its end; the ledger says when and by whom, in the stream of the
 * calls about the same notice.
 */
export async function recordMailing(
  deps: Deps,
  act: Act,
  command: RecordMailing,
): Promise<Decision<{ readonly noticeId: string }>> {
  const { actor } = act
  if (actor.kind !== 'official') throw new Error('Only an official posts a letter')
  const { intentId, noticeId, trackingNo } = command
  const intent = intentOf(intentId, 'recordMailing', { noticeId, trackingNo })
  const done = await carryOut(deps, act, intent, async (tx) => {
    const notice = await findMailing(tx, LEGAL_EFFECT, noticeId)
    const told = await findCalledNotice(tx, noticeId)
    if (notice === undefined || told === undefined)
      throw new RegistryError('not-found', 'No letter to be posted within reach')
    const version = told.told + 1
    const { person_id: personId, dek_wrapped: wrappedKey, division_code: divisionCode, paper_id: paperId } = notice
    await recordEvents(tx, deps.crypto, deps.newId, {
      act,
      intent,
      streamId: noticeId,
      pack: packInForce(deps.packs, act.city.jurisdiction, act.legalOn).id,
      person: { personId, wrappedKey },
      events: [{ kind: 'notice-posted/1', version, facts: { trackingNo, paperId: paperId ?? '' }, grounds: [] }],
      effects: [],
    })
    const postedOn = act.legalOn
    await recordMailingRow(tx, {
      noticeId,
      personId,
      divisionCode,
      paperId,
      trackingNo,
      postedOn,
      officialId: actor.officialId,
    })
    return granted({ subjectId: noticeId, version }, [])
  })
  if (!done.ok) return done
  return granted({ noticeId: done.value.subjectId }, done.grounds)
}
