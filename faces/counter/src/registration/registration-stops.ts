import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import type { Language } from '@anju/face-kit/language.ts'
import { eventWord, stateWord } from '@anju/face-kit/law-words.ts'
import type { PathStop } from '@anju/face-kit/path-bar.tsx'

type RegistrationFile = Pick<AnswerOf<Routes['getRegistration']>, 'history' | 'state' | 'since' | 'next' | 'endedOn'>

/** Stops that fit the width of a desk; a long life shows its latest ones, the history has them all. */
const PAST_STOPS_MAX = 5

/**
 * Where a registration stands, told from its file alone: what happened, where it is, and what the registry says may come
 * next of itself or by duty. The order of the law is the registry's; nothing is worked out here.
 */
export function registrationStops(file: RegistrationFile, language: Language): readonly PathStop[] {
  const past = [...file.history]
    .sort((a, b) => a.version - b.version)
    .slice(-PAST_STOPS_MAX)
    .map(
      ({ event, on, version }) =>
        ({ key: `past-${version}`, label: eventWord(event, language), status: 'done', on }) as const,
    )
  const now = {
    key: 'now',
    label: stateWord('registration', file.state, language),
    status: file.endedOn === null ? 'now' : 'stopped',
    on: file.since,
  } as const
  const next = file.next.find((step) => step.dueOn !== null) ?? file.next[0]
  return [
    ...past,
    now,
    ...(next === undefined || file.endedOn !== null
      ? []
      : [{ key: 'next', label: eventWord(next.event, language), status: 'later', on: next.dueOn } as const]),
  ]
}
