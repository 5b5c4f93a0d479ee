import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { ApiClient } from '@anju/contract/api-client.ts'
import { explainRefusal } from '@anju/contract/message.ts'
import type { Problem } from '@anju/contract/problem.ts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { paper } from '@anju/tests/permit-driver.ts'
import { newPerson, openRegistryHouse, problemOf, valueOf, type RegistryHouse } from '@anju/tests/registry-house.ts'

let house: RegistryHouse
let clerk: ApiClient
before(async () => {
  house = await openRegistryHouse()
  clerk = await house.signIn(OFFICIALS.clerk)
  await house.setDay('2016-01-05')
})
after(() => house.close())

const foshan = { city: 'foshan' }
const declaration = (arrivedOn = '2016-01-04') =>
  declarationOf(newPerson('foshan'), DWELLINGS.dormitory.dwellingId, arrivedOn)
type Declaration = ReturnType<typeof declaration>

/** A no is readable: each reason has its clause, and words in both languages that say what is wrong. */
function reasons(problem: Problem): readonly string[] {
  assert.equal(problem.type, 'refused')
  assert.ok(problem.refusals !== undefined && problem.refusals.length > 0)
  for (const refusal of problem.refusals) {
    assert.match(refusal.law, /^[A-Z]+[A-Z0-9-]*:\S+$/)
    assert.match(refusal.zh, /\p{Script=Han}/u)
    assert.match(refusal.en, /[a-z]{3}/)
    assert.equal(refusal.zh, explainRefusal(refusal, 'zh'))
    assert.doesNotMatch(`${refusal.zh}${refusal.en}`, /[{}]|undefined/)
  }
  return problem.refusals.map(({ code }) => code)
}
const refuseRegistration = async (
  change: (good: Declaration) => Partial<Omit<Declaration, 'home'>> & { home?: object },
): Promise<Problem> => {
  const good = declaration()
  return problemOf(
    await clerk.call('registerResidence', {
      params: foshan,
      body: { intentId: randomUUID(), ...good, ...change(good) } as never,
    }),
  )
}
const addressed = (parts: { lane?: string; door?: string; building?: string; unit?: string }) => ({
  address: { divisionCode: '440604011209', lane: '张槎三路', door: '12号', ...parts },
})

describe('a registration that cannot be entered', () => {
  it('a wrong check character: the number, with GB 11643 behind it', async () => {
    const problem = await refuseRegistration(({ person }) => ({
      person: { ...person, idNumber: `${person.idNumber.slice(0, 17)}${person.idNumber.endsWith('1') ? '2' : '1'}` },
    }))
    assert.ok(reasons(problem).includes('id-number.check-digit-wrong'))
  })
  it('整栋: a whole building', async () => {
    const problem = await refuseRegistration(() => ({ home: addressed({ building: '整栋' }) }))
    assert.ok(reasons(problem).includes('address.whole-building'))
    assert.ok(problem.refusals?.some(({ law }) => law === 'FS-2016-14:二.三'))
  })
  it('XX宿舍: a dormitory without a flat', async () => {
    const problem = await refuseRegistration(() => ({ home: addressed({ building: '员工宿舍' }) }))
    assert.ok(reasons(problem).includes('address.dormitory-without-unit'))
  })
  it('starred fields left out: each one named, all at once', async () => {
    const problem = await refuseRegistration(({ form }) => ({
      form: { ...form, education: '', politics: '', arrivedOn: '' },
    }))
    reasons(problem)
    const fields = problem.refusals
      ?.filter(({ code }) => code === 'form.field-missing')
      .map(({ facts }) => facts['field'])
    assert.deepEqual(fields?.toSorted(), ['arrivedOn', 'education', 'politics'])
    assert.ok(problem.refusals?.every(({ law }) => law === 'FS-2016-14:附件1.说明3'))
  })
  it('the untouched declaration is entered: nothing above was refused for another reason', async () => {
    const done = valueOf(
      await clerk.call('registerResidence', { params: foshan, body: { intentId: randomUUID(), ...declaration() } }),
    )
    assert.equal(done.registeredOn, '2016-01-05')
  })
  it('a person who is not to be seen from another station is not found there', async () => {
    const { registrationId } = valueOf(
      await clerk.call('registerResidence', { params: foshan, body: { intentId: randomUUID(), ...declaration() } }),
    )
    const elsewhere = await house.signIn(OFFICIALS.guichengClerk)
    assert.equal(
      problemOf(await elsewhere.call('getRegistration', { params: { ...foshan, registrationId } })).code,
      'not-found',
    )
    const linhe = await house.signIn(OFFICIALS.registrar)
    // On that day Linhe has no law yet; a year later the registrar is in office, for Linhe only.
    assert.equal(problemOf(await linhe.call('listQueue', { params: { city: 'linhe' } })).code, 'city-not-served')
    assert.deepEqual(valueOf(await linhe.call('getSession')).post?.duties, [])
    await house.setDay('2017-05-02')
    assert.deepEqual(
      reasons(problemOf(await linhe.call('getRegistration', { params: { ...foshan, registrationId } }))),
      ['access.not-signed-in-for-city'],
    )
    await house.setDay('2016-01-05')
  })
  it('2026-02-30 is malformed, field by field; a request without a session is stopped', async () => {
    const coordinator = await house.signIn(OFFICIALS.coordinator)
    const { registrationId, version } = valueOf(
      await clerk.call('registerResidence', { params: foshan, body: { intentId: randomUUID(), ...declaration() } }),
    )
    const visit = { outcome: 'true', visitedOn: '2016-02-30', identitySeen: true } as const
    const malformed = problemOf(
      await coordinator.call('recordVisit', {
        params: { ...foshan, registrationId },
        body: { intentId: randomUUID(), expectedVersion: version, visit },
      }),
    )
    assert.equal(malformed.status, 400)
    assert.deepEqual(
      malformed.fields?.map(({ path, en }) => `${path} ${en}`),
      ['visit.visitedOn is no real day'],
    )
    assert.equal((await fetch(`${house.address}/api/foshan/offices`)).status, 401)
  })
})

describe('an application that cannot go on', () => {
  const registered = async (): Promise<string> => {
    await house.setDay('2016-01-05')
    const { registrationId } = valueOf(
      await clerk.call('registerResidence', { params: foshan, body: { intentId: randomUUID(), ...declaration() } }),
    )
    await house.setDay('2016-07-05')
    return registrationId
  }
  const apply = (registrationId: string, kinds: readonly string[]) =>
    clerk.call('applyForPermit', {
      params: foshan,
      body: {
        intentId: randomUUID(),
        registrationId,
        condition: 'dwelling',
        materials: kinds.map(paper),
        inPerson: true,
        photo: { source: 'live', blobId: null },
        applicantPortrait: randomUUID(),
      },
    })
  const step = (version: number) => ({ intentId: randomUUID(), expectedVersion: version })

  it('one day early: refused with the first day; on that day it is taken', async () => {
    const registrationId = await registered()
    await house.setDay('2016-07-04')
    const problem = problemOf(await apply(registrationId, ['identity-document', 'lease', 'rental-filing-certificate']))
    assert.deepEqual(reasons(problem), ['application.too-early'])
    assert.match(problem.refusals?.[0]?.zh ?? '', /2016年7月5日/)
    assert.match(problem.refusals?.[0]?.en ?? '', /5 July 2016/)
    await house.setDay('2016-07-05')
    assert.equal(
      valueOf(await apply(registrationId, ['identity-document', 'lease', 'rental-filing-certificate'])).state,
      'submitted',
    )
  })

  it('told once: a second notice with a new item needs somebody who reviews', async () => {
    const submitted = valueOf(await apply(await registered(), ['identity-document', 'lease']))
    const params = { ...foshan, applicationId: submitted.applicationId }
    const left = problemOf(
      await clerk.call('giveDeficiencyNotice', { params, body: { ...step(submitted.version), items: ['photo'] } }),
    )
    assert.ok(reasons(left).includes('notice.items-missing'))
    const told = valueOf(
      await clerk.call('giveDeficiencyNotice', {
        params,
        body: { ...step(submitted.version), items: ['rental-filing-certificate'] },
      }),
    )
    assert.equal(told.state, 'returned')
    const back = valueOf(
      await clerk.call('supplementApplication', {
        params,
        body: { ...step(told.version), materials: [paper('rental-filing-certificate')] },
      }),
    )
    assert.equal(back.state, 'accepted')
    const coordinator = await house.signIn(OFFICIALS.coordinator)
    const visit = { outcome: 'true', visitedOn: parsePlainDate('2016-07-05'), identitySeen: true, areaM2: 60 } as const
    const verified = valueOf(
      await coordinator.call('verifyApplication', { params, body: { ...step(back.version), visit } }),
    )
    const head = await house.signIn(OFFICIALS.stationHead)
    const second = problemOf(
      await head.call('giveDeficiencyNotice', { params, body: { ...step(verified.version), items: ['lease'] } }),
    )
    assert.deepEqual(reasons(second), ['notice.already-given'])
    const again = valueOf(
      await head.call('giveDeficiencyNotice', {
        params,
        body: { ...step(verified.version), items: ['lease'], supervisorReason: '租约系他人所签' },
      }),
    )
    assert.equal(again.state, 'returned')
  })

  it('the same person cannot sign two of the steps that need three people', async () => {
    // The clerk moves to another post of the same station for this: a second post, one natural person.
    const { registry } = house
    const submitted = valueOf(
      await apply(await registered(), ['identity-document', 'lease', 'rental-filing-certificate']),
    )
    const params = { ...foshan, applicationId: submitted.applicationId }
    const accepted = valueOf(await clerk.call('acceptApplication', { params, body: step(submitted.version) }))
    const postId = randomUUID()
    await registry.asOwner(
      `insert into shared.post (post_id, official_id, office_id, role, division_prefix, valid_from) values ($1, $2, $3, 'coordinator', $4, '2015-01-01')`,
      [postId, OFFICIALS.clerk.officialId, OFFICIALS.clerk.office.officeId, OFFICIALS.clerk.divisionPrefix],
    )
    const asCoordinator = await house.signIn({ ...OFFICIALS.clerk, postId, role: 'coordinator' })
    const visit = { outcome: 'true', visitedOn: parsePlainDate('2016-07-05'), identitySeen: true, areaM2: 60 } as const
    const problem = problemOf(
      await asCoordinator.call('verifyApplication', { params, body: { ...step(accepted.version), visit } }),
    )
    assert.deepEqual(reasons(problem), ['access.same-person-signed-before'])
    assert.equal(problem.refusals?.[0]?.law, 'FS-2016-14:附件1.说明12')
    const coordinator = await house.signIn(OFFICIALS.coordinator)
    assert.equal(
      valueOf(await coordinator.call('verifyApplication', { params, body: { ...step(accepted.version), visit } }))
        .state,
      'verified',
    )
  })
})

describe('临河: hukou in another county of the same city', () => {
  it('is open: refused until an official writes down what was found and why; then entered, and the permit follows', async () => {
    const registrar = await house.signIn(OFFICIALS.registrar)
    const linhe = { city: 'linhe' }
    await house.setDay('2017-05-02')
    const person = { ...newPerson('linhe'), hukouDivision: '150824', hukouDetail: '内蒙古乌拉特中旗海流图镇' }
    const declared = { ...declarationOf(person, DWELLINGS.linheFlat.dwellingId, '2017-05-01') }
    const body = () => ({ intentId: randomUUID(), ...declared })
    assert.deepEqual(reasons(problemOf(await registrar.call('registerResidence', { params: linhe, body: body() }))), [
      'person.target-undecided',
    ])
    const found = { isTarget: true, reason: '长期在临河务工，户籍地为农区旗县' }
    const { registrationId } = valueOf(
      await registrar.call('registerResidence', { params: linhe, body: { ...body(), targetFinding: found } }),
    )
    await house.setDay('2017-11-02')
    const hall = await house.signIn(OFFICIALS.hallClerk)
    const preview = valueOf(
      await hall.call('previewApplication', {
        params: linhe,
        body: { registrationId, condition: 'dwelling', materials: [] },
      }),
    )
    assert.ok(!preview.refusals.some(({ code }) => code.startsWith('person.')), JSON.stringify(preview.refusals))
    assert.equal(preview.eligibleFrom, '2017-11-02')
  })

  it('a list that ends in 等: a comparable proof is taken with its reason, kept with the paper, and asked of nobody', async () => {
    const params = { city: 'linhe' }
    const registrar = await house.signIn(OFFICIALS.registrar)
    const hall = await house.signIn(OFFICIALS.hallClerk)
    await house.setDay('2017-05-02')
    const declared = declarationOf(newPerson('linhe'), DWELLINGS.linheFlat.dwellingId, '2017-05-01')
    const { registrationId } = valueOf(
      await registrar.call('registerResidence', { params, body: { intentId: randomUUID(), ...declared } }),
    )
    await house.setDay('2017-11-02')
    const apply = (reason?: string) =>
      hall.call('applyForPermit', {
        params,
        body: {
          intentId: randomUUID(),
          registrationId,
          condition: 'employment',
          materials: [
            paper('identity-document'),
            { ...paper('comparable-proof-of-employment'), ...(reason === undefined ? {} : { reason }) },
          ],
          inPerson: true,
          photo: { source: 'receipt', blobId: null },
        },
      })
    assert.deepEqual(reasons(problemOf(await apply())), ['material.reason-missing'])
    assert.deepEqual(reasons(problemOf(await apply('  '))), ['material.reason-missing'])
    const reason = '村委会出具的务工证明，雇主已歇业'
    const { applicationId, version } = valueOf(await apply(reason))
    const accepted = valueOf(
      await hall.call('acceptApplication', {
        params: { ...params, applicationId },
        body: { intentId: randomUUID(), expectedVersion: version },
      }),
    )
    assert.equal(accepted.state, 'accepted')
    const { materials } = valueOf(await hall.call('getApplication', { params: { ...params, applicationId } }))
    assert.equal(materials.find(({ kind }) => kind === 'comparable-proof-of-employment')?.reason, reason)
    await house.setDay('2017-05-02')
  })

  it("the stars of Foshan's form do not bind: politics left out only warns; a name left out refuses, with the clause of Linhe", async () => {
    const registrar = await house.signIn(OFFICIALS.registrar)
    const params = { city: 'linhe' }
    await house.setDay('2017-05-02')
    const good = declarationOf(newPerson('linhe'), DWELLINGS.linheFlat.dwellingId, '2017-05-01')
    const form = { ...good.form, politics: '', education: '' }
    const nameless = await registrar.call('registerResidence', {
      params,
      body: { intentId: randomUUID(), ...good, form, person: { ...good.person, name: '' } },
    })
    const problem = problemOf(nameless)
    assert.deepEqual(reasons(problem), ['form.field-missing'])
    assert.equal(problem.refusals?.[0]?.law, 'LH-2017-36:四.申报')
    const done = valueOf(
      await registrar.call('registerResidence', { params, body: { intentId: randomUUID(), ...good, form } }),
    )
    assert.equal(done.state, 'active')
    assert.deepEqual(
      done.warnings.filter(({ code }) => code === 'form.field-missing').map(({ field }) => field),
      ['education', 'politics'],
    )
    const shown = valueOf(
      await registrar.call('getRegistration', { params: { ...params, registrationId: done.registrationId } }),
    )
    const laws = [
      ...shown.next.flatMap(({ law, refusals }) => [law, ...refusals.map((refusal) => refusal.law)]),
      ...shown.history.flatMap(({ grounds }) => grounds.map(({ law }) => law)),
    ]
    assert.ok(laws.length > 5)
    assert.deepEqual(
      laws.filter((law) => /^(FS|FM|FG|GD)-/.test(law)),
      [],
    )
    assert.ok(!shown.next.some(({ by }) => by === 'visit'))
  })
})
