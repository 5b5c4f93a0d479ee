import { canonicalJson } from './canonical-json.ts'
import { sm3Hex } from './sm3.ts'
import type { SigningEvidence } from './signing-evidence.ts'

/** Public keys of officials by their id: COSE (base64url) of a security key, SM2 (130 hex) of a UKey. As the program `officials` writes them. */
export type OfficialKeys = Readonly<Record<string, readonly string[]>>

/** Those keys as somebody outside the registry pinned them, and whether a demo, behind which nobody's key stands, is taken. */
export type OfficialRoster = {
  readonly format: typeof OFFICIAL_ROSTER
  /** When it was pinned; an instant. */
  readonly pinnedAt: string
  /** A trial run: signatures by nobody's key count. Has an effect in dev mode only. */
  readonly demo: boolean
  readonly officials: OfficialKeys
}
export const OFFICIAL_ROSTER = 'anju-roster/1'

const KEY = /^[0-9A-Za-z_-]{16,600}$/

/** The keys in a parsed file; undefined for anything else, so that a damaged file is never an empty list. */
export function parseOfficialKeys(value: unknown): OfficialKeys | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const entries: [string, readonly string[]][] = []
  for (const [official, keys] of Object.entries(value)) {
    if (!isListed(keys)) return undefined
    entries.push([official, keys])
  }
  return Object.fromEntries(entries)
}

function isListed(keys: unknown): keys is string[] {
  return Array.isArray(keys) && keys.every((key) => typeof key === 'string' && KEY.test(key))
}

/** A pinned roster; undefined for anything else. */
export function parseRoster(value: unknown): OfficialRoster | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const of = (name: string): unknown => Object.getOwnPropertyDescriptor(value, name)?.value
  const [officials, pinnedAt, demo] = [parseOfficialKeys(of('officials')), of('pinnedAt'), of('demo')]
  if (of('format') !== OFFICIAL_ROSTER || officials === undefined) return undefined
  if (typeof pinnedAt !== 'string' || typeof demo !== 'boolean') return undefined
  return { format: OFFICIAL_ROSTER, pinnedAt, demo, officials }
}

/** The digest that two people read to each other: SM3 over officials and keys, whatever their order. Hex. */
export function officialKeysSm3(officials: OfficialKeys): string {
  const sorted = Object.entries(officials).map(([official, keys]) => [official, [...new Set(keys)].toSorted()] as const)
  return sm3Hex(Buffer.from(canonicalJson(Object.fromEntries(sorted))))
}

/** Short name of one key, to be compared by eye. 16 hex characters. */
export function officialKeyId(key: string): string {
  return sm3Hex(Buffer.from(key)).slice(0, 16)
}

/** Whether the key of an evidence is known to be this official's; a demo is nobody's. */
export function isKeyOf(
  officials: OfficialKeys,
  official: string,
  evidence: Pick<SigningEvidence, 'kind' | 'publicKey'>,
): boolean {
  if (evidence.kind === 'demo' || !Object.hasOwn(officials, official)) return false
  return officials[official]?.includes(evidence.publicKey) === true
}
