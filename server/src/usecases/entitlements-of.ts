import { type EntitlementFacts, permitUseOf } from '@anju/domain/entitlement/entitlement-facts.ts'
import { entitlementsInForce } from '@anju/domain/entitlement/entitlements-in-force.ts'
import { type EntitlementLine, listEntitlements } from '@anju/domain/entitlement/list-entitlements.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { type LifeLaw, packGoverning } from '@anju/domain/policy/pack-governing.ts'
import type { Deps } from '../deps.ts'
import type { ToldLife } from './get-residence.ts'

/** What is open to the holder of a permit. Only the days are known here, so what departments know stays open. */
export function entitlementsOf(
  deps: Pick<Deps, 'nationalBounds'>,
  life: ToldLife,
  asOf: PlainDate,
  { packs }: LifeLaw,
  person: Pick<EntitlementFacts, 'birthOn'> = {},
): readonly EntitlementLine[] {
  const national = deps.nationalBounds.findLast(({ inForceFrom }) => inForceFrom <= asOf)
  if (national === undefined) return []
  const permit = life.permits.findLast(({ state }) => permitUseOf(state) !== 'none')
  const facts: EntitlementFacts = {
    ...person,
    beneficiary: 'holder',
    permit: permitUseOf(permit?.state),
    ...(permit?.suspendedSince === undefined ? {} : { suspendedSince: permit.suspendedSince }),
    registered: life.residing,
    residing: life.residing,
  }
  return listEntitlements(
    facts,
    asOf,
    entitlementsInForce(national.entitlements, packGoverning(packs, asOf).entitlements),
  )
}
