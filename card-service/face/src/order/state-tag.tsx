import type { Answer } from '../app/card-client.ts'
import { useCardWords } from '../card-words.ts'

type State = Answer<'getOrder'>['state']

/** Amber waits for a check, blue for the machine or the post, green is done, red went back. */
const TONES: Readonly<Record<State, 'amber' | 'blue' | 'green' | 'seal' | 'quiet'>> = {
  received: 'amber',
  'quality-accepted': 'blue',
  'reprint-due': 'amber',
  produced: 'blue',
  dispatched: 'green',
  'quality-rejected': 'seal',
  withdrawn: 'quiet',
}

export function StateTag({ state }: { state: State }) {
  const w = useCardWords()
  return (
    <span className="cs-state" data-tone={TONES[state]} data-testid={`state-${state}`}>
      {w(`state.${state}`)}
    </span>
  )
}
