import {
  APPLICATION_TRANSITIONS,
  type ApplicationEvent,
  type ApplicationGuard,
  type ApplicationState,
} from '@anju/domain/application/application-machine.ts'
import {
  REGISTRATION_TRANSITIONS,
  type RegistrationEvent,
  type RegistrationGuard,
  type RegistrationState,
} from '@anju/domain/registration/registration-machine.ts'
import { DUTIES, type Duty, type WorkflowPolicy } from '@anju/domain/policy/workflow-policy.ts'

export const FINDINGS = ['', 'true', 'untrue', 'missed'] as const
/** What tells apart registrations of one state that wait for different people. */
export type RegistrationSituation = {
  readonly state: RegistrationState
  readonly finding: string
  readonly entered: boolean
}

/** What may be done as long as a registration stands, and no case waits for it: it is changed, or ends by what happened to the person. */
const NOBODY_WAITS: readonly RegistrationEvent[] = ['amend', 'move-residence', 'depart', 'end-by-record']

/** The duties that can take a registration further, in the order of the duties. */
export function registrationDuties(
  { state, finding, entered }: RegistrationSituation,
  workflow: WorkflowPolicy,
): readonly Duty[] {
  const byVisit = workflow.registration.verification.value === 'visit'
  const against: Partial<Record<RegistrationGuard, boolean>> = {
    'verified-by-visit': byVisit,
    'not-verified-by-visit': !byVisit,
    entered,
    'not-entered': !entered,
    'found-true': finding === 'true',
    'found-untrue': finding === 'untrue',
  }
  // Counts of visits and absences choose between two rows of the same duty, so they are left open here.
  const rows = REGISTRATION_TRANSITIONS.filter(
    (row) =>
      row.from === state &&
      !NOBODY_WAITS.includes(row.event) &&
      (row.when ?? []).every((guard) => against[guard] !== false),
  )
  return DUTIES.filter((duty) => rows.some(({ by }) => by === duty))
}

/** Events by which a case is taken off the path: they are open for long, and nobody waits for them. */
const OFF_THE_PATH: readonly ApplicationEvent[] = ['withdraw', 'stop']

/** The duties that can take an application further on its city's path. */
export function applicationDuties(state: ApplicationState, workflow: WorkflowPolicy): readonly Duty[] {
  const path = workflow.application.path.value
  const against: Partial<Record<ApplicationGuard, boolean>> = {
    'with-visit': path.includes('verify'),
    'without-visit': !path.includes('verify'),
    'with-boundary': path.includes('export'),
    'without-boundary': !path.includes('export'),
    'with-dispatch': path.includes('dispatch'),
    'without-dispatch': !path.includes('dispatch'),
  }
  const rows = APPLICATION_TRANSITIONS.filter(
    (row) =>
      row.from === state &&
      !OFF_THE_PATH.includes(row.event) &&
      (row.when ?? []).every((guard) => against[guard] !== false),
  )
  return DUTIES.filter((duty) => rows.some(({ by }) => by === duty))
}
