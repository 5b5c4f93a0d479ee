import type { Tx } from '@anju/platform/database/pool.ts'
import { parseMobilePhone } from '@anju/standards/phone.ts'
import type { Deps } from '../deps.ts'
import type { Agent } from '../store/application.ts'
import { findPerson, openMobile } from '../store/person.ts'
import { hasNumberOfRecord } from '../store/mandate.ts'

/**
 * Whose the principal's number of record is: nobody's, their own, or one that the agent answers (the number the agent gave, or
 * the agent's own of record). Only the principal's own number may be asked for a yes.
 */
export async function numberOfPrincipal(
  deps: Deps,
  tx: Tx,
  principalId: string,
  agent: Pick<Agent, 'idNumber' | 'phone'>,
): Promise<'none' | 'own' | 'agents'> {
  const { crypto } = deps
  const person = await findPerson(tx, principalId)
  const mobile = person === undefined ? undefined : openMobile(crypto, person)
  if (mobile === undefined || mobile === '') return 'none'
  if (parseMobilePhone(agent.phone) === parseMobilePhone(mobile)) return 'agents'
  return (await hasNumberOfRecord(tx, crypto, agent.idNumber, mobile)) ? 'agents' : 'own'
}
