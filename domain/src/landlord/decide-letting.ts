import { occupancyCap } from '../dwelling/occupancy.ts'
import { type Decision, decided, ground, refusal, type Refusal } from '../kernel/decision.ts'
import type { Pack } from '../policy/pack.ts'

/** What is known of a house about to be let. */
export type LettingFacts = {
  /** For each future occupant, whether the landlord saw an identity document. */
  readonly identitySeen: readonly boolean[]
  /** Living area in square metres; absent when nobody measured it. */
  readonly livingArea?: number
}

/**
 * Decides whether a house may be let to these people, as far as the rules on new residents speak.
 *
 * Nobody without an identity document is let to (FM-2014:30), and each has the living area of the city's rule
 * (FM-2014:28(2)). It is told to the landlord and binds nobody else: the register takes the people all the same.
 *
 * - Foshan, 9 m²: three people with documents may be let to, a fourth not
 * - Linhe sets neither rule
 */
export function decideLetting(
  facts: LettingFacts,
  pack: Pick<Pack, 'landlord' | 'occupancy'>,
): Decision<{ readonly occupants: number }> {
  const { identityRequired } = pack.landlord
  const { squareMetresAlone, squareMetresEach } = pack.occupancy
  const occupants = facts.identitySeen.length
  const refusals: Refusal[] = []
  const unseen = facts.identitySeen.filter((seen) => !seen).length
  if (identityRequired.value && unseen > 0) {
    refusals.push(refusal('letting.identity-missing', identityRequired.law, { people: unseen }))
  }
  if (squareMetresAlone !== null && squareMetresEach !== null && facts.livingArea !== undefined) {
    const cap = occupancyCap(facts.livingArea, squareMetresAlone.value, squareMetresEach.value)
    if (occupants > cap) refusals.push(refusal('letting.area-too-small', squareMetresEach.law, { occupants, cap }))
  }
  return decided(
    refusals,
    () => ({ occupants }),
    () => [ground(identityRequired.law, 'letting.allowed', { occupants })],
  )
}
