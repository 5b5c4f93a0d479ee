import type { Refusal } from './refusal-field.ts'

export type NextStep = {
  readonly event: string
  readonly by: string
  readonly law: string
  readonly dueOn: string | null
  readonly allowed: boolean
  readonly refusals: readonly Pick<Refusal, 'code' | 'law' | 'facts'>[]
}

/** What the person can do now comes first, then what is due soonest, then what others do; the rest keeps its order. */
export function orderSteps(steps: readonly NextStep[]): readonly NextStep[] {
  const rank = (step: NextStep) => (step.allowed ? 0 : step.by === 'system' || step.by === 'police' ? 2 : 1)
  const due = (step: NextStep) => step.dueOn ?? '9999-12-31'
  return [...steps].sort((a, b) => rank(a) - rank(b) || (due(a) < due(b) ? -1 : due(a) > due(b) ? 1 : 0))
}
