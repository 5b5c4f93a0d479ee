import type { Transition } from '../kernel/state-machine.ts'
import type { Pack } from '../policy/pack.ts'

export const CARD_CASE_STATES = [
  'accepted',
  'approved',
  'exported',
  'at-police',
  'quality-rejected',
  'produced',
  'in-transit',
  'lost-in-transit',
  'ready',
  'handed-over',
  'refused',
  'stopped',
] as const
/** Where the making of another card (换领、补领、更正) stands. */
export type CardCaseState = (typeof CARD_CASE_STATES)[number]

export const CARD_CASE_EVENTS = [
  'accept',
  'approve',
  'refuse',
  'export',
  'acknowledge',
  'reject-quality',
  'correct',
  'produce',
  'remake',
  'dispatch',
  'receive',
  'report-loss',
  'hand-over',
  'stop',
] as const
export type CardCaseEvent = (typeof CARD_CASE_EVENTS)[number]

export type CardCaseGuard =
  /** A second official looks at it before a card is made. */
  | 'with-review'
  | 'without-review'
  /** The police make the card, across the network boundary. */
  | 'with-boundary'
  | 'without-boundary'
  /** Finished cards travel to another office. */
  | 'with-dispatch'
  | 'without-dispatch'

type Row = Transition<CardCaseState, CardCaseEvent, CardCaseGuard>

/** States in which nothing is done any more. */
export const CLOSED_CARD_CASE_STATES: readonly CardCaseState[] = ['handed-over', 'refused', 'stopped']

const BY = 'CN-663:11.1'
const BOUNDARY = 'FS-2016-14:附件3.边界'
const MADE = 'FS-2016-14:附件3.制证'
const FETCHED = 'FS-2016-14:附件3.领回'
const OPEN = CARD_CASE_STATES.filter((state) => !CLOSED_CARD_CASE_STATES.includes(state))

/**
 * Every way of a case in which another card is made for a permit that goes on. Where the police make it the case takes the way of a first card across
 * the boundary and back (I-175); where the hall makes its own it makes one anew that is spoilt before it is handed over,
 * free (I-200). A card nobody fetched waits as `ready` for as long as the permit lasts; a case is stopped when its permit ends.
 */
export const CARD_CASE_TRANSITIONS: readonly Row[] = [
  { from: null, event: 'accept', to: 'accepted', by: 'accept', law: BY },
  { from: 'accepted', event: 'approve', to: 'approved', when: ['with-review'], by: 'review', law: BY },
  { from: 'accepted', event: 'refuse', to: 'refused', when: ['with-review'], by: 'review', law: BY },
  {
    from: 'accepted',
    event: 'produce',
    to: 'ready',
    when: ['without-review', 'without-boundary'],
    by: 'produce',
    law: BY,
  },
  { from: 'approved', event: 'produce', to: 'ready', when: ['without-boundary'], by: 'produce', law: BY },
  {
    from: 'accepted',
    event: 'export',
    to: 'exported',
    when: ['without-review', 'with-boundary'],
    by: 'system',
    law: BOUNDARY,
  },
  { from: 'approved', event: 'export', to: 'exported', when: ['with-boundary'], by: 'system', law: BOUNDARY },
  { from: 'exported', event: 'acknowledge', to: 'at-police', by: 'police', law: BOUNDARY },
  { from: 'at-police', event: 'reject-quality', to: 'quality-rejected', by: 'police', law: MADE },
  { from: 'quality-rejected', event: 'correct', to: 'approved', by: 'correct', law: MADE },
  { from: 'at-police', event: 'produce', to: 'produced', when: ['with-dispatch'], by: 'police', law: MADE },
  { from: 'at-police', event: 'produce', to: 'ready', when: ['without-dispatch'], by: 'police', law: MADE },
  { from: 'produced', event: 'remake', to: 'produced', by: 'police', law: MADE },
  { from: 'produced', event: 'dispatch', to: 'in-transit', by: 'police', law: MADE },
  { from: 'ready', event: 'remake', to: 'ready', when: ['without-boundary'], by: 'produce', law: 'LH-2017-36:三' },
  { from: 'in-transit', event: 'receive', to: 'ready', by: 'receive', law: FETCHED },
  { from: 'in-transit', event: 'report-loss', to: 'lost-in-transit', by: 'receive', law: 'FS-2016-14:三.三' },
  { from: 'lost-in-transit', event: 'produce', to: 'produced', by: 'police', law: MADE },
  { from: 'ready', event: 'hand-over', to: 'handed-over', by: 'hand-over', law: BY },
  ...OPEN.map((from): Row => ({ from, event: 'stop', to: 'stopped', by: 'end-permit', law: 'CN-663:10.1' })),
]

/** Whether a second official passes a case before a card is made: where the city has every one passed, or an agent came and agents' cases are looked at twice. */
export function needsReview({ replacement }: Pick<Pack, 'replacement'>, secondReview: boolean): boolean {
  return secondReview || replacement.reviewed.value
}
