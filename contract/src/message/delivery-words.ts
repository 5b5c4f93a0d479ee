import type { Words } from './words.ts'

/** What became of a notice (送达情况): shown here, sent to nobody, or where its message stands with the gateway. */
export const DELIVERY_WORDS = {
  shown: { zh: '已在此显示', en: 'shown here' },
  'no-number': { zh: '没有留手机', en: 'no mobile number' },
  queued: { zh: '待发送', en: 'waiting' },
  'failed-retry': { zh: '稍后重试', en: 'will be tried again' },
  unknown: { zh: '已提交，网关未应答', en: 'handed over, no answer' },
  'handed-over': { zh: '网关已接收', en: 'taken by the gateway' },
  delivered: { zh: '已送达', en: 'delivered' },
  'failed-permanent': { zh: '未送达', en: 'not delivered' },
  expired: { zh: '逾期未送达', en: 'not delivered in time' },
} as const satisfies Record<string, Words>
