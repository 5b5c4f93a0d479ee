import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'

/** What the desk of a permit's cards is given. */
export type CardDesk = AnswerOf<Routes['getCardDesk']>
