import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import type { HeldPermit } from '../store/endorsement.ts'
import { findOfficeOf } from '../store/office.ts'
import { recordLetter } from '../store/office-letter.ts'

/** Tells the office that looked after the holder so far that they live elsewhere now (通报原管理机关); nothing when it is the same office. */
export async function tellOldOffice(
  deps: Deps,
  act: Act,
  tx: Tx,
  { permit_id: permitId, permit_no: permitNo, person_id: personId, division_code: divisionCode }: HeldPermit,
  now: { readonly officeId: string; readonly divisionCode: string; readonly name: string; readonly address: string },
): Promise<void> {
  const [old, next] = await Promise.all([
    findOfficeOf(deps.shared, act.city.city, divisionCode),
    findOfficeOf(deps.shared, act.city.city, now.divisionCode),
  ])
  if (old === undefined || old.officeId === next?.officeId) return
  await recordLetter(tx, {
    letterId: deps.newId(),
    personId,
    permitId,
    permitNo,
    name: now.name,
    address: now.address,
    divisionCode,
    fromOfficeId: now.officeId,
    toOfficeId: old.officeId,
    toOffice: old.nameZh,
    sentOn: act.legalOn,
  })
}
