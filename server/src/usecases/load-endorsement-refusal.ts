import { endorsementState } from '@anju/domain/endorsement/endorsement-machine.ts'
import { type Decision, granted, refusal, refused } from '@anju/domain/kernel/decision.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { remediesFor } from '@anju/domain/remedy/remedies.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { findEndorsement } from '../store/endorsement.ts'
import { findEventFacts, listHistory } from '../store/history.ts'
import { describeHistory } from './case-history.ts'
import { subjectOfPermit } from './load-card-paper.ts'
import type { LoadedPaper } from './paper-facts.ts'

/** The refusal of an endorsement (不予签注决定书): each reason with its clause, what was found, and the remedies of the day; none before it was decided. */
export async function loadEndorsementRefusal(
  deps: Deps,
  act: Act,
  db: Db,
  endorsementId: string,
): Promise<Decision<LoadedPaper>> {
  const row = await findEndorsement(db, endorsementId)
  if (row === undefined) throw new RegistryError('not-found', 'No such endorsement within reach')
  const kind = 'endorsement-refusal'
  const past = await describeHistory(deps, await listHistory(db, endorsementId))
  const refusedEvent = past.findLast(({ event }) => event === 'refuse')
  if (row.refused_on === null || refusedEvent === undefined) {
    const { source } = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
    const { checked_on: checkedOn, completed_on: completedOn, refused_on: refusedOn } = row
    const state = endorsementState({ checkedOn, completedOn, refusedOn })
    return refused(refusal('paper.not-yet', source, { paper: kind, state }))
  }
  const { person, facts: subject } = await subjectOfPermit(deps, act, db, row.permit_id)
  const event = { streamId: endorsementId, version: refusedEvent.version }
  const lawOfDay = packInForce(deps.packs, act.city.jurisdiction, row.refused_on)
  const facts = {
    kind,
    ...subject,
    acceptedOn: row.accepted_on,
    refusedOn: row.refused_on,
    reasons: refusedEvent.grounds.filter(({ key }) => key.startsWith('endorsement.refused-')),
    notes: notesIn(await findEventFacts(db, deps.crypto, event, person)),
    remedies: remediesFor(row.refused_on, lawOfDay.remedies),
    signer: refusedEvent.by?.name ?? '',
  } as const
  return granted({ facts, person, divisionCode: row.division_code, version: row.version }, [])
}

/** The official writes one remark under several reasons; it is said once. */
function notesIn(facts: unknown): readonly string[] {
  if (typeof facts !== 'object' || facts === null || !('reasons' in facts) || !Array.isArray(facts.reasons)) return []
  const notes = facts.reasons.map((reason: unknown) =>
    typeof reason === 'object' && reason !== null && 'note' in reason && typeof reason.note === 'string'
      ? reason.note.trim()
      : '',
  )
  return [...new Set(notes)].filter((note) => note !== '')
}
