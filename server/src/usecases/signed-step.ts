import type { Duty, WorkflowPolicy } from '@anju/domain/policy/workflow-policy.ts'

/** The step under which an act of a duty is signed (确认必签), where the city's pack wants that; to be spread into the event. */
export function signedStep(duty: Duty, workflow: Pick<WorkflowPolicy, 'duties'>): { readonly signedStep?: Duty } {
  return workflow.duties[duty]?.signed === true ? { signedStep: duty } : {}
}
