import { normaliseIdNumber } from '@anju/standards/id-number.ts'
import { postClause } from '@anju/domain/access/may-perform.ts'
import { refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { accountIndexes, findAccountIndexes } from '../store/account-claim.ts'
import { claimPersonId, idNumberIndexes } from '../store/person.ts'
import { registerResidence, type DeclareResidence, type RegisteredResidence } from './register-residence.ts'

/** Declares residence online (网上申报), for oneself only: the number must be the one the account was made with. */
export async function declareOnline(
  deps: Deps,
  act: Act,
  command: DeclareResidence,
): Promise<Decision<RegisteredResidence>> {
  if (act.actor.kind !== 'resident') throw new RegistryError('not-allowed', 'Only for residents')
  const own = await findAccountIndexes(deps.shared, act.actor.accountId)
  const written = normaliseIdNumber(command.person.idNumber)
  const indexes = accountIndexes(deps.crypto, written)
  const isOwn = written !== '' && own?.some((index) => indexes.some((each) => each.equals(index))) === true
  if (!isOwn)
    return refused(
      refusal(
        'access.outside-scope',
        postClause(act.actor, packInForce(deps.packs, act.city.jurisdiction, act.legalOn).workflow),
        { field: 'idNumber' },
      ),
    )
  // Whoever is not in the register yet is seen by nobody; the person is claimed first, so that they may write their own rows.
  const personId = await claimPersonId(deps.shared, idNumberIndexes(deps.crypto, written), deps.newId())
  const scope = { ...act.scope, persons: [personId] }
  return registerResidence(deps, { ...act, scope }, command, 'online')
}
