import { occupancyOf } from '@anju/domain/dwelling/occupancy.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { findDwelling } from '../store/place.ts'
import { dwellingLine } from './dwelling-line.ts'
import { isInReach } from './in-reach.ts'

/** A dwelling with its two counts (FS-2016-14:三.五): permits against the quota, people against the area. */
export async function getDwelling(deps: Deps, act: Act, dwellingId: string) {
  const row = await act.city.pool.look(act.scope, (db) => findDwelling(db, dwellingId))
  if (row === undefined || !isInReach(act, row.division_code))
    throw new RegistryError('not-found', 'No such dwelling within reach')
  const { occupancy } = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const { permits, occupants } = row
  const livingArea = row.living_area_m2 === null ? {} : { livingArea: row.living_area_m2 }
  const { cap, densityAlarm } = occupancyOf({ ...livingArea, permits, occupants }, occupancy)
  return {
    ...dwellingLine(row),
    filingNo: row.filing_no,
    cap,
    permits,
    occupants,
    permitsOver: cap !== null && permits > cap,
    occupantsOver: densityAlarm,
    law: occupancy.counts.law,
  }
}
