import { granted, type Decision } from '@anju/domain/kernel/decision.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { intentOf } from '../store/intent.ts'
import { findCalledNotice, recordCallRow, type CallResult } from '../store/notice-call.ts'
import { recordEvents } from '../store/record-event.ts'
import { carryOut } from './carry-out.ts'

export type RecordCall = {
  readonly intentId: string
  readonly noticeId: string
  readonly result: CallResult
  readonly note: string
}

/**
 * Keeps what came of a telephone call about a notice (电话联系). The calls about one notice are a stream of the ledger of their
 * own: that somebody was told by telephone may be what an objection turns on.
 */
export async function recordCall(
  deps: Deps,
  act: Act,
  command: RecordCall,
): Promise<Decision<{ readonly noticeId: string; readonly number: number }>> {
  const { actor } = act
  if (actor.kind !== 'official') throw new Error('Only an official telephones')
  const { intentId, noticeId, result, note } = command
  const intent = intentOf(intentId, 'recordCall', { noticeId, result, note })
  const done = await carryOut(deps, act, intent, async (tx) => {
    const notice = await findCalledNotice(tx, noticeId)
    if (notice === undefined) throw new RegistryError('not-found', 'No such notice within reach')
    const number = notice.calls + 1
    // First, so that of two calls at once the second meets the version that is taken, and is told so.
    await recordEvents(tx, deps.crypto, deps.newId, {
      act,
      intent,
      streamId: noticeId,
      pack: packInForce(deps.packs, act.city.jurisdiction, act.legalOn).id,
      person: { personId: notice.person_id, wrappedKey: notice.dek_wrapped },
      events: [{ kind: 'notice-called/1', version: notice.told + 1, facts: { result, note }, grounds: [] }],
      effects: [],
    })
    await recordCallRow(tx, deps.crypto, {
      callId: intentId,
      noticeId,
      notice,
      number,
      result,
      note,
      calledOn: act.legalOn,
      officialId: actor.officialId,
    })
    return granted({ subjectId: noticeId, version: number }, [])
  })
  if (!done.ok) return done
  return granted({ noticeId: done.value.subjectId, number: done.value.version }, done.grounds)
}
