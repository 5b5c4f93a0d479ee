import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { type FeeRow, listFeesOfDay } from '../store/fee.ts'
import { findOfficialNames } from '../store/office.ts'

/** The fee book of the caller's office on one day (日对账): every entry in the order of its number, and the sums by clerk and kind. */
export async function listFees(deps: Deps, act: Act, { on }: { readonly on: PlainDate | null }) {
  const { actor } = act
  if (actor.kind !== 'official') throw new RegistryError('not-allowed', 'Only for officials')
  const day = on ?? act.legalOn
  const rows = await act.city.pool.look(act.scope, (db) => listFeesOfDay(db, actor.officeId, day))
  const names = await findOfficialNames(deps.shared, [...new Set(rows.map(({ taken_by: by }) => by))])
  const reversed = new Set(rows.flatMap(({ reverses }) => reverses ?? []))
  return {
    on: day,
    mayReverse: mayPerform(actor, 'check-fees', packInForce(deps.packs, act.city.jurisdiction, act.legalOn).workflow)
      .ok,
    entries: rows.map((row) => ({ ...describeFee(row, names), reversed: reversed.has(row.entry_id) })),
    sums: sumsOf(rows, names),
    totalFen: rows.reduce((sum, { fen }) => sum + fen, 0),
    totalWaivedFen: rows.reduce((sum, { waived_fen: fen }) => sum + fen, 0),
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
