import type { CounterWord } from '../counter-words.ts'

const REGISTRATION: Readonly<Record<string, CounterWord>> = {
  'declared-window': 'my.plain.held',
  'declared-online': 'my.plain.declared',
  'visit-planned': 'my.plain.visit',
  recorded: 'my.plain.recorded',
  visited: 'my.plain.visited',
  active: 'my.plain.active',
  unreached: 'my.plain.unreached',
  'presumed-left': 'my.plain.presumedLeft',
}
const APPLICATION: Readonly<Record<string, CounterWord>> = {
  submitted: 'my.plain.submitted',
  returned: 'my.plain.returned',
  'at-station': 'my.plain.ready',
  notified: 'my.plain.ready',
  unclaimed: 'my.plain.ready',
  issued: 'my.plain.issued',
}

/** One plain sentence for a state; where there is none, who to ask. */
export function plainWord(kind: 'registration' | 'application', state: string): CounterWord {
  const known = kind === 'registration' ? REGISTRATION[state] : APPLICATION[state]
  if (known !== undefined) return known
  const ended = [
    'ended',
    'cancelled-untrue',
    'cancelled-unreached',
    'declaration-rejected',
    'refused',
    'withdrawn',
    'stopped',
  ]
  return ended.includes(state) ? 'my.plain.ended' : 'my.plain.working'
}
