import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { decideErasure } from '@anju/domain/erasure/decide-erasure.ts'
import { refusalsOf } from '@anju/domain/kernel/decision.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { listHolds, listProposedErasures, loadErasure, type ProposedErasure } from '../store/erase.ts'
import { erasureFactsOf, ERASURE_STATES } from './erase-person.ts'

const LINES_MAX = 200

/** Whether the facts of a person may be deleted today, with every reason why not, and what is proposed and held (删除情况). */
export async function getErasure(deps: Deps, act: Act, personId: string) {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const [load, proposals, holds] = await act.city.pool.look(act.scope, (db) =>
    Promise.all([
      loadErasure(db, personId, ERASURE_STATES),
      listProposedErasures(db, personId, 1),
      listHolds(db, personId),
    ]),
  )
  if (load === undefined) throw new RegistryError('not-found', 'No such person in this city')
  const decision = decideErasure(erasureFactsOf(load), act.legalOn, pack.erasure, pack.erasure.keptYears.law)
  const [proposal] = proposals
  return {
    possible: decision.ok,
    refusals: [...refusalsOf(decision)],
    mayPropose: mayPerform(act.actor, 'propose-erasure', pack.workflow).ok,
    mayHold: mayPerform(act.actor, 'approve-erasure', pack.workflow).ok,
    proposal: proposal === undefined ? null : viewOf(deps, act, proposal),
    holds: holds.map((hold) => ({
      holdId: hold.hold_id,
      reason: hold.reason,
      placedOn: hold.placed_on,
      placedBy: hold.placed_by_name,
    })),
  }
}

/** Proposed deletions that wait for a decision. */
export async function listErasures(deps: Deps, act: Act) {
  const rows = await act.city.pool.look(act.scope, (db) => listProposedErasures(db, null, LINES_MAX))
  return { erasures: rows.map((row) => viewOf(deps, act, row)) }
}

function viewOf(deps: Deps, act: Act, row: ProposedErasure) {
  const { workflow } = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const isOwn = act.actor.kind === 'official' && act.actor.officialId === row.proposed_by
  return {
    erasureId: row.erasure_id,
    personId: row.person_id,
    name: row.name,
    birthOn: row.birth_on,
    reason: row.reason,
    proposedOn: row.proposed_on,
    proposedBy: row.proposed_by_name,
    mayDecide: !isOwn && mayPerform(act.actor, 'approve-erasure', workflow).ok,
  }
}
