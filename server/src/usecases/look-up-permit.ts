import { validThrough } from '@anju/domain/permit/validity.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { lifeLedger } from '@anju/domain/residence/life-ledger.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { findPermitByNumber } from '../store/permit.ts'
import { getLifeFacts } from '../store/permit-life.ts'
import { lawOf } from './get-residence.ts'

/**
 * A permit by its number (查询居住证), with the state that follows from its endorsements and today: suspended (使用功能中止) is a consequence
 * of dates, at rest (停用) one of the holder's leaving, and neither is stored.
 */
export async function lookUpPermit(deps: Deps, act: Act, permitNo: string) {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const { row, life } = await act.city.pool.look(act.scope, async (db) => {
    const found = await findPermitByNumber(db, permitNo)
    if (found === undefined) throw new RegistryError('not-found', 'No such permit in this city')
    return { row: found, life: found.state === 'pending-pick-up' ? undefined : await getLifeFacts(db, found.person_id) }
  })
  const { packs, calendar } = lawOf(deps, act.city)
  const permits = life === undefined ? [] : lifeLedger(life, act.legalOn, packs, calendar).permits
  const standing = permits.find(({ permitId }) => permitId === row.permit_id)
  return {
    permitId: row.permit_id,
    permitNo: row.permit_no,
    personId: row.person_id,
    name: row.person_name,
    state: standing?.state ?? row.state,
    issuedOn: row.issued_on,
    validToOn: standing?.validUntil ?? validThrough(row.base_on, 0, pack.permit),
    standardText: row.standard_text,
    stockNo: row.stock_no,
  }
}
