import { scopeOf } from '@anju/platform/database/scope.ts'
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { ARRIVALS, type CastOfficial, OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import {
  applicationOf,
  driveApplications,
  held,
  newApplicant,
  paper,
  PHOTO_ID,
  refusalCodes,
  step,
  visitOf,
} from '@anju/tests/permit-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import type { OfficialId } from '@anju/domain/kernel/id.ts'
import type { Act } from '../deps.ts'
import { findDwelling } from '../store/place.ts'
import { acceptApplication } from './accept-application.ts'
import { applyForPermit } from './apply-for-permit.ts'
import { approveApplication } from './approve-application.ts'
import { getApplication } from './get-application.ts'
import { giveDeficiencyNotice } from './give-deficiency-notice.ts'
import { handOver } from './hand-over.ts'
import { listBatches } from './list-batches.ts'
import { lookUpPermit } from './look-up-permit.ts'
import { notifyReady } from './notify-ready.ts'
import { producePermit } from './produce-permit.ts'
import { receiveCard } from './receive-card.ts'
import { refuseApplication } from './refuse-application.ts'
import { registerResidence } from './register-residence.ts'
import { remakeCard } from './remake-card.ts'
import { returnDocuments } from './return-documents.ts'
import { supplementApplication } from './supplement-application.ts'
import { verifyApplication } from './verify-application.ts'

let registry: TestRegistry
let drive: ReturnType<typeof driveApplications>
before(async () => {
  registry = await openTestRegistry()
  drive = driveApplications(registry)
})
after(() => registry.close())

const act = (member: CastOfficial, on: string) => registry.act(member, on)
const topicsOf = async (applicationId: string) => {
  const rows = await act(OFFICIALS.clerk, '2016-07-05').city.pool.ask<{ topic: string }>(
    'select topic from outbox where subject_id = $1 order by outbox_id',
    [applicationId],
  )
  return rows.map(({ topic }) => topic)
}
const permitsAt = async (dwellingId: string) =>
  (
    await act(OFFICIALS.clerk, '2016-07-05').city.pool.look(scopeOf({ city: 'foshan', prefixes: ['4406'] }), (db) =>
      findDwelling(db, dwellingId),
    )
  )?.permits ?? -1

describe('佛山 the whole path', () => {
  it('2016-07-05 applied, 07-15 issued, 07-18 told and handed over: each date as in the document, three signers, the permit in force', async () => {
    const who = await drive.register()
    const verified = await drive.verify(await drive.accept(await drive.submit(who)))
    const atPolice = await drive.acknowledge(await drive.send(await drive.approve(verified)))
    const produced = await drive.produce(atPolice)
    const onTheWay = await drive.dispatch(produced, produced.stockNo)
    const clerk = act(OFFICIALS.clerk, '2016-07-18')
    const lists = await listBatches(clerk)
    assert.ok(
      lists.batches[0]?.cards.some(({ stockNo, state }) => stockNo === produced.stockNo && state === 'in-transit'),
    )
    assert.deepEqual(
      refusalCodes(await receiveCard(registry.deps, clerk, { ...step(onTheWay), stockNo: 'GD99999999' })),
      ['card.stock-number-mismatch'],
    )
    const ready = await drive.notify(await drive.receive(onTheWay, produced.stockNo))

    const wrong = {
      ...step(ready),
      recipient: 'applicant' as const,
      recipientIdNumber: newApplicant('foshan').idNumber,
      recipientPortrait: null,
    }
    assert.deepEqual(refusalCodes(await handOver(registry.deps, clerk, wrong)), ['application.recipient-unknown'])
    assert.deepEqual(refusalCodes(await handOver(registry.deps, clerk, { ...wrong, recipient: 'agent' })), [
      'application.recipient-unknown',
      'mandate.missing',
    ])
    const command = { ...wrong, intentId: randomUUID(), recipientIdNumber: who.person.idNumber.toLowerCase() }
    const done = await handOver(registry.deps, clerk, command)
    const again = await handOver(registry.deps, clerk, command)
    assert.ok(done.ok && again.ok)
    assert.equal(done.value.state, 'issued')
    assert.equal(again.value.repeated, true)
    assert.ok(
      done.grounds.some(({ key, facts }) => key === 'production.in-time' && facts['stoppedOn'] === '2016-07-18'),
    )

    const shown = await getApplication(registry.deps, clerk, ready.applicationId)
    assert.deepEqual(
      shown.path.map(({ step: name, status, on }) => `${name} ${status} ${on}`),
      [
        'accept done 2016-07-05',
        'verify done 2016-07-07',
        'review done 2016-07-08',
        'export done 2016-07-08',
        'produce done 2016-07-15',
        'dispatch done 2016-07-16',
        'receive done 2016-07-18',
        'notify done 2016-07-18',
        'hand-over done 2016-07-18',
      ],
    )
    assert.deepEqual(
      shown.signatures.map((signature) => `${signature.step} ${signature.name}`),
      ['accept 陈嘉怡', 'verify 黄志豪', 'review 梁伟棠', 'receive 陈嘉怡', 'hand-over 陈嘉怡'],
    )
    assert.deepEqual(
      shown.history.map(({ version }) => version),
      shown.history.map((_, at) => at + 1),
    )
    assert.equal(shown.next.length, 0)
    assert.deepEqual(await topicsOf(ready.applicationId), [
      'notice.accepted',
      'exchange.permit-order',
      'notice.ready',
      'notice.issued',
    ])

    const permit = await lookUpPermit(
      registry.deps,
      registry.act(OFFICIALS.guichengClerk, '2016-07-19', 'city'),
      produced.permitNo,
    )
    assert.deepEqual(
      [permit.state, permit.issuedOn, permit.validToOn, permit.stockNo],
      ['in-force', '2016-07-15', '2017-07-15', produced.stockNo],
    )
    assert.equal((await lookUpPermit(registry.deps, clerkOn('2017-07-17'), produced.permitNo)).state, 'in-force')
    assert.equal((await lookUpPermit(registry.deps, clerkOn('2017-07-18'), produced.permitNo)).state, 'suspended')
    assert.deepEqual(refusalCodes(await applyForPermit(registry.deps, clerkOn('2016-08-01'), applicationOf(who))), [
      'application.permit-in-force',
    ])
  })

  it('同一人 the same person signing two steps is refused, whatever post it is from', async () => {
    const accepted = await drive.accepted()
    const visit = { ...step(accepted), visit: visitOf('true', '2016-07-07') }
    const same = await verifyApplication(
      registry.deps,
      posing(OFFICIALS.coordinator, OFFICIALS.clerk, '2016-07-07'),
      visit,
    )
    assert.deepEqual(refusalCodes(same), ['access.same-person-signed-before'])
    assert.ok(!same.ok && same.refusals[0]?.law === 'FS-2016-14:附件1.说明12')
    const verified = await drive.verify(accepted)
    for (const first of [OFFICIALS.clerk, OFFICIALS.coordinator]) {
      const review = approveApplication(registry.deps, posing(OFFICIALS.stationHead, first, '2016-07-08'), {
        ...step(verified),
        occupancyReason: '',
      })
      assert.deepEqual(refusalCodes(await review), ['access.same-person-signed-before'])
    }
    const shown = await getApplication(
      registry.deps,
      posing(OFFICIALS.stationHead, OFFICIALS.clerk, '2016-07-08'),
      verified.applicationId,
    )
    assert.deepEqual(
      shown.next.find(({ event }) => event === 'approve')?.refusals.map(({ code }) => code),
      ['access.same-person-signed-before'],
    )
    assert.equal((await drive.approve(verified)).state, 'approved')
  })

  it('a step out of its order, an overtaken version, and the same case accepted twice at once', async () => {
    const submitted = await drive.submit(await drive.register())
    const clerk = act(OFFICIALS.clerk, '2016-07-05')
    assert.deepEqual(refusalCodes(await notifyReady(registry.deps, clerk, step(submitted))), [
      'application.event-not-allowed',
    ])
    await assert.rejects(acceptApplication(registry.deps, clerk, { ...step(submitted), expectedVersion: 9 }), {
      code: 'version-conflict',
    })
    const both = await Promise.allSettled(
      Array.from({ length: 8 }, () => acceptApplication(registry.deps, clerk, step(submitted))),
    )
    assert.equal(both.filter((each) => each.status === 'fulfilled' && each.value.ok).length, 1)
    for (const each of both)
      if (each.status === 'rejected') assert.equal((each.reason as { code: string }).code, 'version-conflict')
    assert.deepEqual(await topicsOf(submitted.applicationId), ['notice.accepted'])
  })

  it('核实 a visit: not before the application, missed and again, untrue, and refused with reasons and remedies', async () => {
    const accepted = await drive.accepted()
    const coordinator = act(OFFICIALS.coordinator, '2016-07-07')
    const visit = (outcome: 'true' | 'untrue' | 'missed', on: string, from = accepted) =>
      verifyApplication(registry.deps, coordinator, { ...step(from), visit: visitOf(outcome, on) })
    assert.deepEqual(refusalCodes(await visit('true', '2016-07-04')), ['visit.too-early'])
    const missed = held(await visit('missed', '2016-07-06'))
    assert.equal(missed.state, 'accepted')
    const untrue = held(await visit('untrue', '2016-07-07', missed))
    assert.equal(untrue.state, 'verify-failed')
    const head = act(OFFICIALS.stationHead, '2016-07-08')
    assert.deepEqual(
      refusalCodes(await approveApplication(registry.deps, head, { ...step(untrue), occupancyReason: '' })),
      ['application.event-not-allowed'],
    )
    const countBefore = await permitsAt(DWELLINGS.flat.dwellingId)
    const done = await refuseApplication(registry.deps, head, {
      ...step(untrue),
      reasons: [{ code: 'untrue', note: '不在此居住' }],
    })
    assert.ok(done.ok)
    assert.equal(done.value.state, 'refused')
    assert.deepEqual(
      done.grounds.flatMap(({ key, facts }) => (key.startsWith('remedy.') ? [`${key} ${String(facts['until'])}`] : [])),
      ['remedy.review 2016-09-06', 'remedy.lawsuit 2017-01-08'],
    )
    assert.equal(await permitsAt(DWELLINGS.flat.dwellingId), countBefore - 1)

    const shown = await getApplication(registry.deps, head, untrue.applicationId)
    assert.deepEqual(
      shown.path.filter(({ status }) => status === 'stopped').map(({ step: name }) => name),
      ['verify'],
    )
    const clerk = act(OFFICIALS.clerk, '2016-07-11')
    const back = {
      intentId: randomUUID(),
      applicationId: untrue.applicationId,
      expectedVersion: shown.version,
      receivedBy: '唐国强',
    }
    const materialIds = shown.materials.filter(({ kind }) => kind === 'lease').map(({ materialId }) => materialId)
    assert.equal(held(await returnDocuments(registry.deps, clerk, { ...back, materialIds })).state, 'refused')
    const twice = returnDocuments(registry.deps, clerk, {
      ...back,
      intentId: randomUUID(),
      expectedVersion: shown.version + 1,
      materialIds,
    })
    await assert.rejects(twice, { code: 'not-found' })
    const later = await getApplication(registry.deps, clerk, untrue.applicationId)
    assert.equal(later.materials.find(({ kind }) => kind === 'lease')?.returnedOn, '2016-07-11')
  })

  it("办证总数 five square metres: the second permit needs the reviewer's reason; an unknown area must be measured", async () => {
    const first = await drive.register('2016-01-05', DWELLINGS.lodging.dwellingId)
    const second = await drive.register('2016-01-05', DWELLINGS.lodging.dwellingId)
    await drive.submit(first)
    const verified = await drive.verify(await drive.accept(await drive.submit(second)))
    const head = act(OFFICIALS.stationHead, '2016-07-08')
    const over = await approveApplication(registry.deps, head, { ...step(verified), occupancyReason: '' })
    assert.deepEqual(refusalCodes(over), ['occupancy.reason-missing'])
    assert.ok(!over.ok && over.refusals[0]?.facts['cap'] === 1 && over.refusals[0].facts['permits'] === 2)
    assert.equal(
      held(
        await approveApplication(registry.deps, head, { ...step(verified), occupancyReason: '夫妻同住，房东已扩建' }),
      ).state,
      'approved',
    )

    const registrar = registry.act(OFFICIALS.clerk, '2016-01-05', 'city')
    const address = {
      divisionCode: '440604011209',
      lane: '张槎一路',
      door: '77号',
      building: '1栋',
      unit: '501房',
      room: '',
      surveyReference: '',
    }
    const entered = await registerResidence(registry.deps, registrar, {
      intentId: randomUUID(),
      ...declarationOf(newApplicant('foshan'), '', '2016-01-05'),
      home: { address, livingAreaM2: null },
    })
    assert.ok(entered.ok, JSON.stringify(entered))
    const own = { registrationId: entered.value.subjectId, person: newApplicant('foshan') }
    const accepted = await drive.accept(
      await drive.submit(own, '2016-07-05', { materials: [paper('identity-document'), paper('title-deed')] }),
    )
    const coordinator = act(OFFICIALS.coordinator, '2016-07-07')
    const seen = (areaM2: number | null) =>
      verifyApplication(registry.deps, coordinator, { ...step(accepted), visit: visitOf('true', '2016-07-07', areaM2) })
    assert.deepEqual(refusalCodes(await seen(null)), ['occupancy.area-unknown'])
    assert.equal((await drive.approve(held(await seen(36.5)))).state, 'approved')
  })
})

describe('相片 the image', () => {
  it('an order without an image must not leave: review names the photo, the one notice sets it aside, a better one passes', async () => {
    const blind = { photo: { source: 'live' as const, blobId: randomUUID(), cardValidFrom: null } }
    const verified = await drive.verify(
      await drive.accept(await drive.submit(await drive.register(), '2016-07-05', blind)),
    )
    const head = act(OFFICIALS.stationHead, '2016-07-08')
    assert.deepEqual(
      refusalCodes(await approveApplication(registry.deps, head, { ...step(verified), occupancyReason: '' })),
      ['application.photo-missing'],
    )
    const returned = held(
      await giveDeficiencyNotice(registry.deps, head, {
        ...step(verified),
        items: ['photo'],
        note: '',
        supervisorReason: '',
      }),
    )
    const live = {
      kind: 'photo',
      provenance: 'live-capture' as const,
      originalSeen: true,
      copyKept: true,
      blobId: PHOTO_ID,
    }
    const back = held(
      await supplementApplication(registry.deps, clerkOn('2016-07-09'), { ...step(returned), materials: [live] }),
    )
    assert.equal((await drive.approve(back, '2016-07-10')).state, 'approved')
  })
})

describe('临河 the same engine on its own path', () => {
  it('accepted, reviewed, made, told and handed over by the hall; a steps that Foshan has is not there', async () => {
    const { zhao } = ARRIVALS
    const registrar = registry.act(OFFICIALS.registrar, '2017-05-02', 'city')
    const entered = await registerResidence(registry.deps, registrar, {
      intentId: randomUUID(),
      ...declarationOf(zhao, DWELLINGS.linheFlat.dwellingId, '2017-05-01'),
    })
    assert.ok(entered.ok, JSON.stringify(entered))
    const who = { registrationId: entered.value.subjectId, person: zhao }
    const papers = { materials: [paper('identity-document'), paper('lease')], applicantPortrait: null }
    const clerk = (on: string) => act(OFFICIALS.hallClerk, on)
    assert.deepEqual(
      refusalCodes(await applyForPermit(registry.deps, clerk('2017-11-01'), applicationOf(who, papers))),
      ['application.too-early'],
    )
    const submitted = held(await applyForPermit(registry.deps, clerk('2017-11-02'), applicationOf(who, papers)))
    const accepted = held(await acceptApplication(registry.deps, clerk('2017-11-02'), step(submitted)))
    assert.deepEqual(
      refusalCodes(
        await verifyApplication(registry.deps, act(OFFICIALS.hallReviewer, '2017-11-03'), {
          ...step(accepted),
          visit: visitOf('true', '2017-11-03'),
        }),
      ),
      ['application.event-not-allowed'],
    )
    const approved = held(
      await approveApplication(registry.deps, act(OFFICIALS.hallReviewer, '2017-11-03'), {
        ...step(accepted),
        occupancyReason: '',
      }),
    )
    assert.equal(approved.state, 'approved')
    const maker = act(OFFICIALS.hallMaker, '2017-11-06')
    const produced = held(await producePermit(registry.deps, maker, { ...step(approved), stockNo: 'NM00000001' }))
    const used = await remakeCard(registry.deps, maker, {
      ...step(produced),
      stockNo: 'NM00000001',
      reason: '打印偏色',
    })
    assert.deepEqual(refusalCodes(used), ['card.stock-number-used'])
    const remade = held(
      await remakeCard(registry.deps, maker, { ...step(produced), stockNo: 'NM00000002', reason: '打印偏色' }),
    )
    const ready = held(await notifyReady(registry.deps, clerk('2017-11-07'), step(remade)))
    const done = held(
      await handOver(registry.deps, clerk('2017-11-08'), {
        ...step(ready),
        recipient: 'applicant',
        recipientIdNumber: zhao.idNumber,
        recipientPortrait: null,
      }),
    )
    assert.equal(done.state, 'issued')

    const shown = await getApplication(registry.deps, clerk('2017-11-08'), done.applicationId)
    assert.equal(shown.dueOn, '2017-11-17')
    assert.deepEqual(
      shown.path.map(({ step: name, on }) => `${name} ${on}`),
      ['accept 2017-11-02', 'review 2017-11-03', 'produce 2017-11-06', 'notify 2017-11-07', 'hand-over 2017-11-08'],
    )
    assert.match(shown.permit?.permitNo ?? '', /^P15080200120171106\d{5}$/)
    assert.equal(shown.permit?.stockNo, 'NM00000002')
    const rows = await clerk('2017-11-08').city.pool.ask<{ topic: string }>(
      'select topic from outbox where subject_id = $1 order by outbox_id',
      [done.applicationId],
    )
    assert.deepEqual(
      rows.map(({ topic }) => topic),
      ['notice.accepted', 'notice.ready', 'notice.issued'],
    )
  })
})

function clerkOn(on: string): Act {
  return act(OFFICIALS.clerk, on)
}

/** A post of one member held by the natural person of another. */
function posing(member: CastOfficial, as: CastOfficial, on: string): Act {
  const { actor, ...rest } = act(member, on)
  return { ...rest, actor: actor.kind === 'official' ? { ...actor, officialId: as.officialId as OfficialId } : actor }
}
