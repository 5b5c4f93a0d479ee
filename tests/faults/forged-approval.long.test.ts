import assert from 'node:assert/strict'
import { it } from 'node:test'
import { redTeamApprovals } from '@anju/tests/red-team-approvals.ts'

it('T9 应用服务器上的 root：100 次伪造的审批，离线核验拒绝 100 次，公安一侧拒绝 100 次', async () => {
  assert.deepEqual(await redTeamApprovals(100), { forged: 100, verifier: 100, police: 100, cards: 0 })
})
