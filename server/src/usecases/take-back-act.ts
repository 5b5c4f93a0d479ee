import { type Decision, granted, ground, refusal, refused } from '@anju/domain/kernel/decision.ts'
import { endorseUntilAfterEnd } from '@anju/domain/permit/endorse-until-after-end.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { changeApplication, findApplication } from '../store/application.ts'
import { findEndorsement, reopenEndorsement } from '../store/endorsement.ts'
import type { ObjectionRow } from '../store/objection.ts'
import { changePermitEnding, listEndingsOf } from '../store/permit-ending.ts'
import { restorePermit } from '../store/permit.ts'
import { recordEvents } from '../store/record-event.ts'

/**
 * Takes an act back after an objection was upheld: the application waits for its decision again, visited anew where a visit had found
 * against it; the endorsement is as on the day it was accepted; the permit goes on as if it had never ended, with time to endorse it (I-216). No day of
 * theirs changes.
 */
export async function takeBackAct(deps: Deps, act: Act, tx: Tx, objection: ObjectionRow): Promise<Decision<undefined>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const law = pack.workflow.registration.objectionDays.law
  const { person_id: personId, dek_wrapped: wrappedKey, subject_id: subjectId } = objection
  const sealing = { crypto: deps.crypto, act }
  const record = (version: number, streamId: string = subjectId) =>
    recordEvents(tx, deps.crypto, deps.newId, {
      act,
      intent: undefined,
      streamId,
      pack: pack.id,
      person: { personId, wrappedKey },
      events: [
        {
          kind: 'act-taken-back',
          version,
          facts: { objectionId: objection.objection_id },
          grounds: [ground(law, 'objection.taken-back')],
        },
      ],
      effects: [],
    })
  const gone = refused(refusal('objection.nothing-against', law, { against: objection.against }))
  if (objection.against === 'permit-ended') {
    const endorseUntil = endorseUntilAfterEnd(act.legalOn, pack, deps.calendar)
    if (!(await restorePermit(tx, sealing, subjectId, { toldOn: objection.told_on, endorseUntil }))) return gone
    // What ended with the registration, or before endings were kept, has no ending of its own.
    const ending = (await listEndingsOf(tx, subjectId)).find(({ state }) => state === 'done')
    if (ending === undefined) return granted(undefined, [])
    await changePermitEnding(tx, ending, { state: 'taken-back' })
    await record(ending.version + 1, ending.ending_id)
    return granted(undefined, [])
  }
  if (objection.against === 'endorsement-refused') {
    const row = await findEndorsement(tx, subjectId)
    if (row === undefined || row.refused_on === null) return gone
    await reopenEndorsement(tx, sealing, row)
    await record(row.version + 1)
    return granted(undefined, [])
  }
  const row = await findApplication(tx, subjectId)
  if (row === undefined || row.state !== 'refused') return gone
  const state = row.visited_true ? 'verified' : 'accepted'
  await changeApplication(tx, row, { state, state_since: act.legalOn, closed_on: null, close_reasons: [] })
  await record(row.version + 1)
  return granted(undefined, [])
}
