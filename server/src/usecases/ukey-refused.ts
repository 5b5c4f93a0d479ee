import { refusal, type Facts, type Refusal } from '@anju/domain/kernel/decision.ts'
import { civilDateOf } from '@anju/domain/kernel/plain-date.ts'
import type { UKeyFault } from '@anju/platform/ukey/certificate-chain.ts'

/** Real names, one account a person, and a sign-in that proves the person. */
const REAL_NAMES = 'FS-2016-14:三.四'

/** A UKey whose holder proved that they hold it, and whose certificate is not believed: they are told every reason. */
export class UKeyRefused extends Error {
  readonly refusals: readonly Refusal[]
  constructor(faults: readonly UKeyFault[]) {
    super(`The UKey's certificate is not believed: ${faults.map(({ code }) => code).join(', ')}`)
    this.name = 'UKeyRefused'
    this.refusals = faults.map(({ code, facts }) => refusal(`access.ukey-${code}`, REAL_NAMES, printed(facts)))
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
