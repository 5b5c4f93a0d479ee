import { granted, type Decision } from '@anju/domain/kernel/decision.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { findPerson } from '../store/person.ts'
import { stopLookOnly } from './stop-look-only.ts'

/**
 * Says that a screen about a person goes to the printer (打印登记). Only of somebody in reach: a look that nobody could take
 * would be a false entry in what the person is told.
 * @throws RegistryError not-found; nothing is written then.
 */
export async function recordPrint(
  deps: Deps,
  act: Act,
  { personId }: { readonly personId: string },
): Promise<Decision<{ readonly printedAt: string }>> {
  return stopLookOnly(
    deps,
    act,
    async () => personId,
    async () => {
      const person = await act.city.pool.look(act.scope, (db) => findPerson(db, personId))
      if (person === undefined) throw new RegistryError('not-found', 'No such person within reach')
      return granted({ printedAt: act.at }, [])
    },
  )
}
