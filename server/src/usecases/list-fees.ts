import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { type FeeRow, listFeesOfDay, listKeptFees, listUnearnedFees, type UnearnedFeeRow } from '../store/fee.ts'
import { findOfficialNames } from '../store/office.ts'

/** As many as a screen shows. */
const UNEARNED_MAX = 200

/**
 * The fee book of the caller's office on one day (日对账): every entry in the order of its number, and the sums by clerk and kind. With it, of any day, what was
 * taken for cases that were closed without a card and waits to be reversed or left (I-210): no money goes back by itself, and none is forgotten.
 */
export async function listFees(deps: Deps, act: Act, { on }: { readonly on: PlainDate | null }) {
  const { actor } = act
  if (actor.kind !== 'official') throw new RegistryError('not-allowed', 'Only for officials')
  const day = on ?? act.legalOn
  const { rows, unearned, kept } = await act.city.pool.look(act.scope, async (db) => {
    const ofDay = await listFeesOfDay(db, actor.officeId, day)
    return {
      rows: ofDay,
      unearned: await listUnearnedFees(db, '', UNEARNED_MAX),
      kept: new Set(
        await listKeptFees(
          db,
          ofDay.map(({ entry_id: entryId }) => entryId),
        ),
      ),
    }
  })
  const names = await findOfficialNames(deps.shared, [...new Set([...rows, ...unearned].map(({ taken_by: by }) => by))])
  const reversed = new Set(rows.flatMap(({ reverses }) => reverses ?? []))
  return {
    on: day,
    mayReverse: mayPerform(actor, 'check-fees', packInForce(deps.packs, act.city.jurisdiction, act.legalOn).workflow)
      .ok,
    entries: rows.map((row) => ({
      ...describeFee(row, names),
      reversed: reversed.has(row.entry_id),
      kept: kept.has(row.entry_id),
    })),
    unearned: unearned.map((row) => describeUnearned(row, names)),
    sums: sumsOf(rows, names),
    totalFen: rows.reduce((sum, { fen }) => sum + fen, 0),
    totalWaivedFen: rows.reduce((sum, { waived_fen: fen }) => sum + fen, 0),
  }
}

function describeUnearned(row: UnearnedFeeRow, names: ReadonlyMap<string, string>) {
  return {
    ...describeFee(row, names),
    permitId: row.permit_id,
    permitNo: row.permit_no,
    name: row.name,
    state: row.state,
    since: row.closed_on,
    endedBy: row.ended_by,
  }
}

/** An entry of the fee book as a screen shows it. */
export function describeFee(row: FeeRow, names: ReadonlyMap<string, string>) {
  return {
    entryId: row.entry_id,
    receiptNo: row.receipt_no,
    kind: row.kind,
    business: row.business,
    cardCaseId: row.card_case_id,
    personId: row.person_id,
    fen: row.fen,
    waivedFen: row.waived_fen,
    law: row.law,
    reason: row.reason,
    reverses: row.reverses,
    takenOn: row.taken_on,
    takenBy: names.get(row.taken_by) ?? '',
  }
}

function sumsOf(rows: readonly FeeRow[], names: ReadonlyMap<string, string>) {
  const groups = Map.groupBy(rows, ({ taken_by: by, kind }) => `${by} ${kind}`)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    return [
      {
        name: names.get(first.taken_by) ?? '',
        kind: first.kind,
        count: group.length,
        fen: group.reduce((sum, { fen }) => sum + fen, 0),
        waivedFen: group.reduce((sum, { waived_fen: fen }) => sum + fen, 0),
      },
    ]
  })
}
