import type { RecordBody } from '@anju/exchange/record.ts'

import type { Act, Deps } from '../deps.ts'
import { granted } from '../refusal.ts'
import type { CardDecision } from '../refusal.ts'
import { stepOrder } from './step-order.ts'
import type { OrderCommand } from './step-order.ts'

export type QualityReason = RecordBody<'quality-result/1'>['reasons'][number]
export type CheckQuality = OrderCommand & {
  readonly result: 'accepted' | 'rejected'
  readonly reasons: readonly QualityReason[]
}

const REASON_WORDS: Readonly<Record<QualityReason['code'], string>> = {
  photo: '照片',
  'rare-character': '生僻字',
  'duplicate-permit': '重复制证',
  'id-mismatch': '身份号码不符',
}

/** Records what a person found about the data of an order (审核数据质量). A rejection says all its reasons at once. */
export function checkQuality(deps: Deps, act: Act, command: CheckQuality): Promise<CardDecision<string>> {
  const event = command.result === 'accepted' ? 'accept-quality' : 'reject-quality'
  return stepOrder(deps, act, command, event, async (_tx, row) => {
    const { result, reasons } = command
    return granted({
      lines: reasons.map(({ code, text }) => `退回原因：${REASON_WORDS[code]}（${text}）`),
      facts: { result, reasons: reasons.map(({ code, text }) => ({ code, text })) },
      result: {
        kind: 'quality-result/1' as const,
        body: {
          applicationId: row.application_id,
          acceptanceNumber: row.acceptance_no,
          result,
          reasons,
          checkedOn: act.legalOn,
          checkedBy: { name: act.staff.name, badge: act.staff.badge },
        },
      },
    })
  })
}
