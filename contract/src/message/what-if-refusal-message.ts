import type { RefusalCode } from '@anju/domain/kernel/refusal-code.ts'
import type { Words } from './words.ts'

type WhatIfCode = Extract<RefusalCode, `what-if.${string}`>

/** Why supposed events cannot have happened together: said to the person who asks, not to a clerk. */
export const WHAT_IF_REFUSAL_MESSAGES = {
  'what-if.already-registered': {
    zh: '“{event:life-event}”（{on}）：那天您已经有居住登记了，登记日期是{registeredOn}。如果中间搬过家或离开过，请先把那件事填上。',
    en: '"{event:life-event}", {on}: you were registered already, since {registeredOn}. If you moved or left in between, put that in first.',
  },
  'what-if.no-permit': {
    zh: '“{event:life-event}”（{on}）：那天您还没有居住证，或居住证已经不再有效。请先填居住证签发的日期，或改正这一天。',
    en: '"{event:life-event}", {on}: you held no permit that day. Put in the day it was issued, or correct this day.',
  },
  'what-if.not-registered': {
    zh: '“{event:life-event}”（{on}）：那天您没有居住登记。请先填办居住登记的日期，或改正这一天。',
    en: '"{event:life-event}", {on}: you were not registered that day. Put in the day you registered, or correct this day.',
  },
  'what-if.permit-held': {
    zh: '“{event:life-event}”（{on}）：那天您已经有居住证了，签发日期是{issuedOn}。每年办签注就可以，不用再办一张。',
    en: '"{event:life-event}", {on}: you held a permit already, issued on {issuedOn}. It is endorsed each year; no other one is issued.',
  },
  'what-if.sent-after-entry': {
    zh: '网上提交的日期（{submittedOn}）不能晚于登记的日期（{on}）。请改正其中一天。',
    en: 'It was sent in on {submittedOn} and cannot have been entered before, on {on}. Correct one of the days.',
  },
} as const satisfies Record<WhatIfCode, Words>
