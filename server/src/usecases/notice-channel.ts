import { FAMILY_OF_ONE } from '../store/notice-call.ts'

/**
 * What follows where the message of a notice did not arrive. `letter`: a call, and after three days a letter, since somebody loses something by it, is told
 * no, or has a period running against them (I-159). `call`: a call, since somebody has something to do or to fetch. `none`: the message is all.
 */
type Channel = {
  readonly next: 'letter' | 'call' | 'none'
  /** Of one family one notice that arrived is enough to save the call. */
  readonly family: string
}

const LETTER: Channel = { next: 'letter', family: FAMILY_OF_ONE }
const CALL: Channel = { next: 'call', family: FAMILY_OF_ONE }
const NONE: Channel = { next: 'none', family: FAMILY_OF_ONE }
const PICK_UP: Channel = { next: 'call', family: 'pick-up' }
const ENDORSEMENT: Channel = { next: 'call', family: 'endorsement' }

/** Every notice there is, with its second channel (第二渠道); a text without a row here does not compile. */
export const NOTICE_CHANNELS = {
  'declared-online': NONE,
  'visit-planned': NONE,
  reopened: CALL,
  'visit-missed': CALL,
  registered: NONE,
  verified: NONE,
  'cancelled-untrue': LETTER,
  'cancelled-unreached': LETTER,
  'presumed-left': LETTER,
  'ended-presumed-left': LETTER,
  'still-here': NONE,
  departed: LETTER,
  'departure-taken-back': NONE,
  amended: NONE,
  'mobile-changed': NONE,
  'departure-reported': CALL,
  'ended-by-record': LETTER,
  accepted: NONE,
  returned: LETTER,
  'verify-missed': CALL,
  refused: LETTER,
  approved: NONE,
  'application-stopped': LETTER,
  withdrawn: NONE,
  ready: PICK_UP,
  issued: NONE,
  'pick-up-reminder': PICK_UP,
  uncollected: PICK_UP,
  'half-year-reached': CALL,
  'address-changed': NONE,
  'address-changed-reset': LETTER,
  'address-changed-due': ENDORSEMENT,
  'address-changed-endorsed': NONE,
  'address-changed-overdue': { next: 'letter', family: 'endorsement' },
  'address-written': NONE,
  'transfer-asked': CALL,
  'transfer-overdue': { next: 'letter', family: 'endorsement' },
  'objection-taken': NONE,
  'objection-upheld': CALL,
  'objection-upheld-card': CALL,
  'objection-upheld-card-owed': CALL,
  'objection-rejected': LETTER,
  'objection-endorse-until': ENDORSEMENT,
  'end-withdrawn': CALL,
  'endorsement-opening': ENDORSEMENT,
  'endorsement-due': ENDORSEMENT,
  suspended: { next: 'letter', family: 'endorsement' },
  'endorsement-overdue': ENDORSEMENT,
  restored: NONE,
  'endorsement-accepted': NONE,
  'endorsement-refused': LETTER,
  'mandate-code': NONE,
  'mandate-confirmed': NONE,
  'mandate-revoked': NONE,
  'agent-acted': NONE,
  'card-accepted': NONE,
  'card-refused': LETTER,
  'card-ready': CALL,
  'card-handed-over': NONE,
  'card-lost': LETTER,
  'card-found': NONE,
  'card-found-void': NONE,
  'permit-ended': LETTER,
  'permit-revoked': LETTER,
  endorsed: NONE,
} as const satisfies Readonly<Record<string, Channel>>

export type NoticeKey = keyof typeof NOTICE_CHANNELS

const EACH: readonly (Channel & { readonly template: string })[] = Object.entries(NOTICE_CHANNELS).map(
  ([template, channel]) => ({ template, ...channel }),
)

/** Whoever these did not reach is telephoned. */
export const WORTH_CALLING = EACH.filter(({ next }) => next !== 'none')

/** Each of these has to end with the person told, and goes by post where no message and no call reached them. */
export const LEGAL_EFFECT = EACH.filter(({ next }) => next === 'letter').map(({ template }) => template)
