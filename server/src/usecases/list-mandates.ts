import { offeredScopes } from '@anju/domain/agency/mandate.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { findAccountIndexes } from '../store/account-claim.ts'
import { listMandatesByIndex, listMandatesOf, type MandateRow, openMandateAgent } from '../store/mandate.ts'
import { findPerson } from '../store/person.ts'

/** The mandates that a person gave (委托), and what an agent may be sent for here. */
export async function listMandates(deps: Deps, act: Act, personId: string) {
  const rows = await act.city.pool.look(act.scope, async (db) => {
    const [person, mandates] = await Promise.all([findPerson(db, personId), listMandatesOf(db, personId)])
    if (person === undefined) throw new RegistryError('not-found', 'No such person within reach')
    return mandates
  })
  const { agency } = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  return { offered: [...offeredScopes(agency)], mandates: rows.map((row) => shown(deps, act, row)) }
}

/** The mandates that a resident gave (我的委托). */
export async function listOwnMandates(deps: Deps, act: Act) {
  if (act.actor.kind !== 'resident') throw new RegistryError('not-allowed', 'Only for residents')
  const own = await findAccountIndexes(deps.shared, act.actor.accountId)
  if (own === undefined) throw new RegistryError('not-found', 'No such account')
  const rows = await act.city.pool.look(act.scope, (db) => listMandatesByIndex(db, own))
  return { mandates: rows.map((row) => shown(deps, act, row)) }
}

function shown(deps: Deps, act: Act, row: MandateRow) {
  const agent = openMandateAgent(deps.crypto, row)
  return {
    mandateId: row.mandate_id,
    agentName: agent.name,
    agentIdNumber: agent.idNumber,
    relation: agent.relation,
    scopes: [...row.scopes],
    way: row.way,
    state: stateOf(row, act.legalOn),
    givenOn: row.given_on,
    lastOn: row.last_on,
    uses: row.uses,
    usesMax: row.uses_max,
    confirmedOn: row.confirmed_on,
    revokedOn: row.revoked_on,
  }
}

/** Where a mandate stands, for a list; whether an act is covered, `decideMandate` says. */
function stateOf(row: MandateRow, today: string) {
  if (row.revoked_on !== null) return 'revoked' as const
  if (today > row.last_on) return 'expired' as const
  if (row.uses >= row.uses_max) return 'used-up' as const
  if (row.confirmed_on !== null) return 'active' as const
  return row.way === 'visit' ? ('awaits-visit' as const) : ('awaits-code' as const)
}
