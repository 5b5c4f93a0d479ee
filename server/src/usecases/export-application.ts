import { granted, type Decision } from '@anju/domain/kernel/decision.ts'
import type { Act, Deps } from '../deps.ts'
import { type ApplicationCommand, type ApplicationOutcome, stepApplication } from './application-step.ts'

/** The order lies in a package that left for the police (边界导出). By the exchange only. */
export function exportApplication(
  deps: Deps,
  act: Act,
  command: ApplicationCommand & { readonly packageId: string },
): Promise<Decision<ApplicationOutcome>> {
  return stepApplication(deps, act, command, 'export', () =>
    granted({ change: { exported_on: act.legalOn }, facts: { packageId: command.packageId } }, []),
  )
}

/** The police have the order: their signed receipt is here. By the exchange only. */
export function acknowledgeApplication(
  deps: Deps,
  act: Act,
  command: ApplicationCommand & { readonly packageId: string },
): Promise<Decision<ApplicationOutcome>> {
  return stepApplication(deps, act, command, 'acknowledge', () =>
    granted({ facts: { packageId: command.packageId } }, []),
  )
}
