import { findWord } from '@anju/contract/message/find-word.ts'
import type { Language } from '@anju/face-kit/language.ts'

/** Why a registration ended; a visit that found it untrue ends one, too. */
export function endReasonWord(reason: string, language: Language): string {
  return findWord('end-reason', reason, language) ?? findWord('visit-outcome', reason, language) ?? reason
}
