import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { ARRIVALS, OFFICIALS, type CastOfficial } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Act } from '@anju/server/deps.ts'
import { SignatureRequired } from '@anju/server/store/signing.ts'
import { assignCase } from '@anju/server/usecases/assign-case.ts'
import { askCrossArea, endCrossArea, grantCrossArea } from '@anju/server/usecases/open-cross-area.ts'
import { moveResidence } from '@anju/server/usecases/move-residence.ts'
import { registerResidence } from '@anju/server/usecases/register-residence.ts'
import { setPostScope } from '@anju/server/usecases/set-post-scope.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'

const DAY = '2016-03-02'
let registry: TestRegistry
let made: { readonly personId: string; readonly subjectId: string }
before(async () => {
  registry = await openTestRegistry()
  const done = await registerResidence(registry.deps, registry.act(OFFICIALS.clerk, '2016-01-05', 'city'), {
    intentId: randomUUID(),
    ...declarationOf(ARRIVALS.zhang, DWELLINGS.flat.dwellingId, '2016-01-04'),
  })
  assert.ok(done.ok)
  made = done.value
})
after(() => registry.close())

async function askedLook(): Promise<string> {
  const asked = await askCrossArea(registry.deps, registry.act(OFFICIALS.guichengClerk, DAY, 'city'), {
    intentId: randomUUID(),
    personId: made.personId,
    reason: '协查',
    hours: 1,
  })
  assert.ok(asked.ok)
  return asked.value.subjectId
}
const ACTS: Readonly<
  Record<string, { readonly by: CastOfficial; readonly carry: (act: Act) => Promise<{ readonly ok: boolean }> }>
> = {
  'set-scope': {
    by: OFFICIALS.securityAdministrator,
    carry: (act) =>
      setPostScope(registry.deps, act, {
        intentId: randomUUID(),
        postId: OFFICIALS.guichengClerk.postId,
        kind: 'own-and-below',
        prefixes: [],
        officeIds: [],
        reason: '复核',
      }),
  },
  'open-area': {
    by: OFFICIALS.stationHead,
    carry: async (act) => grantCrossArea(registry.deps, act, { intentId: randomUUID(), grantId: await askedLook() }),
  },
  'assign-case': {
    by: OFFICIALS.stationHead,
    carry: (act) =>
      assignCase(registry.deps, act, {
        intentId: randomUUID(),
        caseId: made.subjectId,
        officialId: OFFICIALS.guichengClerk.officialId,
        reason: '熟悉情况',
      }),
  },
}

describe('改变谁能看什么，要签名：whoever changes what is seen signs it', () => {
  for (const [step, { by, carry }] of Object.entries(ACTS))
    it(`${step} is not recorded unsigned, and signed it stands under a signature`, async () => {
      const { signing: _, ...unsigned } = registry.act(by, DAY, 'city')
      await assert.rejects(carry(unsigned), (error) => error instanceof SignatureRequired && error.step.step === step)
      const done = await carry(registry.act(by, DAY, 'city'))
      assert.ok(done.ok, JSON.stringify(done))
      const rows = await registry.asOwner('select 1 from foshan.signature where step = $1', [step])
      assert.equal(rows.length, 1)
    })
})

describe('申请协查不算经办：asking for a look is no part in the matter', () => {
  it('who asked, and who took it back, is named beside the person nowhere in the ledger, so 本人 opens nothing by it', async () => {
    const grantId = await askedLook()
    const asker = registry.act(OFFICIALS.guichengClerk, DAY, 'city')
    const back = { intentId: randomUUID(), grantId, reason: '不需要了' }
    assert.ok((await endCrossArea(registry.deps, asker, back)).ok)
    const named = (kind: string, who: CastOfficial) =>
      registry.asOwner('select 1 from foshan.ledger where kind = $1 and actor_id = $2 and person_id is not null', [
        kind,
        who.officialId,
      ])
    for (const kind of ['ask-cross-area', 'end-cross-area'])
      assert.deepEqual(await named(kind, OFFICIALS.guichengClerk), [], kind)
    // Whoever is in charge and grants it is a part of it: the search finds what is there.
    assert.ok((await named('grant-cross-area', OFFICIALS.stationHead)).length > 0)
  })
})

describe('搬家两边都要问：a move is asked of the old registration and of the new place', () => {
  it('a station of neither side is refused; the old one moves it, and the ledger says by which rule', async () => {
    const [row] = await registry.asOwner('select version from foshan.registration where registration_id = $1', [
      made.subjectId,
    ])
    const move = (by: CastOfficial) =>
      moveResidence(registry.deps, registry.act(by, DAY, 'city'), {
        intentId: randomUUID(),
        registrationId: made.subjectId,
        expectedVersion: Number(row?.['version']),
        home: { dwellingId: DWELLINGS.dormitory.dwellingId },
        movedOn: parsePlainDate(DAY),
        materials: [],
      })
    await registry.asOwner(`update foshan.registration set state = 'active' where registration_id = $1`, [
      made.subjectId,
    ])
    // Assigned to somebody above; taken back, so that the colleague stands on neither side.
    await registry.asOwner('delete from foshan.case_assignment')
    const stranger = await move(OFFICIALS.guichengClerk)
    assert.deepEqual(stranger.ok ? [] : stranger.refusals.map(({ code }) => code), ['access.outside-scope'])
    const done = await move(OFFICIALS.clerk)
    assert.ok(done.ok, JSON.stringify(done))
    const rules = await registry.asOwner(
      `select grounds::text as grounds from foshan.ledger where kind = 'move-residence' and stream_id = $1`,
      [made.subjectId],
    )
    assert.match(String(rules[0]?.['grounds']), /access\.moved-(here|away)/)
  })
})
