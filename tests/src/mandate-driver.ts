import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type CastPerson, OFFICIALS } from '@anju/dev/cast.ts'
import type { Decision } from '@anju/domain/kernel/decision.ts'
import type { Agent } from '@anju/server/store/application.ts'
import type { CarriedOut } from '@anju/server/usecases/carry-out.ts'
import { confirmMandate } from '@anju/server/usecases/confirm-mandate.ts'
import { giveMandate, type GiveMandate } from '@anju/server/usecases/give-mandate.ts'
import { revokeMandate } from '@anju/server/usecases/revoke-mandate.ts'
import type { TestRegistry } from './test-registry.ts'

/** A guardian of a child, with the number of a person of the cast. */
export const guardianOf = ({ name, idNumber }: Pick<CastPerson, 'name' | 'idNumber'>): Agent => ({
  name,
  relation: '51',
  idNumber,
  phone: '',
  guardian: true,
  ground: 'under-16',
  mobilityEvidence: false,
  supervisorReason: '',
})

/** Somebody's child who acts for a parent that cannot get about. */
export const childOf = ({ name, idNumber }: Pick<CastPerson, 'name' | 'idNumber'>, phone = ''): Agent => ({
  name,
  relation: '20',
  idNumber,
  phone,
  guardian: false,
  ground: 'elderly-limited',
  mobilityEvidence: true,
  supervisorReason: '',
})

/** Gives, confirms and revokes mandates at the window in Foshan, with the use cases themselves. */
export function driveMandates(registry: TestRegistry) {
  const { deps } = registry
  const clerk = (on: string) => registry.act(OFFICIALS.clerk, on, 'city')
  const personOf = async (registrationId: string): Promise<string> => {
    const rows = await registry.asOwner('select person_id from foshan.registration where registration_id = $1', [
      registrationId,
    ])
    return String(rows[0]?.['person_id'])
  }
  const give = (
    personId: string,
    agent: Agent,
    on: string,
    change: Partial<GiveMandate> = {},
  ): Promise<Decision<CarriedOut>> =>
    giveMandate(deps, clerk(on), {
      intentId: randomUUID(),
      personId,
      agent,
      agentSeen: true,
      scopes: ['application', 'supplement', 'pick-up'],
      way: agent.guardian ? 'guardian' : 'face-to-face',
      lastOn: null,
      portrait: agent.guardian ? null : randomUUID(),
      ...change,
    })
  return {
    personOf,
    give,
    async given(personId: string, agent: Agent, on: string, change: Partial<GiveMandate> = {}): Promise<string> {
      const done = await give(personId, agent, on, change)
      assert.ok(done.ok, JSON.stringify(done))
      return done.value.subjectId
    },
    confirm: (mandateId: string, on: string, how: { readonly code: string } | 'seen' = 'seen') =>
      confirmMandate(deps, clerk(on), {
        intentId: randomUUID(),
        mandateId,
        code: how === 'seen' ? null : how.code,
        portrait: how === 'seen' ? randomUUID() : null,
      }),
    revoke: (mandateId: string, on: string) => revokeMandate(deps, clerk(on), { intentId: randomUUID(), mandateId }),
  }
}
