import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'

/** What the registry knows of a permit's address. */
export type KnownAddress = AnswerOf<Routes['getAddressChange']>

/** What a change did to the permit, as the registry told it. */
export type MadeChange = NonNullable<AnswerOf<Routes['changePermitAddress']>['change']>
