import type { Duty } from '@anju/domain/policy/workflow-policy.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import type { Act } from '../deps.ts'
import { listOpenCardCases } from '../store/card-case.ts'
import { listUnearnedFees } from '../store/fee.ts'
import { listProposedEndings } from '../store/permit-ending.ts'
import { cardCaseSteps } from './card-case-step.ts'

type Asked = {
  readonly pack: Pack
  readonly isWanted: (duties: readonly Duty[]) => boolean
  /** Part of a name, an address or a number; empty for all. */
  readonly part: string
  readonly limit: number
}

/** Cases of another card (换领、补领、更正) that wait for somebody here, by the day the card is due; those with the police wait for nobody here. */
export async function listWaitingCardCases(act: Act, { pack, isWanted, part, limit }: Asked) {
  const rows = await act.city.pool.look(act.scope, (db) => listOpenCardCases(db, part, limit))
  return rows.flatMap((row) => {
    const duties = [...new Set(cardCaseSteps(row, pack).map(({ by }) => by))]
    if (!isWanted(duties)) return []
    return [
      {
        kind: 'card-case' as const,
        id: row.permit_id,
        caseId: row.card_case_id,
        personId: row.person_id,
        name: row.name,
        state: row.state,
        since: row.accepted_on,
        dueOn: row.due_on,
        provisionalYear: null,
        // Once it is made the office owes nothing more: it waits for the holder.
        overdue: row.state !== 'ready' && row.due_on < act.legalOn,
        standardText: row.standard_text,
        duties,
        reported: null,
      },
    ]
  })
}

/** Endings of a permit that were put forward and wait for a second official (注销、收缴待复核); nobody is shown their own to decide. */
export async function listWaitingEndings(act: Act, { isWanted, part, limit }: Omit<Asked, 'pack'>, all: boolean) {
  if (!isWanted(['confirm-ending'])) return []
  const { actor } = act
  const rows = await act.city.pool.look(act.scope, (db) => listProposedEndings(db, part, limit))
  const others = rows.filter((row) => all || actor.kind !== 'official' || row.proposed_by !== actor.officialId)
  return others.map((row) => ({
    kind: 'permit-ending' as const,
    id: row.permit_id,
    caseId: row.ending_id,
    personId: row.person_id,
    name: row.name,
    state: row.event,
    since: row.proposed_on,
    dueOn: null,
    provisionalYear: null,
    overdue: false,
    standardText: row.standard_text,
    duties: ['confirm-ending' as const],
    reported: null,
  }))
}

/** Money taken for cases that were closed without a card (I-210): it waits until it is reversed, or somebody who checks the book leaves it with the reason. */
export async function listWaitingFees(act: Act, { isWanted, part, limit }: Omit<Asked, 'pack'>) {
  if (!isWanted(['check-fees'])) return []
  const rows = await act.city.pool.look(act.scope, (db) => listUnearnedFees(db, part, limit))
  return rows.map((row) => ({
    kind: 'fee' as const,
    id: row.entry_id,
    caseId: row.entry_id,
    personId: row.person_id,
    name: row.name,
    state: row.state,
    since: row.closed_on,
    dueOn: null,
    provisionalYear: null,
    overdue: false,
    standardText: row.standard_text,
    duties: ['check-fees' as const],
    reported: null,
  }))
}
