import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { ApiClient } from '@anju/contract/api-client.ts'
import type { SigningAsked } from '@anju/contract/key-answer.ts'
import type { BodySent } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { driveEndorsements, endorsementOf } from '@anju/tests/endorsement-driver.ts'
import { enrolledKey, type KeyBrowser, openBrowser, trySignIn } from '@anju/tests/key-desk.ts'
import { driveApplications, paper, visitOf } from '@anju/tests/permit-driver.ts'
import { newPerson, openRegistryHouse, problemOf, valueOf, type RegistryHouse } from '@anju/tests/registry-house.ts'

const CITY = { city: 'foshan' }
const DAY = '2016-03-01'
let house: RegistryHouse
let clerk: ApiClient
let drive: ReturnType<typeof driveEndorsements>
before(async () => {
  house = await openRegistryHouse()
  clerk = await house.signIn(OFFICIALS.clerk)
  await house.setDay(DAY)
  drive = driveEndorsements(house.registry, driveApplications(house.registry))
})
after(() => house.close())

async function registered(api = clerk) {
  const body = { intentId: randomUUID(), ...declarationOf(newPerson('foshan'), DWELLINGS.flat.dwellingId, DAY) }
  const { registrationId, version } = valueOf(await api.call('registerResidence', { params: CITY, body }))
  return { registrationId, version }
}
type Registered = Awaited<ReturnType<typeof registered>>
type Changes = BodySent<Routes['amendRegistration']>['changes']
const amend = (
  { registrationId, version }: Registered,
  changes: Changes,
  { api = clerk, ...more }: { api?: ApiClient; reportedBy?: 'person' | 'guardian' | 'employer' } = {},
) =>
  api.call('amendRegistration', {
    params: { ...CITY, registrationId },
    body: { intentId: randomUUID(), expectedVersion: version, reportedBy: 'person', changes, ...more },
  })
const fileOf = async ({ registrationId }: Registered) =>
  valueOf(await clerk.call('getRegistration', { params: { ...CITY, registrationId } }))

describe('POST registrations/:id/amendments 变更登记', () => {
  it('办成：版本加一，档案里原内容和新内容都在，号码是掩码', async () => {
    const who = await registered()
    const family = [{ name: '唐小妹', relation: '20', idNumber: '440699201001010028', together: true }]
    const done = valueOf(await amend(who, { mobile: '13900139003', family, marital: '20' }))
    assert.equal(done.version, who.version + 1)
    const { amendments, person } = await fileOf(who)
    assert.equal(person.mobileMasked, '139****9003')
    const told = JSON.stringify(amendments)
    assert.match(told, /139\*{4}9003/)
    assert.doesNotMatch(told, /13900139003|440699201001010028/)
    assert.deepEqual([amendments[0]?.before['marital'], amendments[0]?.after['marital']], ['10', '20'])
  })

  it('屏幕上的掩码原样送回，不算变化', async () => {
    const who = await registered()
    const family = [{ name: '唐小妹', relation: '20', idNumber: '440699201001010028', together: true }]
    const first = valueOf(await amend(who, { family }))
    const { form, person } = await fileOf(who)
    const back = await amend(
      { ...who, version: first.version },
      {
        mobile: person.mobileMasked,
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as the file shows it
        family: form['family'] as typeof family,
      },
    )
    assert.deepEqual(
      problemOf(back).refusals?.map(({ code }) => code),
      ['amendment.nothing-changed'],
    )
  })

  it('不予办理：每一项、两种语言、依据都说；表上没有的项目是 400', async () => {
    const who = await registered()
    const problem = problemOf(await amend(who, { name: '另一人', lane: '别处', destination: '长沙', marital: '' }))
    assert.equal(problem.status, 422)
    assert.deepEqual(
      problem.refusals?.map(({ code, facts }) => [code, facts['field']]),
      [
        ['amendment.elsewhere', 'name'],
        ['amendment.elsewhere', 'lane'],
        ['amendment.elsewhere', 'destination'],
        ['form.field-missing', 'marital'],
      ],
    )
    for (const { zh, en, law } of problem.refusals ?? []) {
      assert.doesNotMatch(`${zh}${en}`, /[{}…]|undefined/)
      assert.match(law, /^[A-Z]+[A-Z0-9-]*:\S+$/)
    }
    const beyond = problemOf(await amend(who, { mobile: '13900139004' }, { reportedBy: 'employer' }))
    assert.deepEqual(
      beyond.refusals?.map(({ code }) => code),
      ['amendment.not-theirs'],
    )
    const malformed = await amend(who, { salary: '1' } as unknown as Changes)
    assert.equal(problemOf(malformed).status, 400)
    assert.equal((await fileOf(who)).version, who.version)
  })

  it('没有职责的岗位 403，本人在网上没有这一项，版本旧了 409', async () => {
    const who = await registered()
    const head = problemOf(await amend(who, { marital: '20' }, { api: await house.signIn(OFFICIALS.stationHead) }))
    assert.deepEqual([head.status, head.refusals?.[0]?.code], [403, 'access.post-lacks-authority'])
    const resident = await house.signIn(await house.newResident('foshan'))
    assert.equal(problemOf(await amend(who, { marital: '20' }, { api: resident })).status, 403)
    const two = await Promise.all([amend(who, { marital: '20' }), amend(who, { education: '30' })])
    assert.deepEqual(
      two.map((answer) => (answer.ok ? 200 : problemOf(answer).status)).toSorted((a, b) => a - b),
      [200, 409],
    )
  })
})

describe('签名 what is signed', () => {
  let browser: KeyBrowser
  const asked: SigningAsked[] = []
  const lastShown = () => asked.at(-1)?.display ?? ''
  before(async () => {
    await house.setDay('2017-07-01')
    const key = await enrolledKey(house, OFFICIALS.clerk)
    browser = openBrowser(house, {
      sign: (signing) => {
        asked.push(signing)
        return key.answer(signing.key.challenge)
      },
    })
    valueOf(await trySignIn(browser, key))
  })

  it('变更居住地址并变更登记：一次签名写明两件事；一件不能办的，两件的理由都说，不要求签名', async () => {
    const held = await drive.issued()
    const [row] = await house.registry.asOwner(
      'select registration_id, version from foshan.registration where person_id = $1',
      [held.personId],
    )
    const registrationId = String(row?.['registration_id'])
    const coordinator = await house.signIn(OFFICIALS.coordinator)
    const { version } = valueOf(
      await coordinator.call('recordVisit', {
        params: { ...CITY, registrationId },
        body: {
          intentId: randomUUID(),
          expectedVersion: Number(row?.['version']),
          visit: visitOf('true', '2017-07-01', 36.5),
        },
      }),
    )
    const params = { ...CITY, permitId: held.permitId }
    const known = valueOf(await browser.api.call('getAddressChange', { params }))
    assert.deepEqual([known.amendable?.registrationId, known.amendable?.mayAmend], [registrationId, true])
    const change = (movedOn: string, changes: Changes) =>
      browser.api.call('changePermitAddress', {
        params,
        body: {
          intentId: randomUUID(),
          move: {
            registrationId,
            expectedVersion: version,
            home: { dwellingId: DWELLINGS.guichengFlat.dwellingId },
            movedOn,
          },
          materials: [paper('residence-permit')],
          inPerson: true,
          write: 'chip',
          amendment: { registrationId, expectedVersion: version, reportedBy: 'person', changes },
        },
      })
    const no = problemOf(await change('2016-01-01', { employerName: '佛山市新光陶瓷有限公司', name: '另一人' }))
    assert.deepEqual(
      [no.status, no.refusals?.map(({ code }) => code), asked.length],
      [422, ['form.dates-out-of-order', 'amendment.elsewhere'], 0],
    )
    const done = valueOf(await change('2017-07-01', { employerName: '佛山市新光陶瓷有限公司' }))
    assert.equal(done.change?.effect, 'keep')
    assert.equal(asked.length, 1)
    const display = lastShown()
    assert.match(display, /同时办理：变更和注销登记：变更登记/)
    assert.match(display, /同时办理：变更和注销登记：.*住/)
    assert.match(display, /变更登记·变更·单位名称：佛山市新光陶瓷有限公司/)
  })

  it('未领证的人变更居住地址并变更登记：一次签名写明两件事；都不能办的，理由都说，不要求签名；表上没有的项目是 400', async () => {
    const who = await registered(browser.api)
    const params = { ...CITY, registrationId: who.registrationId }
    const coordinator = await house.signIn(OFFICIALS.coordinator)
    const visit = { intentId: randomUUID(), expectedVersion: who.version, visit: visitOf('true', '2017-07-01', 36.5) }
    const { version } = valueOf(await coordinator.call('recordVisit', { params, body: visit }))
    const earlier = asked.length
    const move = (movedOn: string, changes: Changes) =>
      browser.api.call('moveResidence', {
        params,
        body: {
          intentId: randomUUID(),
          expectedVersion: version,
          home: { dwellingId: DWELLINGS.dormitory.dwellingId },
          movedOn,
          amendment: { reportedBy: 'person', changes },
        },
      })
    const no = problemOf(await move('2015-01-01', { name: '另一人', marital: '' }))
    assert.deepEqual(
      [no.status, no.refusals?.map(({ code }) => code), asked.length],
      [422, ['form.dates-out-of-order', 'amendment.elsewhere', 'form.field-missing'], earlier],
    )
    assert.equal(problemOf(await move('2017-07-01', { salary: '1' } as unknown as Changes)).status, 400)
    const done = valueOf(await move('2017-07-01', { employerName: '佛山市新光陶瓷有限公司', marital: '20' }))
    assert.deepEqual([done.state, done.version, asked.length], ['recorded', 2, earlier + 1])
    const display = lastShown()
    assert.match(display, /同时办理：居住登记：受理录入/)
    assert.match(display, /同时办理：变更和注销登记：变更登记/)
    assert.match(display, /变更登记·变更·单位名称：佛山市新光陶瓷有限公司/)
    assert.match(display, /变更登记·变更·婚姻状况：已婚/)
    const file = await browser.api.call('getRegistration', { params: { ...CITY, registrationId: done.registrationId } })
    const { amendments } = valueOf(file)
    assert.deepEqual([amendments[0]?.before['marital'], amendments[0]?.after['marital']], ['10', '20'])
  })

  it('签注并变更登记：一次签名，文字写明新内容和同时办理的事项', async () => {
    const held = await drive.issued()
    const [row] = await house.registry.asOwner(
      'select registration_id, version from foshan.registration where person_id = $1',
      [held.personId],
    )
    const { permitId, ...endorsement } = endorsementOf(held.permitId)
    const known = valueOf(await browser.api.call('getEndorsement', { params: { ...CITY, permitId } }))
    assert.deepEqual(
      [known.registration?.registrationId, known.registration?.mayAmend],
      [row?.['registration_id'], true],
    )
    const earlier = asked.length
    const done = valueOf(
      await browser.api.call('endorsePermit', {
        params: { ...CITY, permitId },
        body: {
          ...endorsement,
          materials: [...endorsement.materials],
          amendment: {
            registrationId: known.registration?.registrationId ?? '',
            expectedVersion: Number(row?.['version']),
            reportedBy: 'person',
            changes: { employerName: '佛山市新光陶瓷有限公司', marital: '20' },
          },
        },
      }),
    )
    assert.equal(done.state, 'endorsed')
    assert.equal(asked.length, earlier + 1)
    const display = lastShown()
    assert.match(display, /同时办理：变更和注销登记：变更登记/)
    assert.match(display, /变更登记·变更·单位名称：佛山市新光陶瓷有限公司/)
    assert.match(display, /变更登记·变更·婚姻状况：已婚/)
  })
})
