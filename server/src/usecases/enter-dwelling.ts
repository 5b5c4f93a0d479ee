import { mayAwaitSurvey } from '@anju/standards/address/address-rejection.ts'
import { ADDRESS_CLAUSE } from '@anju/standards/address/address-rejection.ts'
import { granted, ground, refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { intentOf } from '../store/intent.ts'
import { findDwelling, recordDwelling } from '../store/place.ts'
import { recordEvents } from '../store/record-event.ts'
import { checkAddress, type KeyedAddress } from './address-of.ts'
import { carryOut } from './carry-out.ts'
import { addressRefusals } from './check-keyed-address.ts'
import { dwellingLine, type DwellingLine } from './dwelling-line.ts'

export type EnterDwelling = {
  readonly intentId: string
  readonly address: KeyedAddress
  readonly livingAreaM2: number | null
  readonly filingNo: string
  readonly landlordName: string
  readonly coordinates: readonly [number, number] | null
}
export type EnteredDwelling = DwellingLine & { readonly repeated: boolean }

/**
 * Enters a dwelling under its standard address (登记居所). A lane outside the register makes it wait for a survey; every
 * other reason against the address refuses, all at once.
 */
export async function enterDwelling(deps: Deps, act: Act, command: EnterDwelling): Promise<Decision<EnteredDwelling>> {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const intent = intentOf(command.intentId, 'enter-dwelling', command)
  const carried = await carryOut(
    deps,
    act,
    intent,
    async (tx) => {
      const checked = await checkAddress(deps, act, tx, command.address, command)
      if (checked.existingDwellingId !== undefined) return duplicate(checked.existingDwellingId)
      const { dwelling, rejections } = checked
      if (dwelling === undefined || (rejections.length > 0 && !mayAwaitSurvey(rejections)))
        return refused(...addressRefusals(checked))
      const because = [ground(ADDRESS_CLAUSE, `dwelling.${dwelling.status}`)]
      await Promise.all([
        recordDwelling(tx, dwelling),
        recordEvents(tx, deps.crypto, deps.newId, {
          act,
          intent,
          streamId: dwelling.dwellingId,
          pack: pack.id,
          person: null,
          events: [{ kind: 'enter-dwelling', version: 1, facts: { ...dwelling }, grounds: because }],
          effects: [],
        }),
      ])
      return granted({ subjectId: dwelling.dwellingId, version: 1 }, because)
    },
    (constraint) => (constraint === 'address_once' ? duplicate('') : undefined),
  )
  if (!carried.ok) return carried
  return granted({ ...(await lineOf(act, carried.value.subjectId)), repeated: carried.value.repeated }, carried.grounds)
}

/** The dwelling as it stands after a command. */
export async function lineOf(act: Act, dwellingId: string): Promise<DwellingLine> {
  const row = await act.city.pool.look(act.scope, (db) => findDwelling(db, dwellingId))
  if (row === undefined) throw new RegistryError('not-found', 'No such dwelling')
  return dwellingLine(row)
}

function duplicate(dwellingId: string): Decision<never> {
  return refused(refusal('address.duplicate', ADDRESS_CLAUSE, { addressId: dwellingId }))
}
