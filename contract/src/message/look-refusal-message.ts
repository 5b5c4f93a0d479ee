import type { RefusalCode } from '@anju/domain/kernel/refusal-code.ts'
import type { Words } from './words.ts'

type LookCode = Extract<RefusalCode, `${'look' | 'export'}.${string}`>

/** Refusals about looks at personal data and lists that leave the registry; form as in `REFUSAL_MESSAGES`. */
export const LOOK_REFUSAL_MESSAGES = {
  'export.reason-missing': {
    zh: '要导出 {rows} 行，超过 {most} 行须写明理由。请填写理由，或者缩小范围。',
    en: '{rows} rows are asked for; above {most} a reason is needed. Write it down, or ask for fewer.',
  },
  'export.too-many-today': {
    zh: '今天已导出 {rowsToday} 行，再导出 {rows} 行就超过每天 {most} 行的上限。请明天再导出，或者缩小范围。',
    en: '{rowsToday} rows were exported today; {rows} more would pass the limit of {most} a day. Ask for fewer, or tomorrow.',
  },
  'look.case-of-another': {
    zh: '所填的办件不是此人的。请从此人的办件进入，或者选择查阅事由。',
    en: 'The case is not one of this person. Come from a case of theirs, or choose what the look is for.',
  },
  'look.purpose-missing': {
    zh: '没有说明查阅事由。请选择事由，查阅会留下记录，本人可以查到。',
    en: 'It is not said what the look is for. Choose it; the look is logged, and the person can see it.',
  },
  'look.purpose-unknown': {
    zh: '“{purpose}”不是本市规定的查阅事由。请从列表中选择。',
    en: 'The city does not list this purpose: {purpose}. Choose one of the list.',
  },
  'look.reveal-limit-reached': {
    zh: '您今天查看完整号码已达上限（{most} 次）。请明天再查看；确有需要的，请由站长查看。',
    en: 'You have had {most} values shown in full today, which is the limit. Wait until tomorrow, or ask the head of the unit.',
  },
} as const satisfies Record<LookCode, Words>
