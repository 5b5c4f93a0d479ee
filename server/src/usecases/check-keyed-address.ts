import { refusal, type Refusal } from '@anju/domain/kernel/decision.ts'
import type { Act, Deps } from '../deps.ts'
import { checkAddress, type CheckedAddress, type KeyedAddress } from './address-of.ts'

export type CheckedKeyedAddress = {
  readonly standardText: string
  readonly refusals: Refusal[]
  readonly dwellingId: string | null
}

/** Looks an address over as it is keyed in (标准地址): its text, every reason against it, the dwelling that is there already. */
export async function checkKeyedAddress(deps: Deps, act: Act, keyed: KeyedAddress): Promise<CheckedKeyedAddress> {
  const checked = await act.city.pool.look(act.scope, (db) => checkAddress(deps, act, db, keyed))
  return {
    standardText: checked.dwelling?.standardText ?? '',
    refusals: addressRefusals(checked),
    dwellingId: checked.existingDwellingId ?? null,
  }
}

/** The reasons against an address, as refusals. */
export function addressRefusals(checked: Pick<CheckedAddress, 'rejections'>): Refusal[] {
  return checked.rejections.map(({ code, law, facts }) => refusal(code, law, facts))
}
