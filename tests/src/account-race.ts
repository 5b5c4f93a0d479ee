import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { OFFICES, OFFICIALS, type CastOfficial } from '@anju/dev/cast.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { decideProposal } from '@anju/server/usecases/account/decide-proposal.ts'
import { proposeAccount } from '@anju/server/usecases/account/propose-account.ts'
import type { TestRegistry } from './test-registry.ts'

/**
 * So many proposals of one person at once by two administrators, then so many approvals of the one that came through: exactly one
 * proposal, one approval, one account and one post must come of it.
 */
export async function raceForAccount(
  registry: TestRegistry,
  on: string,
  idNumber: string,
  parallel: number,
): Promise<void> {
  const { deps } = registry
  const { administrator, secondAdministrator, securityAdministrator } = OFFICIALS
  const as = (who: CastOfficial) => ({ ...registry.act(who, on), at: new Date().toISOString() })
  const { officeId, divisionPrefix } = OFFICES.zhangcha
  const post = {
    officeId,
    role: 'clerk',
    divisionPrefix,
    validFrom: parsePlainDate('2016-01-01'),
    validTo: null,
  } as const
  const ids = Array.from({ length: parallel }, () => randomUUID())
  const proposed = await Promise.all(
    ids.map((intentId, n) =>
      proposeAccount(deps, as(n % 2 === 0 ? administrator : secondAdministrator), {
        intentId,
        kind: 'account',
        name: '新来的',
        idNumber,
        post,
        reason: '',
      }),
    ),
  )
  assert.equal(proposed.filter(({ ok }) => ok).length, 1)
  const proposalId = ids[proposed.findIndex(({ ok }) => ok)] ?? ''
  const decided = await Promise.allSettled(
    ids.map(() =>
      decideProposal(deps, as(securityAdministrator), {
        intentId: randomUUID(),
        proposalId,
        approve: true,
        reason: '',
      }),
    ),
  )
  assert.equal(decided.filter((each) => each.status === 'fulfilled' && each.value.ok).length, 1)
  const rows = await registry.asOwner(
    'select count(distinct official_id)::int as accounts, count(*)::int as posts from shared.official join shared.post using (official_id) where id_bidx = $1',
    [deps.crypto.blindIndex('idno', idNumber)],
  )
  assert.deepEqual(rows, [{ accounts: 1, posts: 1 }])
}
