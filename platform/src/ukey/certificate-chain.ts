import type { RevocationList } from './revocation-list.ts'
import { standsUnder, type Signed, type Sm2Certificate } from './sm2-certificate.ts'

/** Why a UKey is not taken. The registry and the card service each have words for every one. */
export type UKeyFaultCode =
  | 'roots-unset'
  | 'unreadable'
  | 'other-key'
  | 'issuer-unknown'
  | 'signature'
  | 'expired'
  | 'not-yet'
  | 'usage'
  | 'not-authority'
  | 'path-too-long'
  | 'extension'
  | 'revoked'
  | 'list-missing'
  | 'list-stale'

/**
 * One reason. `authority` names the issuer of whose certificate or list it is; without it the UKey's own is meant, whose name is never
 * told, since an ID number may stand in it.
 */
export type UKeyFault = { readonly code: UKeyFaultCode; readonly facts: Readonly<Record<string, string>> }

/** What an installation named: certificates it trusts, and the lists of what was taken back, where it keeps any. */
export type NamedCertificates = {
  readonly certificates: readonly Sm2Certificate[]
  readonly lists: readonly RevocationList[] | undefined
}

/**
 * Why a UKey's certificate (证书链) is not believed at an instant; empty when it is. The chain goes up through the named certificates as far as
 * they lead: the last one is the anchor. Each is inside its time, each issuer may issue, none too many stand below it, nothing
 * that must be understood is unknown, and no list of its issuer names it (RFC 5280 6.1, without policies and name constraints: a
 * certificate that makes those critical is refused).
 *
 * @param isBinding - at binding a stale list is a reason, too; later it only shows, since a list that comes late must not stop a city
 */
export function chainFaults(
  key: Sm2Certificate,
  named: NamedCertificates,
  { at, isBinding }: { readonly at: string; readonly isBinding: boolean },
): readonly UKeyFault[] {
  const { chain, fault } = chainOf(key, named.certificates, at)
  return [
    ...(fault === undefined ? [] : [fault]),
    ...chain.flatMap((one, depth) => [
      ...timeFaults(one, at, depth),
      ...(depth === 0 ? holderFaults(one) : authorityFaults(one, depth)),
      ...one.unknownCritical.map((oid) => faultOf('extension', one, depth, { oid })),
    ]),
    ...chain.flatMap((one, depth) => {
      const issuer = chain[depth + 1]
      return issuer === undefined ? [] : revocationFaults({ one, depth, issuer }, named, at, isBinding)
    }),
  ]
}

/** The key's certificate and its issuers up to the anchor; and why there is no further, where there ought to be. */
function chainOf(key: Sm2Certificate, certificates: readonly Sm2Certificate[], at: string) {
  const chain: [Sm2Certificate, ...Sm2Certificate[]] = [key]
  for (;;) {
    const child = chain[chain.length - 1] ?? key
    const depth = chain.length - 1
    const isRoot = depth > 0 && child.issuer === child.subject
    const candidates = isRoot ? [] : certificates.filter(({ subject }) => subject === child.issuer)
    if (candidates.length === 0)
      return { chain, fault: depth === 0 ? faultOf('issuer-unknown', child, depth) : undefined }
    // A renewed authority has two certificates of one key: the one that counts now goes first.
    const issuers = candidates.filter((each) => isIssuedBy(child, each))
    const issuer = issuers.find((each) => isInTime(each, at)) ?? issuers[0]
    if (issuer === undefined) return { chain, fault: faultOf('signature', child, depth) }
    if (chain.includes(issuer)) return { chain, fault: faultOf('not-authority', issuer, depth) }
    chain.push(issuer)
  }
}

function isInTime({ validFrom, validTo }: Sm2Certificate, at: string): boolean {
  return validFrom <= at && at <= validTo
}

function timeFaults(one: Sm2Certificate, at: string, depth: number): readonly UKeyFault[] {
  if (one.validTo < at) return [faultOf('expired', one, depth, { until: one.validTo })]
  return one.validFrom > at ? [faultOf('not-yet', one, depth, { from: one.validFrom })] : []
}

/** The UKey's own: for signing, and no authority. */
function holderFaults(one: Sm2Certificate): readonly UKeyFault[] {
  return one.usage.signs && !one.isAuthority ? [] : [faultOf('usage', one, 0)]
}

function authorityFaults(one: Sm2Certificate, depth: number): readonly UKeyFault[] {
  const below = depth - 1
  const most = one.authoritiesBelowMax
  return [
    ...(one.isAuthority && one.usage.signsCertificates ? [] : [faultOf('not-authority', one, depth)]),
    ...(most === undefined || below <= most ? [] : [faultOf('path-too-long', one, depth, { most: String(most) })]),
  ]
}

function revocationFaults(
  { one, depth, issuer }: { readonly one: Sm2Certificate; readonly depth: number; readonly issuer: Sm2Certificate },
  { lists }: NamedCertificates,
  at: string,
  isBinding: boolean,
): readonly UKeyFault[] {
  if (lists === undefined) return []
  const list = listOf(issuer, lists)
  if (list === undefined) return [faultOf('list-missing', issuer, depth + 1)]
  const since = list.revoked.get(one.serial)
  return [
    ...(since === undefined ? [] : [faultOf('revoked', one, depth, { since })]),
    ...(isBinding && list.dueAt < at ? [faultOf('list-stale', issuer, depth + 1, { due: list.dueAt })] : []),
  ]
}

/** The newest list that an authority itself made. */
export function listOf(issuer: Sm2Certificate, lists: readonly RevocationList[]): RevocationList | undefined {
  return lists
    .filter((list) => list.issuer === issuer.subject && issuer.usage.signsLists && isIssuedBy(list, issuer))
    .toSorted((a, b) => (a.madeAt < b.madeAt ? 1 : -1))[0]
}

/** Authorities and lists are the same for weeks; what stands under them is looked at once. */
const held = new WeakMap<Signed, WeakMap<Sm2Certificate, boolean>>()

function isIssuedBy(signed: Signed, issuer: Sm2Certificate): boolean {
  const known = held.get(signed) ?? new WeakMap<Sm2Certificate, boolean>()
  held.set(signed, known)
  const before = known.get(issuer)
  if (before !== undefined) return before
  const holds = standsUnder(issuer, signed)
  known.set(issuer, holds)
  return holds
}

function faultOf(
  code: UKeyFaultCode,
  one: Sm2Certificate,
  depth: number,
  facts: Readonly<Record<string, string>> = {},
): UKeyFault {
  return { code, facts: depth === 0 ? facts : { ...facts, authority: one.name } }
}
