import { findWord, WORD_TABLES, type WordTableName } from '@anju/contract/message/find-word.ts'
import { LOOK_KIND_WORDS, LOOK_PURPOSE_WORDS } from '@anju/contract/message/look-words.ts'
import type { Words } from '@anju/contract/message/words.ts'
import type { ListWords } from '../usecases/export-list.ts'

/** The words of the contract for lists that leave the registry, in Chinese as everything an office files. */
export const LIST_WORDS: ListWords = {
  caseKind: (kind) => wordIn(CASE_KIND_WORDS, kind),
  caseState: (kind, state) => {
    const table = `${kind}-state`
    return (isTable(table) ? findWord(table, state, 'zh') : undefined) ?? state
  },
  deliveryState: (state) => findWord('delivery-state', state, 'zh') ?? state,
  lookKind: (kind) => wordIn(LOOK_KIND_WORDS, kind),
  purpose: (purpose) => wordIn(LOOK_PURPOSE_WORDS, purpose),
}

const CASE_KIND_WORDS: Readonly<Record<string, Pick<Words, 'zh'>>> = {
  registration: { zh: '居住登记' },
  application: { zh: '居住证申办' },
  'card-case': { zh: '换补领证' },
  'permit-ending': { zh: '注销、收缴' },
  endorsement: { zh: '签注' },
  objection: { zh: '异议' },
  transfer: { zh: '外地居住证' },
  letter: { zh: '通报' },
  fee: { zh: '收费待定' },
}

function wordIn(words: Readonly<Record<string, Pick<Words, 'zh'>>>, key: string): string {
  return words[key]?.zh ?? key
}

function isTable(name: string): name is WordTableName {
  return Object.hasOwn(WORD_TABLES, name)
}
