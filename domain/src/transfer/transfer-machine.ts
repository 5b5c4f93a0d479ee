import type { Transition } from '../kernel/state-machine.ts'

export const TRANSFER_STATES = ['asked', 'answered', 'entered', 'refused'] as const
/** Where the entry of a permit issued elsewhere (外地签发居住证) stands. */
export type TransferState = (typeof TRANSFER_STATES)[number]

export const TRANSFER_EVENTS = [
  'open-transfer',
  'post-inquiry',
  'accept-endorsement',
  'answer-transfer',
  'enter-transfer',
  'refuse-transfer',
] as const
export type TransferEvent = (typeof TRANSFER_EVENTS)[number]

/** The answer that stands so far is that there was none; no endorsement was taken with it. */
export type TransferGuard = 'unanswered' | 'unendorsed'

export const TRANSFER_ANSWERS = ['confirmed', 'contradicted', 'no-answer'] as const
/** What the office that issued the permit said: it is so, it is not so, or nothing within the days it had. */
export type TransferAnswer = (typeof TRANSFER_ANSWERS)[number]

const BY = 'GD-2009:15'
const ENDORSED_BY = 'CN-663:10.2'

/**
 * Every way of a permit that an office outside this registry issued: its facts are taken down and that office is asked, it answers or its days pass, and a
 * second official enters the permit here or does not. An answer that comes later than its days is still taken, before the decision and after it. Until the decision
 * the endorsement that the permit is due for is taken with it, once (I-217).
 */
export const TRANSFER_TRANSITIONS = [
  { from: null, event: 'open-transfer', to: 'asked', by: 'change-address', law: BY },
  { from: 'asked', event: 'post-inquiry', to: 'asked', by: 'change-address', law: BY },
  {
    from: 'asked',
    event: 'accept-endorsement',
    to: 'asked',
    when: ['unendorsed'],
    by: 'endorse',
    law: ENDORSED_BY,
  },
  {
    from: 'answered',
    event: 'accept-endorsement',
    to: 'answered',
    when: ['unendorsed'],
    by: 'endorse',
    law: ENDORSED_BY,
  },
  { from: 'asked', event: 'answer-transfer', to: 'answered', by: 'change-address', law: BY },
  { from: 'answered', event: 'answer-transfer', to: 'answered', when: ['unanswered'], by: 'change-address', law: BY },
  { from: 'entered', event: 'answer-transfer', to: 'entered', when: ['unanswered'], by: 'change-address', law: BY },
  { from: 'answered', event: 'enter-transfer', to: 'entered', by: 'confirm-transfer', law: BY },
  { from: 'answered', event: 'refuse-transfer', to: 'refused', by: 'confirm-transfer', law: BY },
] as const satisfies readonly Transition<TransferState, TransferEvent, TransferGuard>[]
