import type { MisuseAnswer } from '@anju/domain/misuse/decide-misuse-answer.ts'
import type { MisuseRule } from '@anju/domain/misuse/misuse-alert.ts'
import type { RefusalCode } from '@anju/domain/kernel/refusal-code.ts'
import type { Words } from './words.ts'

/** What was noticed (滥用监测规则), as a person is asked about it. */
export const MISUSE_RULE_WORDS = {
  'too-many-an-hour': { zh: '一小时内办理过多', en: 'many acts within one hour' },
  'after-hours': { zh: '非工作时间办理', en: 'acts outside working hours' },
  'too-quick': { zh: '打开后很快就审批', en: 'decided seconds after opening' },
  'same-phone': { zh: '多人共用同一手机号', en: 'one phone for many people' },
  'same-dwelling': { zh: '大量集中在同一住址', en: 'many at one dwelling' },
  'same-agent': { zh: '同一代办人代办过多', en: 'one agent for many people' },
  'same-image': { zh: '同一影像重复使用', en: 'one image used again' },
  'without-visit': { zh: '没有上门核实就审批', en: 'approved without a visit' },
  'unlike-peers': { zh: '与同类岗位差异过大', en: 'unlike colleagues with the same work' },
} as const satisfies Record<MisuseRule, Words>

export const MISUSE_ANSWER_WORDS = {
  explained: { zh: '已说明', en: 'explained' },
  'handed-over': { zh: '已移交核查', en: 'handed over' },
} as const satisfies Record<MisuseAnswer, Words>

/** Refusals about questions on acts; form as in `REFUSAL_MESSAGES`. */
export const MISUSE_REFUSAL_MESSAGES = {
  'misuse.already-answered': {
    zh: '这条预警已有答复（{answer:misuse-answer}）。请刷新后查看。',
    en: 'This question has an answer already ({answer:misuse-answer}). Reload to read it.',
  },
  'misuse.own-acts': {
    zh: '这条预警问的是您本人的办理，不能由您答复。请由其他负责人或者审计管理员答复。',
    en: 'This asks about your own acts, so you cannot answer it. Another head or the audit administrator does.',
  },
} as const satisfies Record<Extract<RefusalCode, `misuse.${string}`>, Words>

/** Why a question was asked and how it was answered. */
export const MISUSE_GROUND_MESSAGES: Readonly<Record<string, Words>> = {
  'misuse.asked': {
    zh: '{onDay} 提示：{rule:misuse-rule}，{figure}，提示值 {limit}',
    en: 'asked about {onDay}: {rule:misuse-rule}, {figure}; asked from {limit} on',
  },
  'misuse.explained': { zh: '已说明：{rule:misuse-rule}', en: 'explained: {rule:misuse-rule}' },
  'misuse.handed-over': { zh: '移交核查：{rule:misuse-rule}', en: 'handed over to be looked into: {rule:misuse-rule}' },
}
