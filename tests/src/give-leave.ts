import { randomUUID } from 'node:crypto'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { approveEnrolment, proposeEnrolment } from '@anju/server/usecases/account/enrol.ts'
import type { TestRegistry } from './test-registry.ts'

/**
 * Leave for one key of an official of Foshan: proposed by one administrator and approved by another, each signing in the ledger.
 * @param given - legal day and system instant of it, and the id that it gets
 * @returns the code
 */
export async function giveLeave(
  registry: TestRegistry,
  officialId: string,
  given: { readonly on: string; readonly at: string; readonly enrolmentId: string } = {
    on: '2016-01-05',
    at: new Date().toISOString(),
    enrolmentId: randomUUID(),
  },
): Promise<string> {
  const { on, at, enrolmentId } = given
  const { administrator, secondAdministrator, securityAdministrator } = OFFICIALS
  const proposer = administrator.officialId === officialId ? secondAdministrator : administrator
  const as = (who: typeof proposer) => ({ ...registry.act(who, on, 'city'), at })
  const proposed = await proposeEnrolment(registry.deps, as(proposer), {
    intentId: enrolmentId,
    officialId,
    reason: 'first',
    replaces: null,
  })
  const approval = { intentId: randomUUID(), enrolmentId, faceToFace: true } as const
  const approved = await approveEnrolment(registry.deps, as(securityAdministrator), approval)
  if (!proposed.ok || !approved.ok) throw new Error(JSON.stringify([proposed, approved]))
  return approved.value.code
}
