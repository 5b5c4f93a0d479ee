import type { Problem } from '@anju/contract/problem.ts'
import type { Language } from './language.ts'
import { refusalFields } from './refusal-field.ts'

/** One reason as a screen shows it. */
export type ProblemLine = {
  readonly code: string
  readonly text: string
  /** Clause reference; empty where no law was asked. */
  readonly law: string
  readonly fields: readonly string[]
}

/** Every reason of a problem document, in order, each with the fields it speaks about. */
export function problemLines(problem: Problem, language: Language): readonly ProblemLine[] {
  const refusals = (problem.refusals ?? []).map((refusal) => ({
    code: refusal.code,
    text: refusal[language],
    law: refusal.law,
    fields: refusalFields(refusal),
  }))
  const malformed = (problem.fields ?? []).map((field) => ({
    code: `field:${fieldOfPath(field.path)}`,
    text: field[language],
    law: '',
    fields: [fieldOfPath(field.path)],
  }))
  return [...refusals, ...malformed]
}

/** Messages by field, so that each stands next to the place to mend. */
export function fieldMessages(
  problem: Problem | undefined,
  language: Language,
): ReadonlyMap<string, readonly string[]> {
  const messages = new Map<string, string[]>()
  if (problem === undefined) return messages
  for (const line of problemLines(problem, language)) {
    for (const field of line.fields) messages.set(field, [...(messages.get(field) ?? []), line.text])
  }
  return messages
}

/** `person.idNumber`, `/body/person/idNumber` and `body.home.address.door` name the form's own field; rows keep theirs. */
export function fieldOfPath(path: string): string {
  const parts = path.split(/[./[\]]+/).filter((part) => part !== '' && part !== 'body')
  const family = parts.indexOf('family')
  if (family !== -1) return parts.slice(family).join('.')
  return parts.at(-1) ?? ''
}

/** Somebody else acted on the case in between. */
export function isConflict(problem: Problem | undefined): boolean {
  return problem?.code === 'version-conflict'
}
