import { scopeOf } from '@anju/platform/database/scope.ts'
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import {
  applicationOf,
  driveApplications,
  held,
  newApplicant,
  paper,
  refusalCodes,
  step,
  visitOf,
  TENANT_PAPERS,
} from '@anju/tests/permit-driver.ts'
import { driveMandates } from '@anju/tests/mandate-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { findDwelling } from '../store/place.ts'
import { acceptApplication } from './accept-application.ts'
import { applyForPermit } from './apply-for-permit.ts'
import { getApplication } from './get-application.ts'
import { giveDeficiencyNotice } from './give-deficiency-notice.ts'
import { moveResidence } from './move-residence.ts'
import { previewApplication } from './preview-application.ts'
import { recordVisit } from './record-visit.ts'
import { registerResidence } from './register-residence.ts'
import { supplementApplication } from './supplement-application.ts'

let registry: TestRegistry
let drive: ReturnType<typeof driveApplications>
let mandates: ReturnType<typeof driveMandates>
before(async () => {
  registry = await openTestRegistry()
  drive = driveApplications(registry)
  mandates = driveMandates(registry)
})
after(() => registry.close())

const clerk = (on: string) => registry.act(OFFICIALS.clerk, on)
const permitsAt = async (dwellingId: string) =>
  (
    await clerk('2016-07-05').city.pool.look(scopeOf({ city: 'foshan', prefixes: ['4406'] }), (db) =>
      findDwelling(db, dwellingId),
    )
  )?.permits

describe('申办 apply for a permit', () => {
  it('半年之日 2016-07-05: refused the day before with the first day, every reason at once, nothing stored', async () => {
    const who = await drive.register('2016-01-05', DWELLINGS.lodging.dwellingId)
    const early = await applyForPermit(
      registry.deps,
      clerk('2016-07-04'),
      applicationOf(who, { materials: [paper('identity-document'), paper('payslip')] }),
    )
    assert.ok(!early.ok)
    assert.deepEqual(refusalCodes(early), [
      'application.materials-missing',
      'application.too-early',
      'material.not-on-checklist',
    ])
    const tooEarly = early.refusals.find(({ code }) => code === 'application.too-early')
    assert.equal(tooEarly?.facts['eligibleFrom'], '2016-07-05')
    assert.equal(tooEarly?.law, 'FG-2015:二.三(1)')
    assert.equal(await permitsAt(DWELLINGS.lodging.dwellingId), 0)

    const done = held(await applyForPermit(registry.deps, clerk('2016-07-05'), applicationOf(who)))
    assert.equal(done.state, 'submitted')
    assert.equal(await permitsAt(DWELLINGS.lodging.dwellingId), 1)
  })

  it("half a year at another station's address counts; the preview tells reasons, first day and checklist", async () => {
    const person = newApplicant('foshan')
    const guicheng = registry.act(OFFICIALS.guichengClerk, '2016-01-05', 'city')
    const first = await registerResidence(registry.deps, guicheng, {
      intentId: randomUUID(),
      ...declarationOf(person, DWELLINGS.guichengFlat.dwellingId, '2016-01-05'),
    })
    assert.ok(first.ok, JSON.stringify(first))
    const seen = await recordVisit(registry.deps, registry.act(OFFICIALS.coordinator, '2016-01-08', 'city'), {
      intentId: randomUUID(),
      registrationId: first.value.subjectId,
      expectedVersion: first.value.version,
      visit: visitOf('true', '2016-01-08'),
    })
    assert.ok(seen.ok, JSON.stringify(seen))
    const moved = await moveResidence(registry.deps, registry.act(OFFICIALS.clerk, '2016-05-03', 'city'), {
      intentId: randomUUID(),
      registrationId: first.value.subjectId,
      expectedVersion: seen.value.version,
      home: { dwellingId: DWELLINGS.flat.dwellingId },
      movedOn: parsePlainDate('2016-05-03'),
      materials: [],
    })
    assert.ok(moved.ok, JSON.stringify(moved))
    const asked = {
      registrationId: moved.value.subjectId,
      condition: 'dwelling' as const,
      materials: [{ kind: 'lease' }],
    }
    const preview = await previewApplication(registry.deps, clerk('2016-05-04'), asked)
    assert.equal(preview.eligibleFrom, '2016-07-05')
    assert.deepEqual(preview.refusals.map(({ code }) => code).toSorted(), [
      'application.materials-missing',
      'application.too-early',
    ])
    assert.deepEqual(
      preview.checklist.map(({ key, satisfied }) => `${key} ${satisfied}`),
      ['common.identity-document false', 'common.photo false', 'dwelling false'],
    )
    assert.ok(
      preview.checklist
        .at(-1)
        ?.alternatives.some(({ kind, zh }) => kind === 'lease' && zh.includes('出租屋登记备案证明')),
    )
    const byAgent = await previewApplication(registry.deps, clerk('2016-05-04'), { ...asked, byAgent: true })
    assert.ok(
      byAgent.checklist.some(({ alternatives }) => alternatives.some(({ kind }) => kind === 'agent-identity-document')),
      'the papers of an agent can be taken in',
    )
    await assert.rejects(
      previewApplication(registry.deps, registry.act(OFFICIALS.guichengClerk, '2016-05-04'), asked),
      { code: 'not-found' },
    )
    const done = await applyForPermit(
      registry.deps,
      clerk('2016-07-05'),
      applicationOf({ registrationId: moved.value.subjectId, person }),
    )
    assert.equal(held(done).state, 'submitted')
  })

  it('once: the same intent twice is one case, another intent is refused, other content under it too', async () => {
    const who = await drive.register()
    const command = applicationOf(who)
    const first = await applyForPermit(registry.deps, clerk('2016-07-05'), command)
    const again = await applyForPermit(registry.deps, clerk('2016-07-05'), command)
    assert.ok(first.ok && again.ok)
    assert.equal(again.value.repeated, true)
    assert.equal(again.value.subjectId, first.value.subjectId)
    assert.deepEqual(
      refusalCodes(await applyForPermit(registry.deps, clerk('2016-07-05'), { ...command, condition: 'study' })),
      ['intent.reused-with-other-content'],
    )
    assert.deepEqual(refusalCodes(await applyForPermit(registry.deps, clerk('2016-07-05'), applicationOf(who))), [
      'application.already-open',
    ])
  })

  it('16 windows at once: one case', async () => {
    const who = await drive.register()
    const countBefore = (await permitsAt(DWELLINGS.flat.dwellingId)) ?? 0
    const all = await Promise.all(
      Array.from({ length: 16 }, () => applyForPermit(registry.deps, clerk('2016-07-05'), applicationOf(who))),
    )
    assert.equal(all.filter(({ ok }) => ok).length, 1)
    for (const each of all) if (!each.ok) assert.deepEqual(refusalCodes(each), ['application.already-open'])
    assert.equal(await permitsAt(DWELLINGS.flat.dwellingId), countBefore + 1)
  })

  it('out of reach is not found; who is not charged with it is refused', async () => {
    const who = await drive.register()
    await assert.rejects(
      applyForPermit(registry.deps, registry.act(OFFICIALS.guichengClerk, '2016-07-05'), applicationOf(who)),
      { code: 'not-found' },
    )
    assert.deepEqual(
      refusalCodes(
        await applyForPermit(registry.deps, registry.act(OFFICIALS.coordinator, '2016-07-05'), applicationOf(who)),
      ),
      ['access.post-lacks-authority'],
    )
  })

  it('代办: a father applies for his child of fifteen; a friend does not, and a wrong number is named', async () => {
    const child = await drive.register('2016-01-05', DWELLINGS.flat.dwellingId, newApplicant('foshan', '2001-02-28'))
    const father = newApplicant('foshan', '1975-01-01')
    const agent = {
      name: '唐大勇',
      relation: '51',
      idNumber: father.idNumber,
      phone: '',
      guardian: true,
      ground: 'under-16' as const,
      mobilityEvidence: false,
      supervisorReason: '',
    }
    const papers = [...TENANT_PAPERS, paper('agent-identity-document')]
    const asAgent = { agent, inPerson: false, applicantPortrait: null, agentPortrait: randomUUID(), materials: papers }
    const friend = await applyForPermit(
      registry.deps,
      clerk('2016-07-05'),
      applicationOf(child, {
        ...asAgent,
        agentPortrait: null,
        agent: { ...agent, guardian: false, relation: '98', idNumber: '440699197501010001' },
      }),
    )
    assert.deepEqual(refusalCodes(friend), [
      'agency.agent-not-close-relative',
      'application.portrait-missing',
      'id-number.check-digit-wrong',
      'mandate.missing',
    ])
    const mandateId = await mandates.given(await mandates.personOf(child.registrationId), agent, '2016-07-05')
    const done = held(
      await applyForPermit(registry.deps, clerk('2016-07-05'), applicationOf(child, { ...asAgent, mandateId })),
    )
    const shown = await getApplication(registry.deps, clerk('2016-07-05'), done.applicationId)
    assert.deepEqual(shown.agent, { name: '唐大勇', relation: '51' })
  })
})

describe('受理 acceptance and 一次性告知 the one notice', () => {
  it('complete: accepted as of the day it came, numbered by office and day, due 2016-07-20', async () => {
    const who = await drive.register()
    const theCase = await drive.submit(who)
    const done = await acceptApplication(registry.deps, clerk('2016-07-06'), step(theCase))
    assert.ok(done.ok, JSON.stringify(done))
    assert.equal(done.value.state, 'accepted')
    assert.equal(done.value.acceptedOn, '2016-07-05')
    assert.equal(done.value.dueOn, '2016-07-20')
    assert.match(done.value.acceptanceNo ?? '', /^44060410120160705\d{5}$/)
    const next = await drive.accept(await drive.submit(await drive.register()))
    const other = await getApplication(registry.deps, clerk('2016-07-06'), next.applicationId)
    assert.notEqual(other.acceptanceNo, done.value.acceptanceNo)
  })

  it('lease only: not accepted; the notice must name the certificate and nothing else; then accepted the day it comes', async () => {
    const theCase = await drive.submit(await drive.register(), '2016-07-05', { materials: TENANT_PAPERS.slice(0, 2) })
    const open = await acceptApplication(registry.deps, clerk('2016-07-05'), step(theCase))
    assert.ok(!open.ok)
    assert.deepEqual(open.refusals[0]?.facts['missing'], ['rental-filing-certificate'])
    const notice = (items: readonly string[]) =>
      giveDeficiencyNotice(registry.deps, clerk('2016-07-05'), {
        ...step(theCase),
        items,
        note: '',
        supervisorReason: '',
      })
    assert.deepEqual(refusalCodes(await notice(['labour-contract'])), [
      'material.not-on-checklist',
      'notice.items-missing',
    ])
    const returned = held(await notice(['rental-filing-certificate']))
    assert.equal(returned.state, 'returned')

    const odd = await supplementApplication(registry.deps, clerk('2016-07-08'), {
      ...step(returned),
      materials: [paper('labour-contract')],
    })
    assert.deepEqual(refusalCodes(odd), ['material.not-on-checklist'])
    const partly = held(
      await supplementApplication(registry.deps, clerk('2016-07-08'), {
        ...step(returned),
        materials: [paper('lease')],
      }),
    )
    assert.equal(partly.state, 'returned')
    const done = await supplementApplication(registry.deps, clerk('2016-07-11'), {
      ...step(partly),
      materials: [paper('rental-filing-certificate')],
    })
    assert.ok(done.ok)
    assert.equal(done.value.state, 'accepted')
    assert.equal(done.value.acceptedOn, '2016-07-11')
    assert.equal(done.value.dueOn, '2016-07-26')
  })

  it('silence of five working days: accepted as of 2016-09-28 once 2016-10-10 has passed', async () => {
    const who = await drive.register()
    const theCase = await drive.submit(who, '2016-09-28', { materials: TENANT_PAPERS.slice(0, 2) })
    assert.deepEqual(refusalCodes(await acceptApplication(registry.deps, clerk('2016-10-10'), step(theCase))), [
      'application.materials-missing',
    ])
    const done = await acceptApplication(registry.deps, clerk('2016-10-11'), step(theCase))
    assert.ok(done.ok)
    assert.equal(done.value.acceptedOn, '2016-09-28')
  })

  it("a second notice with a new item: refused; with the reviewer's reason given, and held against the first checker", async () => {
    const theCase = await drive.submit(await drive.register(), '2016-07-05', { materials: TENANT_PAPERS.slice(0, 2) })
    const first = held(
      await giveDeficiencyNotice(registry.deps, clerk('2016-07-05'), {
        ...step(theCase),
        items: ['rental-filing-certificate'],
        note: '',
        supervisorReason: '',
      }),
    )
    const accepted = held(
      await supplementApplication(registry.deps, clerk('2016-07-06'), {
        ...step(first),
        materials: [paper('rental-filing-certificate')],
      }),
    )
    const verified = await drive.verify(accepted)
    const head = registry.act(OFFICIALS.stationHead, '2016-07-08')
    const again = { ...step(verified), items: ['identity-document'], note: '身份证复印件不清', supervisorReason: '' }
    const refusedAgain = await giveDeficiencyNotice(registry.deps, head, again)
    assert.deepEqual(refusalCodes(refusedAgain), ['notice.already-given'])
    assert.ok(!refusedAgain.ok && refusedAgain.refusals[0]?.law === 'CN-663:9.5')
    const returned = held(
      await giveDeficiencyNotice(registry.deps, head, {
        ...again,
        intentId: randomUUID(),
        supervisorReason: '首次受理漏看',
      }),
    )
    const shown = await getApplication(registry.deps, head, returned.applicationId)
    assert.deepEqual(
      shown.notices.map(({ items }) => items),
      [['rental-filing-certificate'], ['identity-document']],
    )
    assert.equal(shown.checklist.find(({ key }) => key === 'common.identity-document')?.satisfied, false)

    // Back to review without another visit; number and period stay.
    const back = await supplementApplication(registry.deps, clerk('2016-07-11'), {
      ...step(returned),
      materials: [paper('identity-document')],
    })
    assert.ok(back.ok)
    assert.equal(back.value.state, 'verified')
    assert.equal(back.value.acceptedOn, '2016-07-06')
  })
})
