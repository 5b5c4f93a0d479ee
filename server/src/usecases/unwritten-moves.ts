import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { MoveFact, PermitFacts } from '@anju/domain/permit/permit-facts.ts'
import { permitStanding } from '@anju/domain/permit/permit-standing.ts'
import type { LifeLaw } from '@anju/domain/policy/pack-governing.ts'
import type { Stay } from '@anju/domain/residence/stay.ts'

/** A permit as its address was written last, and every move that its life has since, oldest first. */
export type UnwrittenMoves = { readonly permit: PermitFacts; readonly moves: readonly MoveFact[] }

/**
 * @param stays - of its holder, in the order in which they were registered
 * @param written - the registration whose address was written last; undefined when none was since the issue
 */
export function unwrittenMoves(
  permit: PermitFacts,
  stays: readonly Stay[],
  written: string | undefined,
): UnwrittenMoves {
  const at = stays.findIndex(({ registrationId }) => registrationId === written)
  const later = stays.slice(at + 1).map(({ registrationId }) => registrationId)
  const moves = permit.moves.filter(({ registrationId: id }) => id !== undefined && later.includes(id))
  return { permit: { ...permit, moves: permit.moves.filter((move) => !moves.includes(move)) }, moves }
}

/** One of them had the permit issued anew: then there is something to write, wherever the holder lives now (搬回原址). */
export function isIssuedAnew({ permit, moves }: UnwrittenMoves, on: PlainDate, law: LifeLaw): boolean {
  const now = { ...permit, moves: [...permit.moves, ...moves] }
  return permitStanding(now, on, law).issuedOn !== permitStanding(permit, on, law).issuedOn
}
