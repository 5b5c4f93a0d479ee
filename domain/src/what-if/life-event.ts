import type { PlainDate } from '../kernel/plain-date.ts'
import type { MoveScope } from '../permit/move-scope.ts'
import type { Channel } from '../policy/workflow-policy.ts'

/**
 * Something that somebody supposes to have happened, or means to do. Days only: a question of this kind needs nobody's name.
 */
export type LifeEvent =
  | { readonly what: 'arrived'; readonly on: PlainDate }
  /** `on`: the day the office entered it. `submittedOn`: the day it was sent, when that was earlier. */
  | {
      readonly what: 'registered'
      readonly on: PlainDate
      readonly channel: Channel
      readonly submittedOn?: PlainDate | undefined
    }
  | { readonly what: 'moved'; readonly on: PlainDate; readonly to: MoveScope }
  | { readonly what: 'signed-off'; readonly on: PlainDate }
  | { readonly what: 'left'; readonly on: PlainDate }
  | { readonly what: 'applied'; readonly on: PlainDate }
  /** `printedExpiryOn`: the last day printed on a permit from before the regulation. */
  | { readonly what: 'permit-issued'; readonly on: PlainDate; readonly printedExpiryOn?: PlainDate | undefined }
  | { readonly what: 'endorsed'; readonly on: PlainDate }
  | { readonly what: 'card-lost'; readonly on: PlainDate }
  | { readonly what: 'card-reissued'; readonly on: PlainDate }
  | { readonly what: 'became-local'; readonly on: PlainDate }

/** In the order in which they can happen on one day. */
export const LIFE_EVENT_KINDS = [
  'arrived',
  'moved',
  'left',
  'signed-off',
  'registered',
  'applied',
  'permit-issued',
  'endorsed',
  'card-lost',
  'card-reissued',
  'became-local',
] as const satisfies readonly LifeEvent['what'][]
export type LifeEventKind = (typeof LIFE_EVENT_KINDS)[number]

/** The events in the order in which they happened; those of one day in the order in which they can. */
export function inOrder<E extends LifeEvent>(events: readonly E[]): readonly E[] {
  return events.toSorted(
    (a, b) => a.on.localeCompare(b.on) || LIFE_EVENT_KINDS.indexOf(a.what) - LIFE_EVENT_KINDS.indexOf(b.what),
  )
}
