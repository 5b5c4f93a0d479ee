import type { AccessStep } from '@anju/domain/access/explain-access.ts'
import { ACCESS_ANSWER_WORDS } from './access-words.ts'
import { findWord } from './find-word.ts'
import { fillTemplate } from './template.ts'
import type { Words } from './words.ts'

/** What a rule answered, in both languages. */
export function accessStepWords({ answer, facts }: AccessStep): Words {
  const { zh, en } = ACCESS_ANSWER_WORDS[answer]
  return { zh: fillTemplate(zh, facts, 'zh', findWord), en: fillTemplate(en, facts, 'en', findWord) }
}
