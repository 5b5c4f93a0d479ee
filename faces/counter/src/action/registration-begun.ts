import type { ActionCase } from './action-case.ts'

/** A change of address ends one registration and begins another: the id of the one begun, where the answer names it. */
export function registrationBegun(acted: ActionCase['params'], answer: object): string | undefined {
  if (!('registrationId' in acted) || !('registrationId' in answer)) return undefined
  const { registrationId } = answer
  return typeof registrationId === 'string' && registrationId !== acted.registrationId ? registrationId : undefined
}
