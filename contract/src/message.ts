import type { Ground, Refusal } from '@anju/domain/kernel/decision.ts'
import type { GroundSent, Problem } from './problem.ts'
import { findWord } from './message/find-word.ts'
import { GROUND_MESSAGES } from './message/ground-message.ts'
import { REFUSAL_MESSAGES } from './message/refusal-message.ts'
import { PROBLEM_TITLES, STOPPED_MESSAGES, UNREACHABLE_MESSAGE } from './message/stopped-message.ts'
import { fillTemplate, type FindWord } from './message/template.ts'
import { WARNING_MESSAGES } from './message/warning-message.ts'
import { joinWords, type Language, type Words } from './message/words.ts'

/** The parts of a refusal that its words depend on; the clause is printed beside them. */
export type ExplainableRefusal = Pick<Refusal, 'code' | 'facts'>

/**
 * Says a refusal in one language: what is wrong, then what to do next.
 *
 * @param findLocalWord - words of the city's pack (its roles, its papers), asked before the tables here
 */
export function explainRefusal(
  { code, facts }: ExplainableRefusal,
  language: Language,
  findLocalWord?: FindWord,
): string {
  return fillTemplate(REFUSAL_MESSAGES[code][language], facts, language, localFirst(findLocalWord))
}

/** A refusal in both languages, as a problem document carries it. */
export function refusalWords(refusal: ExplainableRefusal, findLocalWord?: FindWord): Words {
  return { zh: explainRefusal(refusal, 'zh', findLocalWord), en: explainRefusal(refusal, 'en', findLocalWord) }
}

/** Says why something was granted. A key without words is printed with its facts, so nothing is hidden. */
export function explainGround(
  { key, facts }: Pick<Ground | GroundSent, 'key' | 'facts'>,
  language: Language,
  findLocalWord?: FindWord,
): string {
  const words = GROUND_MESSAGES[key]
  if (words !== undefined) return fillTemplate(words[language], facts, language, localFirst(findLocalWord))
  const values = Object.keys(facts).map((fact) => `${fact} {${fact}}`)
  const template = values.length === 0 ? key : `${key}: ${joinWords(values, language)}`
  return fillTemplate(template, facts, language, localFirst(findLocalWord))
}

/** Says what a clerk is asked to look at again. Codes of wrong numbers are warnings, too, for members of the family. */
export function explainWarning({ code, field }: { code: string; field: string }, language: Language): string {
  const messages: Readonly<Record<string, Words>> = { ...REFUSAL_MESSAGES, ...WARNING_MESSAGES }
  return fillTemplate(messages[code]?.[language] ?? `{field:field}: ${code}`, { field }, language, findWord)
}

/**
 * Everything a problem says, one line each, ready for a screen: every refusal, every wrong field, or the one thing to know.
 *
 * @param problem - undefined when nothing came back
 */
export function explainProblem(problem: Problem | undefined, language: Language): readonly string[] {
  if (problem === undefined) return [UNREACHABLE_MESSAGE[language]]
  if (problem.refusals !== undefined) return problem.refusals.map((refusal) => refusal[language])
  if (problem.fields !== undefined) {
    const separator = language === 'zh' ? '：' : ': '
    return problem.fields.map((field) => `${fieldWord(field.path, language)}${separator}${field[language]}`)
  }
  if (problem.code !== undefined) return [STOPPED_MESSAGES[problem.code][language]]
  const title = PROBLEM_TITLES[problem.type][language]
  return [problem.incident === undefined ? title : `${title} (${problem.incident})`]
}

/** The label of the field at a path such as `body.person.name`. */
function fieldWord(path: string, language: Language): string {
  const last = path.split('.').at(-1) ?? path
  return findWord('field', last, language) ?? last
}

function localFirst(findLocalWord: FindWord | undefined): FindWord {
  if (findLocalWord === undefined) return findWord
  return (table, key, language) => findLocalWord(table, key, language) ?? findWord(table, key, language)
}
