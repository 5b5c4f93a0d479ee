import { DUTIES, type Duty, type WorkflowPolicy, workflowPolicySchema } from '@anju/domain/policy/workflow-policy.ts'
import type { Language } from './language.ts'

/** The part of the city's rules that decides what a screen shows: who does what, on which path, through which channels. */
export type PackView = {
  readonly packId: string
  readonly inForceOn: string
  /** Due days after it are provisional (暂定). */
  readonly workingDaysThrough: string
  readonly workflow: WorkflowPolicy | undefined
  readonly all: Readonly<Record<string, unknown>>
}

export function packView(answer: {
  readonly packId: string
  readonly inForceOn: string
  readonly workingDaysThrough: string
  readonly pack: Readonly<Record<string, unknown>>
}): PackView {
  const workflow = workflowPolicySchema.safeParse(answer.pack['workflow'])
  return {
    packId: answer.packId,
    inForceOn: answer.inForceOn,
    workingDaysThrough: answer.workingDaysThrough,
    workflow: workflow.success ? workflow.data : undefined,
    all: answer.pack,
  }
}

/** The people charged with a duty in the city's own words (前台协管员); undefined when the pack charges nobody. */
export function whoDoes(pack: PackView | undefined, by: string, language: Language): string | undefined {
  const workflow = pack?.workflow
  const duty = DUTIES.find((known) => known === by)
  const roles = duty === undefined ? undefined : workflow?.duties[duty]?.roles
  if (workflow === undefined || roles === undefined) return undefined
  const words = roles.map((role) => workflow.roles.find((row) => row.role === role)?.[language] ?? role)
  return words.join(language === 'zh' ? '或' : ' or ')
}

/** Whether the city charges anybody with a duty: what nobody does there is not on its screens. */
export function isDone(pack: PackView | undefined, duty: Duty): boolean {
  return pack?.workflow?.duties[duty] !== undefined
}
