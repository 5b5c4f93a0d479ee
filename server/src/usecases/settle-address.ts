import { ADDRESS_CLAUSE } from '@anju/standards/address/address-rejection.ts'
import { granted, ground, refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { intentOf } from '../store/intent.ts'
import { findDwelling, recordLane, recordSurvey, type DwellingRow } from '../store/place.ts'
import { recordEvents } from '../store/record-event.ts'
import { checkAddress, type KeyedAddress } from './address-of.ts'
import { carryOut } from './carry-out.ts'
import { addressRefusals } from './check-keyed-address.ts'
import type { EnteredDwelling } from './enter-dwelling.ts'
import { lineOf } from './enter-dwelling.ts'
import { isInReach } from './in-reach.ts'

export type SettleAddress = { readonly intentId: string; readonly dwellingId: string; readonly lane: string }

/**
 * Settles an address that waited for a survey (地址勘定): the lane enters the register under its right name, and the address
 * is looked over once more with it. Registrations at the dwelling go on; a declaration that waited for it can be visited.
 */
export async function settleAddress(deps: Deps, act: Act, command: SettleAddress): Promise<Decision<EnteredDwelling>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const intent = intentOf(command.intentId, 'settle-address', command)
  const carried = await carryOut(
    deps,
    act,
    intent,
    async (tx) => {
      const row = await findDwelling(tx, command.dwellingId)
      if (row === undefined || !isInReach(act, row.division_code))
        throw new RegistryError('not-found', 'No such dwelling within reach')
      if (row.status === 'standard') throw new RegistryError('version-conflict', 'The address is settled already')
      await recordLane(tx, row.division_code, command.lane)
      const coordinates =
        row.latitude === null || row.longitude === null ? null : ([row.latitude, row.longitude] as const)
      const checked = await checkAddress(deps, act, tx, keyedAgain(row, command.lane), { coordinates })
      if (checked.rejections.length > 0 || checked.dwelling === undefined) return refused(...addressRefusals(checked))
      const { existingDwellingId, dwelling } = checked
      if (existingDwellingId !== undefined && existingDwellingId !== row.dwelling_id)
        return duplicate(existingDwellingId)
      const because = [ground(ADDRESS_CLAUSE, 'dwelling.standard')]
      const [pending] = await Promise.all([
        recordSurvey(tx, row.address_id, dwelling.lane, dwelling.standardText, dwelling.normalText),
        recordEvents(tx, deps.crypto, deps.newId, {
          act,
          intent,
          streamId: row.dwelling_id,
          pack: pack.id,
          person: null,
          events: [
            {
              kind: 'settle-address',
              version: row.version + 1,
              facts: { lane: dwelling.lane, standardText: dwelling.standardText },
              grounds: because,
            },
          ],
          effects: [],
        }),
      ])
      if (!pending) throw new RegistryError('version-conflict', 'The address was settled in this instant')
      return granted({ subjectId: row.dwelling_id, version: row.version + 1 }, because)
    },
    (constraint) => (constraint === 'address_once' ? duplicate('') : undefined),
  )
  if (!carried.ok) return carried
  return granted({ ...(await lineOf(act, carried.value.subjectId)), repeated: carried.value.repeated }, carried.grounds)
}

function keyedAgain(row: DwellingRow, lane: string): KeyedAddress {
  const { division_code, door, building, unit, room, survey_reference } = row
  return { divisionCode: division_code, lane, door, building, unit, room, surveyReference: survey_reference }
}

function duplicate(dwellingId: string): Decision<never> {
  return refused(refusal('address.duplicate', ADDRESS_CLAUSE, { addressId: dwellingId }))
}
