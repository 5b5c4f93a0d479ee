import type { Pack } from '@anju/domain/policy/pack.ts'

/** Whether the police make the cards of the city, across the network boundary (边界). */
export function crossesBoundary({ workflow }: Pick<Pack, 'workflow'>): boolean {
  return workflow.application.path.value.includes('export')
}
