import { refusal, type Facts, type Refusal } from '@anju/domain/kernel/decision.ts'
import { civilDateOf } from '@anju/domain/kernel/plain-date.ts'
import type { RefusalCode } from '@anju/domain/kernel/refusal-code.ts'
import type { UKeyFault, UKeyFaultCode } from '@anju/platform/ukey/certificate-chain.ts'

/** Real names, one account a person, and a sign-in that proves the person. */
const REAL_NAMES = 'FS-2016-14:三.四'

const CODES = {
  expired: 'access.ukey-expired',
  extension: 'access.ukey-extension',
  'issuer-unknown': 'access.ukey-issuer-unknown',
  'list-missing': 'access.ukey-list-missing',
  'list-stale': 'access.ukey-list-stale',
  'not-authority': 'access.ukey-not-authority',
  'not-yet': 'access.ukey-not-yet',
  'other-key': 'access.ukey-other-key',
  'path-too-long': 'access.ukey-path-too-long',
  revoked: 'access.ukey-revoked',
  'roots-unset': 'access.ukey-roots-unset',
  signature: 'access.ukey-signature',
  unreadable: 'access.ukey-unreadable',
  usage: 'access.ukey-usage',
} as const satisfies Record<UKeyFaultCode, RefusalCode>

/** A UKey whose holder proved that they hold it, and whose certificate is not believed: they are told every reason. */
export class UKeyRefused extends Error {
  readonly refusals: readonly Refusal[]
  constructor(faults: readonly UKeyFault[]) {
    super(`The UKey's certificate is not believed: ${faults.map(({ code }) => code).join(', ')}`)
    this.name = 'UKeyRefused'
    this.refusals = faults.map(({ code, facts }) => refusal(CODES[code], REAL_NAMES, printed(facts)))
  }
}

const INSTANTS = ['from', 'until', 'since', 'due']

function printed(facts: Readonly<Record<string, string>>): Facts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, INSTANTS.includes(name) ? civilDateOf(value) : value]),
  )
}

/** @throws UKeyRefused when there is any reason */
export function requireBelieved(faults: readonly UKeyFault[]): void {
  if (faults.length > 0) throw new UKeyRefused(faults)
}
