import type { UKeyFault } from '@anju/platform/ukey/certificate-chain.ts'

import { civilDay } from './civil-day.ts'
import type { CardRefusal } from './refusal.ts'

/** Real names, one account a person, and a sign-in that proves the person. */
const REAL_NAMES = 'FS-2016-14:三.四'

/** A UKey whose holder proved that they hold it, and whose certificate is not believed: they are told every reason. */
export class UKeyRefused extends Error {
  readonly refusals: readonly CardRefusal[]
  constructor(faults: readonly UKeyFault[]) {
    super(`The UKey's certificate is not believed: ${faults.map(({ code }) => code).join(', ')}`)
    this.name = 'UKeyRefused'
    this.refusals = faults.map(({ code, facts }) => ({
      code: `staff.ukey-${code}` as const,
      law: REAL_NAMES,
      facts: printed(facts),
    }))
  }
}

const INSTANTS = ['from', 'until', 'since', 'due']

function printed(facts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, INSTANTS.includes(name) ? civilDay(value) : value]),
  )
}

/** @throws UKeyRefused when there is any reason */
export function requireBelieved(faults: readonly UKeyFault[]): void {
  if (faults.length > 0) throw new UKeyRefused(faults)
}
