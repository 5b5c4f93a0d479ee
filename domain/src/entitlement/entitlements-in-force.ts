import type { ClauseRef } from '../kernel/clause.ts'
import type {
  Beneficiary,
  Department,
  EntitlementCondition,
  EntitlementPolicy,
  NationalEntitlements,
} from '../policy/entitlement-policy.ts'

/** One service, right or convenience (权益) that people of a city may have, with all its conditions. */
export type Entitlement = {
  /** `class.item`, such as `education.compulsory-school`. */
  readonly key: string
  readonly classKey: string
  readonly zh: string
  readonly en: string
  readonly classZh: string
  readonly classEn: string
  readonly department: Department
  readonly openTo: readonly Beneficiary[]
  /** The clause with the opening words: for whom, and while they live here. */
  readonly openingLaw: ClauseRef
  readonly needs: readonly EntitlementCondition[]
  /** Items of the national list that it is told in place of. */
  readonly carriesOut: readonly string[]
  readonly law: ClauseRef
  readonly gist: string
}

/** Everything that is open in a city, in the order in which it is told. */
export type Entitlements = {
  readonly list: readonly Entitlement[]
  readonly minorBelowAge: NationalEntitlements['minorBelowAge']
}

/**
 * The list of a city: the regulation's three rights, six services and seven conveniences (CN-663:12, CN-663:13), and what the city's
 * own text adds. A city widens the list and never narrows it (CN-663:14); where it carries out a national item in detail, its
 * own words are told in place of the national ones.
 */
export function entitlementsInForce(national: NationalEntitlements, city: EntitlementPolicy): Entitlements {
  const local = flattened(city)
  const carriedOut = new Set(local.flatMap(({ carriesOut }) => carriesOut))
  const kept = flattened(national).filter(({ key }) => !carriedOut.has(key))
  return { list: [...kept, ...local], minorBelowAge: national.minorBelowAge }
}

function flattened({ openTo, classes }: Pick<EntitlementPolicy, 'openTo' | 'classes'>) {
  return classes.value.flatMap((one) =>
    one.items.map(({ key, openTo: narrower, ...item }) => ({
      ...item,
      key: `${one.key}.${key}`,
      classKey: one.key,
      classZh: one.zh,
      classEn: one.en,
      openTo: narrower ?? openTo.value,
      openingLaw: openTo.law,
    })),
  )
}
