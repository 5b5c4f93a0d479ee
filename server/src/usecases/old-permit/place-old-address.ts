import { mayAwaitSurvey } from '@anju/standards/address/address-rejection.ts'
import type { Address, DivisionNames } from '@anju/standards/address/address.ts'
import { normaliseAddress } from '@anju/standards/address/normalise-address.ts'
import { rejectAddress } from '@anju/standards/address/reject-address.ts'
import { standardText, textBelowTown } from '@anju/standards/address/standard-text.ts'
import type { ClauseRef } from '@anju/domain/kernel/clause.ts'
import type { Pool } from '@anju/platform/database/pool.ts'
import { wholeCity } from '@anju/platform/database/scope.ts'
import type { City, Deps } from '../../deps.ts'
import { findOfficeOf } from '../../store/office.ts'
import { listAllLanes } from '../../store/permit-import.ts'
import { findNamesAbove, type NewDwelling } from '../../store/place.ts'
import type { OldPermitLine } from './parse-old-permit.ts'

type Division = {
  readonly names: DivisionNames
  readonly lanes: ReadonlySet<string>
  readonly officeId: string
}
/** What a run has learnt of the divisions it met: each is asked for once. */
export type Divisions = (code: string) => Promise<Division | undefined>

/** @returns undefined for a code that is none of the city's villages and communities, or that no office looks after */
export function divisionsOf({ shared }: { readonly shared: Pool }, city: City): Divisions {
  const met = new Map<string, Promise<Division | undefined>>()
  const learn = async (code: string): Promise<Division | undefined> => {
    if (!code.startsWith(city.divisionPrefix)) return undefined
    const [names, office, lanes] = await Promise.all([
      findNamesAbove(shared, code),
      findOfficeOf(shared, city.city, code),
      city.pool.look(wholeCity(city), (db) => listAllLanes(db, code)),
    ])
    return names === undefined || office === undefined ? undefined : { names, lanes, officeId: office.officeId }
  }
  return (code) => {
    const known = met.get(code) ?? learn(code)
    met.set(code, known)
    return known
  }
}

/**
 * The dwelling that a line of the old register speaks of: its standard address where the parts give one, waiting for its survey where only the lane is unknown; and where they do not, the text as
 * it was written, waiting for its survey too, so that nobody is left out for how a clerk once wrote (I-184).
 */
export function placeOldAddress(
  deps: Pick<Deps, 'newId'>,
  old: OldPermitLine,
  { names, lanes }: Division,
  law: ClauseRef,
): NewDwelling {
  const isRegistered = lanes.has(old.lane)
  const address: Address = normaliseAddress({
    divisionCode: old.divisionCode,
    lane: isRegistered
      ? { kind: 'registered', laneId: `${old.divisionCode}/${old.lane}`, name: old.lane }
      : { kind: 'free', text: old.lane },
    ...(old.door === '' ? {} : { door: old.door }),
    ...(old.building === '' ? {} : { building: old.building }),
    ...(old.unit === '' ? {} : { unit: old.unit }),
    ...(old.room === '' ? {} : { room: old.room }),
  })
  const rejections = rejectAddress(address, { names }, law)
  const own = {
    dwellingId: deps.newId(),
    addressId: deps.newId(),
    divisionCode: old.divisionCode,
    surveyReference: '',
    coordinates: null,
    livingAreaM2: null,
    filingNo: '',
    landlordName: '',
  }
  if (rejections.length > 0 && !mayAwaitSurvey(rejections)) {
    const written = old.address.replaceAll(/\s+/gu, '')
    return {
      ...own,
      lane: written,
      door: '',
      building: '',
      unit: '',
      room: '',
      standardText: written,
      normalText: written,
      status: 'pending-survey',
    }
  }
  return {
    ...own,
    lane: address.lane.kind === 'registered' ? address.lane.name : address.lane.text,
    door: address.door ?? '',
    building: address.building ?? '',
    unit: address.unit ?? '',
    room: address.room ?? '',
    standardText: standardText(address, names),
    normalText: textBelowTown(address),
    status: rejections.length === 0 ? 'standard' : 'pending-survey',
  }
}
