import { granted, type Decision } from '@anju/domain/kernel/decision.ts'
import type { Act, Deps } from '../deps.ts'
import { stepRegistration, type RegistrationCommand, type RegistrationOutcome } from './registration-step.ts'

/** The landlord confirms a declaration (房东确认): noted for the officer, never a condition of registering. */
export function recordLandlordConfirmation(
  deps: Deps,
  act: Act,
  command: RegistrationCommand & { readonly confirmedBy: string },
): Promise<Decision<RegistrationOutcome>> {
  return stepRegistration(deps, act, command, 'confirm-by-landlord', () =>
    granted({ change: { landlord_confirmed_on: act.legalOn }, facts: { confirmedBy: command.confirmedBy } }, []),
  )
}
