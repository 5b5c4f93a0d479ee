import type { WordTable } from '@anju/face-kit/language.ts'

const zh = {
  'notice.gateway.viewer': '本市没有接短信网关，这里是通知查看器。以下通知没有发到任何手机。',
  'notice.gateway.smpp': '通知经短信网关 {{name}}（SMPP 3.4）发送。',
  'notice.gateway.cmpp': '通知经短信网关 {{name}}（CMPP 3.0）发送。',
  'notice.gateway.provider': '通知经短信服务商 {{name}} 发送。',
  'notice.gateway.two': '通知现经短信网关 {{name}} 发送。',
  'notice.gateway.inUse': '使用中',
  'notice.gateway.standsBy': '备用',
  'notice.gateway.lowered': '{{since}} 起降低优先级：{{why}}',
  'notice.gateway.none': '两个短信网关都不正常：通知先排队，恢复后自动发送，不会丢失。',
  'notice.gateway.fault.away': '连接不上',
  'notice.gateway.fault.failed': '{{all}} 条中 {{some}} 条没有发出',
  'notice.gateway.fault.slow': '{{all}} 条中 {{some}} 条太慢',
  'notice.none': '还没有通知。',
  'notice.parts': '{{parts}} 条',
  'call.note': '重要通知没有送到的人，请打电话告知，并登记结果。',
  'call.viewer': '本市没有接短信网关：这里只列没有留手机的人，其他人的通知见“通知记录”。',
  'call.none': '没有需要电话联系的人。',
  'call.noNumber': '没有手机号码，请查阅档案或上门告知',
  'call.remark': '备注',
  'call.result.reached': '已告知本人',
  'call.result.no-answer': '无人接听',
  'call.result.wrong-number': '号码不对',
  'call.earlier': '{{day}} {{result}}',
  'mailing.note': '注销、不予办理、中止等通知，短信和电话都没有送到的，打印告知函邮寄给本人。',
  'mailing.none': '没有需要邮寄的告知函。',
  'mailing.print': '打印告知函',
  'mailing.printed': '{{day}} 已打印',
  'mailing.tracking': '邮件号码（可不填）',
  'mailing.post': '已邮寄',
} as const

const en: WordTable<keyof typeof zh> = {
  'notice.gateway.viewer':
    'The city has no message gateway; this is the viewer. Nothing below has reached a telephone.',
  'notice.gateway.smpp': 'Notices go by the message gateway {{name}} (SMPP 3.4).',
  'notice.gateway.cmpp': 'Notices go by the message gateway {{name}} (CMPP 3.0).',
  'notice.gateway.provider': 'Notices go by the provider {{name}}.',
  'notice.gateway.two': 'Notices go by the message gateway {{name}} now.',
  'notice.gateway.inUse': 'in use',
  'notice.gateway.standsBy': 'stands by',
  'notice.gateway.lowered': 'lowered since {{since}}: {{why}}',
  'notice.gateway.none':
    'Neither message gateway is well: notices wait, go out by themselves afterwards, and none is lost.',
  'notice.gateway.fault.away': 'no connection',
  'notice.gateway.fault.failed': '{{some}} of {{all}} not taken',
  'notice.gateway.fault.slow': '{{some}} of {{all}} too slow',
  'notice.none': 'No notices yet.',
  'notice.parts': '{{parts}} parts',
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
  'mailing.note':
    'Cancellations, refusals, suspensions and the like that neither message nor call brought to the person: print the letter and post it.',
  'mailing.none': 'No letter has to be posted.',
  'mailing.print': 'Print the letter',
  'mailing.printed': 'printed {{day}}',
  'mailing.tracking': 'Tracking number (if any)',
  'mailing.post': 'Posted',
}

/** What became of notices, and the people to be telephoned. */
export const NOTICE_WORDS = { zh, en }
