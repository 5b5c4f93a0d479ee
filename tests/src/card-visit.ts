import { cardScreens } from './face-page.ts'
import type { Visit } from './open-pages.ts'

export type CardWho = 'staff' | 'nobody'
/** What stands in an address of the card centre's face. */
export type CardIds = { readonly orderId: readonly string[]; readonly batchId: readonly string[] }
type Plan = { readonly who?: CardWho; readonly paths: (ids: CardIds) => readonly string[] }

const PLANS: Readonly<Record<string, Plan>> = {
  queue: { paths: () => ['/', '/?show=all'] },
  order: { paths: ({ orderId }) => orderId.map((id) => `/orders/${id}`) },
  batches: { paths: () => ['/batches'] },
  batch: { paths: ({ batchId }) => batchId.map((id) => `/batches/${id}`) },
  stock: { paths: () => ['/stock'] },
  civil: { paths: () => ['/civil'] },
  exchange: { paths: () => ['/exchange'] },
  enrol: { who: 'nobody', paths: () => ['/enrol'] },
}
/** Screens on which nothing stands that came from elsewhere in words. */
export const CARD_WITHOUT_TEXT: readonly string[] = ['stock', 'civil', 'enrol']

/** A visit to every screen of the card centre's face that somebody is named for. */
export function cardVisits(ids: CardIds): readonly Visit<CardWho>[] {
  return cardScreens().flatMap((screen) => {
    const { who = 'staff', paths } = PLANS[screen] ?? { paths: () => [] }
    return paths(ids).map((path) => ({ page: screen, path, who }))
  })
}
