import { granted, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import { refuseDecidedEnd } from '@anju/domain/permit/decided-end.ts'
import { permitStanding } from '@anju/domain/permit/permit-standing.ts'
import { refuseStanding } from '@anju/domain/permit/refuse-standing.ts'
import type { Act, Deps } from '../deps.ts'
import type { Written } from '../store/endorsement.ts'
import { listPermitFacts } from '../store/permit-life.ts'
import { type EndorsementOutcome, tellRestored } from './endorse-permit.ts'
import { permitIn } from './endorsement-facts.ts'
import { type EndorsementCommand, stepEndorsement } from './endorsement-step.ts'
import { lawOf } from './get-residence.ts'

/**
 * Writes an accepted endorsement to the chip or the paper, and signs (签注办结). In time or late was settled on the day it was accepted: what the
 * office took longer for costs the holder nothing. Only a permit that ended meanwhile, or is to end by a decision made meanwhile, is not endorsed any more.
 */
export async function completeEndorsement(
  deps: Deps,
  act: Act,
  command: EndorsementCommand & { readonly write: Exclude<Written, 'register'> },
): Promise<Decision<EndorsementOutcome>> {
  return stepEndorsement(deps, act, command, 'complete', async ({ row, permit }, pack, tx) => {
    const law = lawOf(deps, act.city)
    const facts = permitIn(await listPermitFacts(tx, row.person_id), row.permit_id)
    const ended = [
      ...refuseStanding(permitStanding(facts, act.legalOn, law)),
      ...refuseDecidedEnd(facts, act.legalOn, pack),
    ]
    if (ended.length > 0) return refused(...ended)
    const endorsements = facts.endorsements.map((one) =>
      one.acceptedOn === row.accepted_on && one.completedOn === undefined && one.refusedOn === undefined
        ? { ...one, completedOn: act.legalOn }
        : one,
    )
    const after = permitStanding({ ...facts, endorsements }, act.legalOn, law)
    const isLate = after.restoredOn.includes(row.accepted_on)
    const { baseOn, timesEndorsed, validUntil } = after
    return granted(
      {
        change: { completedOn: act.legalOn, written: command.write },
        facts: { written: command.write, kind: isLate ? 'late' : 'in-time', baseOn, timesEndorsed, validUntil },
        ...(isLate
          ? { alsoWrite: (writer: typeof tx) => tellRestored(deps, act, writer, permit, pack.id, row.accepted_on) }
          : { effects: [{ topic: 'notice.endorsed' }] }),
      },
      [],
    )
  })
}
