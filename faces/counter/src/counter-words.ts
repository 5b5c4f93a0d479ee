import { makeUseWords, type Words } from '@anju/face-kit/language.ts'
import { ACCESS_WORDS } from './words/access-words.ts'
import { ADDRESS_CHANGE_WORDS } from './words/address-change-words.ts'
import { ACCOUNT_WORDS } from './words/account-words.ts'
import { ACTION_WORDS } from './words/action-words.ts'
import { AMENDMENT_WORDS } from './words/amendment-words.ts'
import { AUDIT_WORDS } from './words/audit-words.ts'
import { CARD_WORDS } from './words/card-words.ts'
import { ENDORSEMENT_WORDS } from './words/endorsement-words.ts'
import { ERASURE_WORDS } from './words/erasure-words.ts'
import { FILE_WORDS } from './words/file-words.ts'
import { LOOK_WORDS } from './words/look-words.ts'
import { MANDATE_WORDS } from './words/mandate-words.ts'
import { MISUSE_WORDS } from './words/misuse-words.ts'
import { NOTICE_WORDS } from './words/notice-words.ts'
import { QUEUE_WORDS } from './words/queue-words.ts'
import { REGISTER_WORDS } from './words/register-words.ts'
import { SECURITY_WORDS } from './words/security-words.ts'
import { SIGN_IN_WORDS } from './words/sign-in-words.ts'
import { SHELL_WORDS } from './words/shell-words.ts'
import { SIMULATION_WORDS } from './words/simulation-words.ts'
import { TRANSFER_WORDS } from './words/transfer-words.ts'

const zh = {
  ...SHELL_WORDS.zh,
  ...SIGN_IN_WORDS.zh,
  ...QUEUE_WORDS.zh,
  ...REGISTER_WORDS.zh,
  ...ERASURE_WORDS.zh,
  ...FILE_WORDS.zh,
  ...MANDATE_WORDS.zh,
  ...AMENDMENT_WORDS.zh,
  ...ENDORSEMENT_WORDS.zh,
  ...CARD_WORDS.zh,
  ...ADDRESS_CHANGE_WORDS.zh,
  ...TRANSFER_WORDS.zh,
  ...ACTION_WORDS.zh,
  ...ACCOUNT_WORDS.zh,
  ...ACCESS_WORDS.zh,
  ...SIMULATION_WORDS.zh,
  ...NOTICE_WORDS.zh,
  ...LOOK_WORDS.zh,
  ...MISUSE_WORDS.zh,
  ...AUDIT_WORDS.zh,
  ...SECURITY_WORDS.zh,
}
const en = {
  ...SHELL_WORDS.en,
  ...SIGN_IN_WORDS.en,
  ...QUEUE_WORDS.en,
  ...REGISTER_WORDS.en,
  ...ERASURE_WORDS.en,
  ...FILE_WORDS.en,
  ...MANDATE_WORDS.en,
  ...AMENDMENT_WORDS.en,
  ...ENDORSEMENT_WORDS.en,
  ...CARD_WORDS.en,
  ...ADDRESS_CHANGE_WORDS.en,
  ...TRANSFER_WORDS.en,
  ...ACTION_WORDS.en,
  ...ACCOUNT_WORDS.en,
  ...ACCESS_WORDS.en,
  ...SIMULATION_WORDS.en,
  ...NOTICE_WORDS.en,
  ...LOOK_WORDS.en,
  ...MISUSE_WORDS.en,
  ...AUDIT_WORDS.en,
  ...SECURITY_WORDS.en,
}

export type CounterWord = keyof typeof zh

/** Words of the counter face, Chinese first; a key that one language lacks is a type error. */
export const COUNTER_WORDS: {
  readonly zh: Readonly<Record<CounterWord, string>>
  readonly en: Readonly<Record<CounterWord, string>>
} = { zh, en }
export const useCounterWords = makeUseWords<CounterWord>('counter')

/** Words for a name that the registry may extend: `prefix` and the name; one without words stays as the registry writes it. */
export function openWord(
  prefix: 'paper' | 'permit.state' | 'batch.void.reason',
  name: string,
  w: Words<CounterWord>,
): string {
  const key = `${prefix}.${name}`
  return isCounterWord(key) ? w(key) : name
}

/** Whether a name that the registry may extend has words here. */
export function isCounterWord(key: string): key is CounterWord {
  return Object.hasOwn(zh, key)
}
