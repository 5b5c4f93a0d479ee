import type { EntitlementLine } from '@anju/domain/entitlement/list-entitlements.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { getLifeFacts } from '../store/permit-life.ts'
import { findPerson } from '../store/person.ts'
import { entitlementsOf } from './entitlements-of.ts'
import { lawOf, tellLife } from './get-residence.ts'

/** What is open to a person today (权益), from the registrations and permits in the register. */
export async function listPersonEntitlements(
  deps: Deps,
  act: Act,
  personId: string,
): Promise<{ readonly asOf: string; readonly entitlements: readonly EntitlementLine[] }> {
  // Without a law of that day nothing can be told.
  packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const { person, facts } = await act.city.pool.look(act.scope, async (db) => {
    const [found, life] = await Promise.all([findPerson(db, personId), getLifeFacts(db, personId)])
    if (found === undefined) throw new RegistryError('not-found', 'No such person in this city')
    return { person: found, facts: life }
  })
  const law = lawOf(deps, act.city)
  const life = tellLife(facts, act.legalOn, law)
  const birthOn = parsePlainDate(person.birth_on)
  return { asOf: act.legalOn, entitlements: entitlementsOf(deps, life, act.legalOn, law, { birthOn }) }
}
