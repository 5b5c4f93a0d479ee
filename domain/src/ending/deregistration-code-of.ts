import type { DeregistrationCode } from '@anju/standards/code/deregistration-code.ts'
import type { EndingEvent } from '../policy/ending-policy.ts'

/**
 * The code that the police data set has for an ending (人员注销), GA/T 2000.25; undefined where it has none or its number is
 * not known for certain: a code is never guessed (I-073).
 */
export function deregistrationCodeOf(event: EndingEvent): DeregistrationCode | undefined {
  const codes: Partial<Record<EndingEvent, DeregistrationCode>> = { died: '1', 'left-city': '3' }
  return codes[event]
}
