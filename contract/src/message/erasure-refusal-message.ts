import type { RefusalCode } from '@anju/domain/kernel/refusal-code.ts'
import type { Words } from './words.ts'

type ErasureCode = Extract<RefusalCode, `erasure.${string}`>

/** Refusals about deleting the facts of a person; form as in `REFUSAL_MESSAGES`. */
export const ERASURE_REFUSAL_MESSAGES = {
  'erasure.already-done': {
    zh: '此人的信息已经删除。',
    en: 'The facts of this person are deleted already.',
  },
  'erasure.case-open': {
    zh: '此人还有 {count} 件事项没有办结。请办结或者注销后再提出删除。',
    en: 'This person still has {count} open matters. Finish or end them first.',
  },
  'erasure.held': {
    zh: '此人的档案正在保全。请在保全解除后再提出删除。',
    en: 'The record of this person is held while somebody looks into it. Wait until the hold is lifted.',
  },
  'erasure.permit-in-force': {
    zh: '此人的居住证仍然有效。请在居住证终止后再提出删除。',
    en: 'This person has a permit in force. It must end first.',
  },
  'erasure.proposed-by-same-person': {
    zh: '提出删除的人不能审批。请由另一名有权限的人员审批。',
    en: 'Whoever proposed a deletion does not decide it. Ask another official with authority.',
  },
  'erasure.still-kept': {
    zh: '档案须保存到{keptUntil}。请在此日之后再提出删除。',
    en: 'The record is kept until {keptUntil}. Ask again after that day.',
  },
} as const satisfies Record<ErasureCode, Words>
