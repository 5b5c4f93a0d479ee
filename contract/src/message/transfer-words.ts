import type { TransferState } from '@anju/domain/transfer/transfer-machine.ts'
import type { Words } from './words.ts'

/** Where the entry of a permit issued elsewhere stands (外地签发居住证). */
export const TRANSFER_STATE_WORDS = {
  asked: { zh: '等候答复', en: 'waiting for the answer' },
  answered: { zh: '待复核', en: 'to be decided' },
  entered: { zh: '已接续', en: 'goes on here' },
  refused: { zh: '不予接续', en: 'not entered' },
} as const satisfies Record<TransferState, Words>
