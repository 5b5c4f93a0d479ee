import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { wholeCity } from '@anju/platform/database/scope.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { childOf, driveMandates, guardianOf } from '@anju/tests/mandate-driver.ts'
import {
  applicationOf,
  driveApplications,
  held,
  newApplicant,
  paper,
  refusalCodes,
  type Registered,
  step,
  TENANT_PAPERS,
} from '@anju/tests/permit-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { findingLine } from '../command/verify-finding.ts'
import { checkStreams } from '../command/verify-stream.ts'
import { findMandateCode } from '../store/mandate-code.ts'
import type { Agent } from '../store/application.ts'
import { applyForPermit, type ApplyForPermit } from './apply-for-permit.ts'
import { giveDeficiencyNotice } from './give-deficiency-notice.ts'
import { handOver } from './hand-over.ts'
import { holdMandate } from './hold-mandate.ts'
import { sendMandateCode } from './send-mandate-code.ts'
import { supplementApplication } from './supplement-application.ts'
import { withdrawApplication } from './withdraw-application.ts'

let registry: TestRegistry
let drive: ReturnType<typeof driveApplications>
let mandates: ReturnType<typeof driveMandates>
before(async () => {
  registry = await openTestRegistry()
  drive = driveApplications(registry)
  mandates = driveMandates(registry)
})
after(() => registry.close())

const ON = '2016-07-05'
const clerk = (on = ON) => registry.act(OFFICIALS.clerk, on, 'city')
const PAPERS = [...TENANT_PAPERS, paper('agent-identity-document')]
const byAgent = (agent: Agent, mandateId: string | null): Partial<ApplyForPermit> => ({
  agent,
  mandateId,
  inPerson: false,
  applicantPortrait: null,
  agentPortrait: randomUUID(),
  materials: PAPERS,
})
/** An old person who cannot get about, with a registration in force, and the child who acts for them. */
const parentAndChild = async (mobile = '13800000888') => {
  const person = { ...newApplicant('foshan', '1940-03-03'), mobile }
  const parent = await drive.register('2016-01-05', DWELLINGS.flat.dwellingId, person)
  const agent = childOf({ name: '唐小妹', idNumber: newApplicant('foshan', '1970-07-07').idNumber })
  return { parent, agent, personId: await mandates.personOf(parent.registrationId) }
}
const apply = (who: Registered, agent: Agent, mandateId: string | null, on = ON) =>
  applyForPermit(registry.deps, clerk(on), applicationOf(who, byAgent(agent, mandateId)))
const count = async (sql: string, ...values: readonly unknown[]) =>
  Number((await registry.asOwner(`select count(*)::int as n from foshan.${sql}`, values))[0]?.['n'])
const acts = (personId: string) => count('mandate_use where person_id = $1', personId)
const told = (personId: string) =>
  count(
    `outbox o where topic = 'notice.agent-acted' and payload ->> 'mandateId' in (select mandate_id::text from foshan.mandate where person_id = $1)`,
    personId,
  )

describe('代办委托 mandates', () => {
  it("T4 applies, brings papers later and fetches the card under one mandate: each act counted and told; the applicant's own are not", async () => {
    const { parent, agent, personId } = await parentAndChild()
    const mandateId = await mandates.given(personId, agent, ON)
    const lacking = {
      ...byAgent(agent, mandateId),
      materials: PAPERS.filter(({ kind }) => kind !== 'rental-filing-certificate'),
    }
    const theCase = held(await applyForPermit(registry.deps, clerk(), applicationOf(parent, lacking)))
    const returned = held(
      await giveDeficiencyNotice(registry.deps, clerk(), {
        ...step(theCase),
        items: ['rental-filing-certificate'],
        note: '',
        supervisorReason: '',
      }),
    )
    const bring = { ...step(returned), materials: [paper('rental-filing-certificate')] }
    const complete = held(await supplementApplication(registry.deps, clerk(), bring))
    assert.equal(await acts(personId), 2)
    const again = await supplementApplication(registry.deps, clerk(), bring)
    assert.ok(again.ok && again.value.repeated)
    assert.equal(await acts(personId), 2)
    const verified = await drive.verify(complete)
    const produced = await drive.produce(await drive.acknowledge(await drive.send(await drive.approve(verified))))
    const ready = await drive.notify(
      await drive.receive(await drive.dispatch(produced, produced.stockNo), produced.stockNo),
    )
    const fetch = {
      ...step(ready),
      recipient: 'agent' as const,
      recipientIdNumber: agent.idNumber,
      recipientPortrait: null,
    }
    const other = { ...fetch, recipientIdNumber: newApplicant('foshan').idNumber }
    assert.deepEqual(refusalCodes(await handOver(registry.deps, clerk('2016-07-18'), other)), [
      'application.recipient-unknown',
      'mandate.other-agent',
    ])
    assert.equal(held(await handOver(registry.deps, clerk('2016-07-18'), fetch)).state, 'issued')
    assert.equal(await acts(personId), 3)
    assert.equal(await told(personId), 3)
    // Control: who comes in person needs no mandate, and nobody is told of an agent.
    const own = await drive.register()
    await drive.submit(own)
    const ownId = await mandates.personOf(own.registrationId)
    assert.deepEqual([await acts(ownId), await told(ownId)], [0, 0])
  })

  it("a code goes to the number of record, is tried three times, and confirms once; the agent's own number is no number", async () => {
    const { parent, agent, personId } = await parentAndChild()
    const onOwn = { ...agent, phone: '13800000888' }
    assert.deepEqual(refusalCodes(await mandates.give(personId, onOwn, ON, { way: 'code', portrait: null })), [
      'mandate.number-of-agent',
    ])
    const { deps } = registry
    const give = await mandates.give(personId, agent, ON, { way: 'code', portrait: null })
    assert.ok(give.ok, JSON.stringify(give))
    const mandateId = give.value.subjectId
    assert.deepEqual(refusalCodes(await apply(parent, agent, mandateId)), ['mandate.not-confirmed'])
    const codeOf = async () => {
      const [row] = await registry.asOwner(
        'select code_id from foshan.mandate_code where mandate_id = $1 order by created_at desc limit 1',
        [mandateId],
      )
      const id = String(row?.['code_id'])
      return (await clerk().city.pool.look(clerk().scope, (db) => findMandateCode(db, deps.crypto, id)))?.code
    }
    const right = (await codeOf()) ?? ''
    assert.match(right, /^\d{6}$/)
    const wrong = right === '000000' ? '000001' : '000000'
    const early = await sendMandateCode(deps, clerk(), { intentId: randomUUID(), mandateId })
    assert.deepEqual(refusalCodes(early), ['mandate.wait'])
    for (let tried = 0; tried < 3; tried += 1)
      assert.deepEqual(refusalCodes(await mandates.confirm(mandateId, ON, { code: wrong })), ['mandate.code-wrong'])
    assert.deepEqual(refusalCodes(await mandates.confirm(mandateId, ON, { code: right })), ['mandate.code-wrong'])
    await registry.asOwner('update foshan.mandate_code set tries = 0 where mandate_id = $1', [mandateId])
    const done = await mandates.confirm(mandateId, ON, { code: right })
    assert.ok(done.ok, JSON.stringify(done))
    assert.equal(await codeOf(), undefined)
    assert.ok((await apply(parent, agent, mandateId)).ok)
  })

  it('without a telephone and unable to come: the visit of the application confirms it', async () => {
    const { parent, agent, personId } = await parentAndChild('')
    const mandateId = await mandates.given(personId, agent, ON, { way: 'visit', portrait: null })
    const theCase = held(await apply(parent, agent, mandateId))
    const confirmed = async () =>
      (await registry.asOwner('select confirmed_on from foshan.mandate where mandate_id = $1', [mandateId]))[0]?.[
        'confirmed_on'
      ]
    assert.equal(await confirmed(), null)
    await drive.verify(await drive.accept(theCase))
    assert.equal(String(await confirmed()), '2016-07-07')
  })

  it('revoked today: the next act is refused today', async () => {
    const { parent, agent, personId } = await parentAndChild()
    const mandateId = await mandates.given(personId, agent, ON)
    assert.ok((await mandates.revoke(mandateId, ON)).ok)
    assert.deepEqual(refusalCodes(await apply(parent, agent, mandateId)), ['mandate.revoked'])
    assert.deepEqual(refusalCodes(await mandates.confirm(mandateId, ON)), ['mandate.not-waiting'])
  })

  it('32 at once want the last use: exactly one has it', async () => {
    const { agent, personId } = await parentAndChild()
    const mandateId = await mandates.given(personId, agent, ON)
    await registry.asOwner('update foshan.mandate set uses = uses_max - 1 where mandate_id = $1', [mandateId])
    const { packs } = registry.deps
    const pack = packInForce(packs, 'foshan', parsePlainDate(ON))
    const acting = { mandateId, principalId: personId, agentIdNumber: agent.idNumber, scope: 'application' as const }
    const outcomes = await Promise.all(
      Array.from({ length: 32 }, () =>
        clerk().city.pool.transact(clerk().scope, async (tx) => {
          const decision = await holdMandate(registry.deps, clerk(), tx, acting, pack)
          if (decision.ok) await decision.value.count(tx, randomUUID())
          return decision.ok ? 'acted' : decision.refusals[0]?.code
        }),
      ),
    )
    assert.equal(outcomes.filter((one) => one === 'acted').length, 1)
    assert.equal(outcomes.filter((one) => one === 'mandate.used-up').length, 31)
    assert.equal(await acts(personId), 1)
  })

  it('an agent of six people within a month: nobody is refused, and both numbers are noted', async () => {
    const agent = childOf({ name: '唐小妹', idNumber: newApplicant('foshan', '1970-07-07').idNumber })
    const alerts = (span: string) =>
      count('agent_alert a where span = $1 and mandate_id in (select mandate_id from foshan.mandate_use)', span)
    const earlier = [await alerts('year'), await alerts('month')]
    const noted: (readonly number[])[] = []
    for (let at = 1; at <= 6; at += 1) {
      const { parent, personId } = await parentAndChild()
      held(await apply(parent, agent, await mandates.given(personId, agent, ON)))
      noted.push([(await alerts('year')) - (earlier[0] ?? 0), (await alerts('month')) - (earlier[1] ?? 0)])
    }
    // More than three in twelve months from the fourth on, more than five in a month from the sixth.
    assert.deepEqual(noted, [
      [0, 0],
      [0, 0],
      [0, 0],
      [1, 0],
      [1, 0],
      [1, 1],
    ])
  })

  it('brothers and sisters at one place count once for their guardian', async () => {
    const mother = guardianOf({ name: '唐大姐', idNumber: newApplicant('foshan', '1975-01-01').idNumber })
    const earlier = await count('agent_alert')
    for (let at = 1; at <= 4; at += 1) {
      const child = await drive.register(
        '2016-01-05',
        DWELLINGS.lodging.dwellingId,
        newApplicant('foshan', '2005-02-28'),
      )
      const personId = await mandates.personOf(child.registrationId)
      held(await apply(child, mother, await mandates.given(personId, mother, ON)))
    }
    assert.equal(await count('agent_alert'), earlier)
  })

  it('T4 200 random sequences through the window: no application of an agent without a mandate that held', async () => {
    let state = 663
    const next = (most: number) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return Math.floor((state / 2 ** 32) * most)
    }
    const [one, two] = [await parentAndChild(), await parentAndChild()]
    const mandatesOf = [
      await mandates.given(one.personId, one.agent, ON),
      await mandates.given(two.personId, two.agent, ON),
    ]
    const revoked = new Set<string>()
    const used = new Map<string, number>()
    let [granted, refused, wrong] = [0, 0, 0]
    for (let at = 0; at < 200; at += 1) {
      const who = next(2) === 0 ? one : two
      const mandateId = next(8) === 0 ? null : (mandatesOf[next(2)] ?? null)
      const agent = next(5) === 0 ? (who === one ? two.agent : one.agent) : who.agent
      const on = next(8) === 0 ? '2016-09-04' : ON
      const isOwn = mandateId === mandatesOf[who === one ? 0 : 1] && agent === who.agent
      const mayUse =
        mandateId !== null && isOwn && on === ON && !revoked.has(mandateId) && (used.get(mandateId) ?? 0) < 6
      const done = await apply(who.parent, agent, mandateId, on)
      if (done.ok !== mayUse) wrong += 1
      if (done.ok) {
        granted += 1
        used.set(mandateId ?? '', (used.get(mandateId ?? '') ?? 0) + 1)
        const { subjectId: applicationId, version } = done.value
        held(
          await withdrawApplication(registry.deps, clerk(), {
            intentId: randomUUID(),
            applicationId,
            expectedVersion: version,
            reason: '',
          }),
        )
      } else refused += 1
      const spent = mandatesOf.findIndex((id) => revoked.has(id) || (used.get(id) ?? 0) >= 6)
      const [revoking] = next(20) === 0 ? [mandatesOf[next(2)] ?? ''] : []
      if (revoking !== undefined && !revoked.has(revoking)) {
        assert.ok((await mandates.revoke(revoking, ON)).ok)
        revoked.add(revoking)
      } else if (spent >= 0 && next(4) === 0) {
        const renewing = spent === 0 ? one : two
        mandatesOf[spent] = await mandates.given(renewing.personId, renewing.agent, ON)
      }
    }
    assert.equal(wrong, 0, 'seed 663')
    assert.ok(granted > 20 && refused > 40, `${granted} granted, ${refused} refused`)
    assert.equal((await acts(one.personId)) + (await acts(two.personId)), granted)
    assert.equal((await told(one.personId)) + (await told(two.personId)), granted)
  })

  it('of all these mandates the ledger has as many events as their rows count, those that a visit confirmed too', async () => {
    const city = registry.deps.cities.get('foshan') ?? assert.fail()
    const findings = await city.pool.look(wholeCity(city), checkStreams)
    assert.deepEqual(findings.map(findingLine), [])
    const [visited] = await registry.asOwner(
      `select count(*)::int as n from foshan.mandate where way = 'visit' and confirmed_on is not null`,
    )
    assert.ok(Number(visited?.['n']) > 0)
  })
})
