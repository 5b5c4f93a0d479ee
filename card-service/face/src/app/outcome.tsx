import { ProblemPanel, UnknownOutcomePanel } from '@anju/face-kit/problem-panel.tsx'
import type { CardRouteName } from '@anju/card-service/contract.ts'
import type { CardAct } from './use-card.ts'

/** What became of an act that was not carried out: every reason, or that nobody knows. */
export function Outcome<Name extends CardRouteName>({ act, onRetry }: { act: CardAct<Name>; onRetry: () => void }) {
  if (act.problem !== undefined) return <ProblemPanel problem={act.problem} />
  if (act.unknown) return <UnknownOutcomePanel onRetry={onRetry} />
  return null
}
