import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { endorsementWindow } from '@anju/domain/permit/endorsement-window.ts'
import { validThrough } from '@anju/domain/permit/validity.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { findPermitByNumber, type PermitRow } from '../store/permit.ts'

/** A permit by its number (查询居住证), with the state that follows from today. One statement. */
export async function lookUpPermit(deps: Deps, act: Act, permitNo: string) {
  const row = await act.city.pool.look(act.scope, (db) => findPermitByNumber(db, permitNo))
  if (row === undefined) throw new RegistryError('not-found', 'No such permit in this city')
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const validToOn = validThrough(row.base_on, 0, pack.permit)
  return {
    permitId: row.permit_id,
    permitNo: row.permit_no,
    personId: row.person_id,
    name: row.person_name,
    state: stateOn(deps, act.legalOn, row, validToOn, pack),
    issuedOn: row.issued_on,
    validToOn,
    standardText: row.standard_text,
    stockNo: row.stock_no,
  }
}

/** Suspended (使用功能中止) is a consequence of dates and stored nowhere; while a permit is valid no calendar is asked. */
function stateOn(deps: Deps, today: PlainDate, row: PermitRow, validToOn: PlainDate, pack: Pack): string {
  if (row.state !== 'in-force' || today <= validToOn) return row.state
  return today < endorsementWindow(row.base_on, 0, pack.permit, deps.calendar).suspendedFrom ? row.state : 'suspended'
}
