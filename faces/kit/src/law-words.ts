import { findWord, type WordTableName } from '@anju/contract/message/find-word.ts'
import { explainGround, explainRefusal } from '@anju/contract/message.ts'
import type { GroundSent } from '@anju/contract/problem.ts'
import type { Language } from './language.ts'
import type { Refusal } from './refusal-field.ts'

function word(tables: readonly WordTableName[], key: string, language: Language): string {
  for (const table of tables) {
    const found = findWord(table, key, language)
    if (found !== undefined) return found
  }
  return key
}

/** Events of both machines, and what else a history tells; registrations first, since the names do not overlap in meaning. */
export function eventWord(event: string, language: Language): string {
  return word(['registration-event', 'application-event', 'case-event'], event, language)
}

export function stateWord(
  kind:
    | 'registration'
    | 'application'
    | 'card-case'
    | 'permit-ending'
    | 'endorsement'
    | 'letter'
    | 'objection'
    | 'transfer'
    | 'fee',
  state: string,
  language: Language,
): string {
  return word([`${kind}-state`], state, language)
}

/** A duty, or who acts without one: resident, system, police. */
export function actorWord(by: string, language: Language): string {
  return word(['actor', 'duty'], by, language)
}

export function roleWord(role: string, language: Language): string {
  return word(['role', 'actor'], role, language)
}

export function tableWord(table: WordTableName, key: string, language: Language): string {
  return word([table], key, language)
}

export function refusalText(refusal: Pick<Refusal, 'code' | 'facts'>, language: Language): string {
  return explainRefusal(refusal, language)
}

export function groundText(ground: Pick<GroundSent, 'key' | 'facts'>, language: Language): string {
  return explainGround(ground, language)
}
