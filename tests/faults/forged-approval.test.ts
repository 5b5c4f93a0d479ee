import assert from 'node:assert/strict'
import { it } from 'node:test'
import { redTeamApprovals } from '@anju/tests/red-team-approvals.ts'

it('T9 应用服务器上的 root：没有官员的密钥，24 次伪造的审批离线核验和公安一侧都拒绝，一张证也不制；真的两边都通过', async () => {
  assert.deepEqual(await redTeamApprovals(24), { forged: 24, verifier: 24, police: 24, cards: 0 })
})
