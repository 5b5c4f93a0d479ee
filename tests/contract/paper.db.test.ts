import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { ApiClient } from '@anju/contract/api-client.ts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { visitOf } from '@anju/tests/permit-driver.ts'
import { newPerson, openRegistryHouse, problemOf, valueOf, type RegistryHouse } from '@anju/tests/registry-house.ts'

let house: RegistryHouse
let clerk: ApiClient
const params = { city: 'foshan' }
before(async () => {
  house = await openRegistryHouse()
  clerk = await house.signIn(OFFICIALS.clerk)
  await house.setDay('2016-01-05')
})
after(() => house.close())

async function registered() {
  const declared = declarationOf(newPerson('foshan'), DWELLINGS.dormitory.dwellingId, '2016-01-04')
  return valueOf(await clerk.call('registerResidence', { params, body: { intentId: randomUUID(), ...declared } }))
}
const print = (client: ApiClient, kind: 'form' | 'registration-receipt' | 'cancellation', subjectId: string) =>
  client.call('printPaper', { params, body: { intentId: randomUUID(), kind, subjectId } })

describe('papers 打印件', () => {
  it('a paper printed again is the same to the byte, although the case has moved on', async () => {
    const { registrationId, version } = await registered()
    const printed = valueOf(await print(clerk, 'registration-receipt', registrationId))
    const coordinator = await house.signIn(OFFICIALS.coordinator)
    valueOf(
      await coordinator.call('recordVisit', {
        params: { ...params, registrationId },
        body: { intentId: randomUUID(), expectedVersion: version, visit: visitOf('true', '2016-01-05') },
      }),
    )
    const again = valueOf(await clerk.call('getPaper', { params: { ...params, paperId: printed.paperId }, body: {} }))
    assert.equal(again.pdf, printed.pdf)
    const now = valueOf(await print(clerk, 'registration-receipt', registrationId))
    assert.notEqual(now.pdf, printed.pdf, 'a new print shows the case as it is now')
    const { papers } = valueOf(
      await clerk.call('listPapers', { params: { ...params, subject: 'registration', caseId: registrationId } }),
    )
    assert.deepEqual(
      papers.map(({ kind, version: of, printedBy }) => ({ kind, of, printedBy })),
      [
        { kind: 'registration-receipt', of: version, printedBy: OFFICIALS.clerk.name },
        { kind: 'registration-receipt', of: version + 1, printedBy: OFFICIALS.clerk.name },
      ],
    )
  })

  it('the same intent prints once', async () => {
    const { registrationId } = await registered()
    const body = { intentId: randomUUID(), kind: 'form', subjectId: registrationId } as const
    const [one, two] = await Promise.all([
      clerk.call('printPaper', { params, body }),
      clerk.call('printPaper', { params, body }),
    ])
    assert.equal(valueOf(one).paperId, valueOf(two).paperId)
    assert.equal(valueOf(one).pdf, valueOf(two).pdf)
    const { papers } = valueOf(
      await clerk.call('listPapers', { params: { ...params, subject: 'registration', caseId: registrationId } }),
    )
    assert.equal(papers.length, 1)
  })

  it('printed while the case changes: the words are of one version, the one the paper names', async () => {
    const { registrationId, version } = await registered()
    const coordinator = await house.signIn(OFFICIALS.coordinator)
    const visited = coordinator.call('recordVisit', {
      params: { ...params, registrationId },
      body: { intentId: randomUUID(), expectedVersion: version, visit: visitOf('true', '2016-01-05') },
    })
    const printed = await Promise.all(
      Array.from({ length: 8 }, () => print(clerk, 'registration-receipt', registrationId)),
    )
    valueOf(await visited)
    const { papers } = valueOf(
      await clerk.call('listPapers', { params: { ...params, subject: 'registration', caseId: registrationId } }),
    )
    const versions = new Map(papers.map(({ paperId, version: of }) => [paperId, of]))
    const byVersion = Map.groupBy(printed.map(valueOf), ({ paperId }) => versions.get(paperId))
    for (const [of, same] of byVersion) {
      assert.ok(of === version || of === version + 1)
      assert.equal(new Set(same.map(({ pdf }) => pdf)).size, 1, `all papers of version ${of} are alike`)
    }
  })

  it('no paper before its step, and none for whoever does not see the case', async () => {
    const { registrationId } = await registered()
    const early = problemOf(await print(clerk, 'cancellation', registrationId))
    assert.deepEqual(
      early.refusals?.map(({ code, facts }) => [code, facts['paper']]),
      [['paper.not-yet', 'cancellation']],
    )
    const guicheng = await house.signIn(OFFICIALS.guichengClerk)
    assert.equal(problemOf(await print(guicheng, 'form', registrationId)).status, 404)
    const { paperId } = valueOf(await print(clerk, 'form', registrationId))
    assert.equal(problemOf(await guicheng.call('getPaper', { params: { ...params, paperId }, body: {} })).status, 404)
  })

  it('anybody may have the blank form', async () => {
    const response = await fetch(`${house.address}/api/foshan/forms/blank`)
    const { pdf } = (await response.json()) as { pdf: string }
    assert.equal(Buffer.from(pdf, 'base64').subarray(0, 5).toString(), '%PDF-')
  })

  it('a paper whose words were exchanged in the database is not given out', async () => {
    const { registrationId } = await registered()
    const one = valueOf(await print(clerk, 'form', registrationId))
    await house.registry.asOwner('update foshan.paper set pdf_sm3 = $2 where paper_id = $1', [
      one.paperId,
      Buffer.alloc(32),
    ])
    assert.equal(
      problemOf(await clerk.call('getPaper', { params: { ...params, paperId: one.paperId }, body: {} })).status,
      500,
    )
  })
})
