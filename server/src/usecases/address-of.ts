import type { Address } from '@anju/standards/address/address.ts'
import { mayAwaitSurvey, type AddressRejection } from '@anju/standards/address/address-rejection.ts'
import { normaliseAddress } from '@anju/standards/address/normalise-address.ts'
import { rejectAddress } from '@anju/standards/address/reject-address.ts'
import { standardText, textBelowTown } from '@anju/standards/address/standard-text.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import {
  findDwellingByText,
  findNamesAbove,
  hasLane,
  hasSeveralUnits,
  listLanes,
  listOtherDistricts,
  type NewDwelling,
} from '../store/place.ts'

/** An address as it was keyed in. */
export type KeyedAddress = {
  readonly divisionCode: string
  readonly lane: string
  readonly door: string
  readonly building: string
  readonly unit: string
  readonly room: string
  readonly surveyReference: string
}

/** An address that was looked at: its text, all that is against it, and the dwelling that stands there already. */
export type CheckedAddress = {
  readonly rejections: readonly AddressRejection[]
  readonly existingDwellingId: string | undefined
  /** The rows that would enter it; undefined when the committee is not in the register of divisions. */
  readonly dwelling: NewDwelling | undefined
}

/** Looks an address over (标准化地址): every reason against it, and whether it is in the register. Stores nothing. */
export async function checkAddress(
  deps: Deps,
  act: Act,
  db: Db,
  keyed: KeyedAddress,
  extra: {
    readonly livingAreaM2?: number | null
    readonly filingNo?: string
    readonly landlordName?: string
    readonly coordinates?: readonly [number, number] | null
  } = {},
): Promise<CheckedAddress> {
  const { law } = packInForce(deps.packs, act.city.jurisdiction, act.legalOn).form.address
  const names = await findNamesAbove(deps.shared, keyed.divisionCode)
  const outside = !keyed.divisionCode.startsWith(act.city.divisionPrefix)
  if (names === undefined || outside) {
    const facts = { divisionCode: keyed.divisionCode }
    return {
      rejections: [{ code: 'address.foreign-division', number: 'A06_FOREIGN', law, facts }],
      existingDwellingId: undefined,
      dwelling: undefined,
    }
  }
  const registered = await hasLane(db, keyed.divisionCode, keyed.lane)
  const address = normaliseAddress(addressOf(keyed, registered, extra.coordinates ?? null))
  const lane = address.lane.kind === 'registered' ? address.lane.name : address.lane.text
  const [otherDistricts, severalUnits, nearestLanes] = await Promise.all([
    listOtherDistricts(deps.shared, keyed.divisionCode),
    hasSeveralUnits(db, address, lane, address.door ?? '', address.building ?? ''),
    registered ? Promise.resolve([]) : listLanes(db, keyed.divisionCode, keyed.lane.slice(0, 2)),
  ])
  const rejections = rejectAddress(
    address,
    { names, otherDistricts, hasSeveralUnits: severalUnits, nearestLanes: nearestLanes.slice(0, 5) },
    law,
  )
  const normalText = textBelowTown(address)
  const existing = await findDwellingByText(db, keyed.divisionCode, normalText)
  return {
    rejections,
    existingDwellingId: existing?.dwelling_id,
    dwelling: {
      dwellingId: deps.newId(),
      addressId: deps.newId(),
      divisionCode: keyed.divisionCode,
      lane,
      door: address.door ?? '',
      building: address.building ?? '',
      unit: address.unit ?? '',
      room: address.room ?? '',
      standardText: standardText(address, names),
      normalText,
      status: mayAwaitSurvey(rejections) ? 'pending-survey' : 'standard',
      surveyReference: keyed.surveyReference,
      coordinates: extra.coordinates ?? null,
      livingAreaM2: extra.livingAreaM2 ?? null,
      filingNo: extra.filingNo ?? '',
      landlordName: extra.landlordName ?? '',
    },
  }
}

function addressOf(keyed: KeyedAddress, registered: boolean, coordinates: readonly [number, number] | null): Address {
  const { divisionCode, lane, door, building, unit, room, surveyReference } = keyed
  return {
    divisionCode,
    lane: registered
      ? { kind: 'registered', laneId: `${divisionCode}/${lane}`, name: lane }
      : { kind: 'free', text: lane },
    ...(door === '' ? {} : { door }),
    ...(building === '' ? {} : { building }),
    ...(unit === '' ? {} : { unit }),
    ...(room === '' ? {} : { room }),
    ...(surveyReference === '' || coordinates === null
      ? {}
      : { survey: { reference: surveyReference, latitude: coordinates[0], longitude: coordinates[1] } }),
  }
}
