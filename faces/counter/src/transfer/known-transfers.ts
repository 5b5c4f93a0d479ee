import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'

/** What is known of a person's permits from elsewhere (外地签发的居住证). */
export type KnownTransfers = AnswerOf<Routes['getTransfers']>
export type OneTransfer = KnownTransfers['transfers'][number]
