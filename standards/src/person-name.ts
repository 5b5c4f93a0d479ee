export type PersonNameProblem =
  | 'person-name.empty'
  | 'person-name.too-long'
  | 'person-name.space'
  | 'person-name.private-use-character'
  | 'person-name.not-han'
  | 'person-name.dot-misplaced'

export type ParsedPersonName =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly problems: readonly PersonNameProblem[] }

/** Longest name the registry keeps, in UTF-16 code units. */
export const PERSON_NAME_LENGTH_MAX = 50
/** UTF-16 code units of the name on the chip of a second-generation identity card; longer names are cut there. */
export const CARD_NAME_LENGTH = 15

const MIDDLE_DOT = '\u00B7'
/** Signs that input methods and old cards put in place of the middle dot. */
const DOT_LOOKALIKES = /[\u2022\u2027\u2219\u22C5\u30FB\uFF0E\uFF65.]/g

/**
 * Reads a person's name (姓名): Han characters, those beyond the basic plane included, and the middle dot between the parts
 * of a minority name. Look-alikes of the dot become U+00B7; nothing else of a name is changed.
 *
 * Characters of the private use area, which old cards carry for names no standard knew, are told apart from other
 * mistakes, because the clerk has to replace them by today's character and not ask the person for another name.
 */
export function parsePersonName(text: string): ParsedPersonName {
  const name = text.trim().replaceAll(DOT_LOOKALIKES, MIDDLE_DOT)
  if (name === '') return { ok: false, problems: ['person-name.empty'] }

  const problems: PersonNameProblem[] = []
  if (name.length > PERSON_NAME_LENGTH_MAX) problems.push('person-name.too-long')
  if (/\s/u.test(name)) problems.push('person-name.space')
  if (/\p{Private_Use}/u.test(name)) problems.push('person-name.private-use-character')
  if (/[^\p{Script=Han}\p{Private_Use}\s\u00B7]/u.test(name)) problems.push('person-name.not-han')
  if (/^\u00B7|\u00B7$|\u00B7{2}/u.test(name)) problems.push('person-name.dot-misplaced')
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: name }
}

/**
 * Whether a full name and the name read from a card are the same. The card cuts after fifteen code units, so a longer
 * name is compared by what fits; where the cut would halve a character, the half is ignored.
 */
export function isSameNameAsOnCard(fullName: string, cardName: string): boolean {
  return onCard(fullName) === onCard(cardName)
}

function onCard(name: string): string {
  const cut = name.trim().replaceAll(DOT_LOOKALIKES, MIDDLE_DOT).slice(0, CARD_NAME_LENGTH)
  return cut.replace(/[\uD800-\uDBFF]$/, '')
}

/** Masks a name for display: the surname character stays, `张*`, and for a minority name the part before the dot. */
export function maskPersonName(name: string): string {
  const dot = name.indexOf('·')
  if (dot > 0) return `${name.slice(0, dot)}·*`
  const [first = '', ...rest] = name
  return first + '*'.repeat(rest.length)
}
