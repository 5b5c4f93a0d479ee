import type { WordTable } from '@anju/face-kit/language.ts'

const zh = {
  'notice.gateway.viewer': '本市没有接短信网关，这里是通知查看器。以下通知没有发到任何手机。',
  'notice.gateway.smpp': '通知经短信网关 {{name}}（SMPP 3.4）发送。',
  'notice.gateway.cmpp': '通知经短信网关 {{name}}（CMPP 3.0）发送。',
  'notice.gateway.provider': '通知经短信服务商 {{name}} 发送。',
  'notice.none': '还没有通知。',
  'notice.parts': '{{parts}} 条',
  'notice.state.shown': '已在此显示',
  'notice.state.no-number': '没有留手机',
  'notice.state.queued': '待发送',
  'notice.state.failed-retry': '稍后重试',
  'notice.state.unknown': '已提交，网关未应答',
  'notice.state.handed-over': '网关已接收',
  'notice.state.delivered': '已送达',
  'notice.state.failed-permanent': '未送达',
  'notice.state.expired': '逾期未送达',
  'call.note': '重要通知没有送到的人，请打电话告知，并登记结果。',
  'call.viewer': '本市没有接短信网关：这里只列没有留手机的人，其他人的通知见“通知记录”。',
  'call.none': '没有需要电话联系的人。',
  'call.noNumber': '没有手机号码，请查阅档案或上门告知',
  'call.remark': '备注',
  'call.result.reached': '已告知本人',
  'call.result.no-answer': '无人接听',
  'call.result.wrong-number': '号码不对',
  'call.earlier': '{{day}} {{result}}',
} as const

const en: WordTable<keyof typeof zh> = {
  'notice.gateway.viewer':
    'The city has no message gateway; this is the viewer. Nothing below has reached a telephone.',
  'notice.gateway.smpp': 'Notices go by the message gateway {{name}} (SMPP 3.4).',
  'notice.gateway.cmpp': 'Notices go by the message gateway {{name}} (CMPP 3.0).',
  'notice.gateway.provider': 'Notices go by the provider {{name}}.',
  'notice.none': 'No notices yet.',
  'notice.parts': '{{parts}} parts',
  'notice.state.shown': 'shown here',
  'notice.state.no-number': 'no mobile number',
  'notice.state.queued': 'waiting',
  'notice.state.failed-retry': 'will be tried again',
  'notice.state.unknown': 'handed over, no answer',
  'notice.state.handed-over': 'taken by the gateway',
  'notice.state.delivered': 'delivered',
  'notice.state.failed-permanent': 'not delivered',
  'notice.state.expired': 'not delivered in time',
  'call.note': 'People whom an important notice did not reach: telephone them, and say what came of it.',
  'call.viewer':
    'The city has no message gateway: only people without a number are listed; the notices of the others stand under Notices sent.',
  'call.none': 'Nobody has to be telephoned.',
  'call.noNumber': 'No mobile number; look in the file, or tell the person at the door',
  'call.remark': 'Remark',
  'call.result.reached': 'Told the person',
  'call.result.no-answer': 'No answer',
  'call.result.wrong-number': 'Wrong number',
  'call.earlier': '{{day}} {{result}}',
}

/** What became of notices, and the people to be telephoned. */
export const NOTICE_WORDS = { zh, en }
