import type { AccessStep } from '@anju/domain/access/explain-access.ts'
import { civilDateOf } from '@anju/domain/kernel/plain-date.ts'
import { ACCESS_ANSWER_WORDS } from './access-words.ts'
import { findWord } from './find-word.ts'
import { fillTemplate } from './template.ts'
import type { Words } from './words.ts'

const CHINA_AHEAD_HOURS = 8
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/

/** What a rule answered, in both languages; `facts` may have names in the place of codes. */
export function accessStepWords({ answer, facts: given }: Pick<AccessStep, 'answer' | 'facts'>): Words {
  const { zh, en } = ACCESS_ANSWER_WORDS[answer]
  const facts = Object.fromEntries(
    Object.entries(given).map(([name, fact]) => [name, typeof fact === 'string' ? chinaMoment(fact) : fact]),
  )
  return { zh: fillTemplate(zh, facts, 'zh', findWord), en: fillTemplate(en, facts, 'en', findWord) }
}

/** An instant as a clock in China shows it, to the minute; anything else as it is. */
function chinaMoment(text: string): string {
  if (!INSTANT.test(text)) return text
  const hour = (Number(text.slice(11, 13)) + CHINA_AHEAD_HOURS) % 24
  return `${civilDateOf(text)} ${String(hour).padStart(2, '0')}${text.slice(13, 16)}`
}
