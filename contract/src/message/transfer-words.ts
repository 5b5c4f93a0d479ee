import type { TransferEvent, TransferState } from '@anju/domain/transfer/transfer-machine.ts'
import type { Words } from './words.ts'

/** Where the entry of a permit issued elsewhere stands (外地签发居住证). */
export const TRANSFER_STATE_WORDS = {
  asked: { zh: '等候答复', en: 'waiting for the answer' },
  answered: { zh: '待复核', en: 'to be decided' },
  entered: { zh: '已接续', en: 'goes on here' },
  refused: { zh: '不予接续', en: 'not entered' },
} as const satisfies Record<TransferState, Words>

/** What happens to such a case, as its history and the text to be signed tell it. */
export const TRANSFER_EVENT_WORDS = {
  'open-transfer': { zh: '记录外地居住证', en: 'Permit from elsewhere taken down' },
  'post-inquiry': { zh: '核查函寄出', en: 'Letter posted' },
  'accept-endorsement': { zh: '核查期间受理签注', en: 'Endorsement accepted during the inquiry' },
  'answer-transfer': { zh: '登记核查答复', en: 'Answer recorded' },
  'enter-transfer': { zh: '接续', en: 'Entered here' },
  'refuse-transfer': { zh: '不予接续', en: 'Not entered' },
} as const satisfies Record<TransferEvent, Words>
