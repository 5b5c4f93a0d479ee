import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { OFFICIALS, type CastOfficial } from '@anju/dev/cast.ts'
import { maySign } from '@anju/domain/access/may-perform.ts'
import { DUTIES, STEPS, type Duty } from '@anju/domain/policy/workflow-policy.ts'
import type { Act } from '@anju/server/deps.ts'
import { recordEvents } from '@anju/server/store/record-event.ts'
import { SignatureRequired } from '@anju/server/store/signing.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { Client } from 'pg'

/** Duties that carry a responsibility signature in every city that has them (逢办必核、确认必签). */
const MUST_BE_SIGNED: readonly Duty[] = [
  'register',
  'visit',
  'confirm-untrue',
  'keep-registration',
  'accept',
  'verify',
  'review',
  'correct',
  'produce',
  'receive',
  'hand-over',
  'withdraw',
]

let registry: TestRegistry
let app: Client
before(async () => {
  registry = await openTestRegistry()
  app = new Client({ connectionString: registry.database.appUrl, options: '-c search_path=foshan,shared' })
  await app.connect()
})
after(async () => {
  await app.end()
  await registry.close()
})

const record = (act: Act, step: string, caseId: string, version: number) =>
  act.city.pool.transact(act.scope, (tx) =>
    recordEvents(tx, registry.deps.crypto, registry.deps.newId, {
      act,
      intent: { intentId: randomUUID(), route: 'test', requestSm3: Buffer.alloc(32) },
      streamId: caseId,
      pack: 'test',
      person: null,
      events: [{ kind: step, version, facts: {}, grounds: [], signedStep: step }],
      effects: [],
    }),
  )
const DAY = { foshan: '2016-07-05', linhe: '2017-05-05' } as const
const officialOf = (city: string): CastOfficial =>
  Object.values(OFFICIALS).find((each) => each.city === city) ?? assert.fail(`nobody in ${city}`)

describe('确认必签：没有签名的步骤一个也办不成', () => {
  it('两市的规则包都要求每个经办、不利和发证步骤签名', () => {
    for (const { id, workflow } of registry.deps.packs)
      for (const duty of MUST_BE_SIGNED) {
        const row = workflow.duties[duty]
        assert.ok(row === undefined || row.signed, `${duty} is not signed in ${id}`)
      }
  })

  it('两市所有要签名的职责 × 没有签名：0 次记入账本', async () => {
    let [accepted, tried] = [0, 0]
    for (const [city, day] of Object.entries(DAY)) {
      const { signing: _, ...unsigned } = registry.act(officialOf(city), day)
      for (const { workflow } of registry.deps.packs.filter(({ jurisdiction }) => jurisdiction === city))
        for (const duty of DUTIES.filter((each) => workflow.duties[each]?.signed === true)) {
          tried += 1
          const caseId = randomUUID()
          await record(unsigned, duty, caseId, 1).then(
            () => (accepted += 1),
            (error: unknown) => assert.ok(error instanceof SignatureRequired, String(error)),
          )
          // The control: with a signature the same step is recorded.
          await record({ ...registry.act(officialOf(city), day) }, duty, caseId, 1)
        }
    }
    assert.ok(tried >= 20, `only ${tried} duties were tried`)
    assert.equal(accepted, 0)
  })
})

describe('T1 一人不能自己审自己：穷举', () => {
  const distinct = () => {
    const pack = registry.deps.packs.find(({ jurisdiction }) => jurisdiction === 'foshan') ?? assert.fail()
    return { pack, steps: pack.workflow.application.distinctSigners.value }
  }

  it('规则：同一人以任何岗位签两个应由不同人签的步骤，0 次通过', () => {
    const { pack, steps } = distinct()
    for (const earlier of steps)
      for (const step of STEPS) {
        const decided = maySign('one', step, [{ step: earlier, officialId: 'one' }], pack.workflow)
        assert.equal(decided.ok, step === earlier || !steps.includes(step), `${earlier} then ${step}`)
      }
  })

  it('约束：绕过程序直接写库，数据库也不收；不同的人可以', async () => {
    const { steps } = distinct()
    let accepted = 0
    for (const earlier of steps)
      for (const step of steps.filter((each) => each !== earlier)) {
        const caseId = randomUUID()
        const [one, other] = [OFFICIALS.clerk, OFFICIALS.coordinator].map((member) => registry.act(member, DAY.foshan))
        assert.ok(one && other)
        await record(one, earlier, caseId, 1)
        await record(one, step, caseId, 2).then(
          () => (accepted += 1),
          (error: unknown) => assert.match(String(error), /signature_distinct/),
        )
        await record(other, step, caseId, 2)
      }
    assert.equal(accepted, 0)
  })

  it('签注的录入和复核：哪个市都不能是同一人；不同的人可以', async () => {
    const caseId = randomUUID()
    const [one, other] = [OFFICIALS.clerk, OFFICIALS.coordinator].map((member) => registry.act(member, DAY.foshan))
    assert.ok(one && other)
    await record(one, 'endorse', caseId, 1)
    await assert.rejects(record(one, 'check-endorsement', caseId, 2), /signature_distinct/)
    await record(other, 'check-endorsement', caseId, 2)
  })

  it('程序的角色不能另选一类来绕过约束', async () => {
    const caseId = randomUUID()
    await record(registry.act(OFFICIALS.clerk, DAY.foshan), 'accept', caseId, 1)
    const insert = (signerClass: string | null) =>
      app.query(
        `insert into signature (case_id, case_version, step, official_id, post_id, signed_on, signed_at, content_sm3, statement, countersignature, key_id, signer_class)
         select case_id, 2, 'review', official_id, post_id, signed_on, signed_at, content_sm3, statement, countersignature, key_id, $2 from signature where case_id = $1`,
        [caseId, signerClass],
      )
    await assert.rejects(insert('review'), /signature_class/)
    await assert.rejects(insert(null), /signature_has_class/)
    await assert.rejects(insert('accept|verify|review'), /signature_distinct/)
    await assert.rejects(app.query(`update signer_class set class = step`), /permission denied/)
  })
})
