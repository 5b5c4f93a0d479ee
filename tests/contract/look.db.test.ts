import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { ApiClient } from '@anju/contract/api-client.ts'
import { ROUTES, type RouteName } from '@anju/contract/route-table.ts'
import { ARRIVALS, OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { checkLooks, digestLooks } from '@anju/server/usecases/look-digest.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { openRegistryHouse, problemOf, valueOf, type RegistryHouse } from '@anju/tests/registry-house.ts'

const CITY = { city: 'foshan' }
const POINT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='
const { zhang } = ARRIVALS
let house: RegistryHouse
let clerk: ApiClient
let head: ApiClient
let auditor: ApiClient
let personId = ''
let registrationId = ''

before(async () => {
  house = await openRegistryHouse()
  clerk = await house.signIn(OFFICIALS.clerk)
  head = await house.signIn(OFFICIALS.stationHead)
  auditor = await house.signIn(OFFICIALS.auditAdministrator)
  await house.setDay('2016-01-05')
  const blobId = randomUUID()
  valueOf(await clerk.call('keepBlob', { params: { ...CITY, blobId }, body: { mime: 'image/png', base64: POINT } }))
  const declared = declarationOf(zhang, DWELLINGS.flat.dwellingId, '2016-01-04')
  const materials = [
    { kind: 'identity-document', provenance: 'window-scan' as const, originalSeen: true, copyKept: true, blobId },
  ]
  const done = valueOf(
    await clerk.call('registerResidence', {
      params: CITY,
      body: { intentId: randomUUID(), ...declared, materials },
    }),
  )
  personId = done.personId
  registrationId = done.registrationId
})
after(() => house.close())

type Row = {
  route: string
  kind: string
  person_ids: string[]
  fields: string[]
  in_full: boolean
  purpose: string
  case_id: string | null
  client_ip: string
}
async function looks(route?: string): Promise<readonly Row[]> {
  const rows = await house.registry.asOwner('select * from foshan.look order by look_id')
  return (rows as unknown as Row[]).filter((row) => route === undefined || row.route === route)
}
const lookAgain = { purpose: 'at-the-window' }

/** One good request for each route that shows people in this house; a new route has to be added here. */
const REQUESTS: Partial<Record<RouteName, () => Promise<unknown>>> = {
  listQueue: async () => valueOf(await clerk.call('listQueue', { params: CITY, body: { all: '1' } })),
  getRegistration: async () => valueOf(await clerk.call('getRegistration', { params: { ...CITY, registrationId } })),
  previewApplication: async () =>
    valueOf(await clerk.call('previewApplication', { params: CITY, body: { registrationId, condition: 'dwelling' } })),
  lookUpPerson: async () =>
    valueOf(await clerk.call('lookUpPerson', { params: CITY, body: { idNumber: zhang.idNumber, ...lookAgain } })),
  getResidence: async () =>
    valueOf(await clerk.call('getResidence', { params: { ...CITY, personId }, body: { caseId: registrationId } })),
  listEntitlements: async () =>
    valueOf(await clerk.call('listEntitlements', { params: { ...CITY, personId }, body: lookAgain })),
  getPersonFile: async () =>
    valueOf(await clerk.call('getPersonFile', { params: { ...CITY, personId }, body: lookAgain })),
  getMaterialImage: async () => {
    const { materials } = valueOf(await clerk.call('getRegistration', { params: { ...CITY, registrationId } }))
    const materialId = materials.find(({ hasImage }) => hasImage)?.materialId ?? ''
    return valueOf(await clerk.call('getMaterialImage', { params: { ...CITY, materialId } }))
  },
  revealField: async () =>
    valueOf(
      await clerk.call('revealField', { params: CITY, body: { personId, field: 'mobile', caseId: registrationId } }),
    ),
  recordPrint: async () =>
    valueOf(
      await clerk.call('recordPrint', { params: CITY, body: { personId, sheet: 'receipt', caseId: registrationId } }),
    ),
  exportList: async () => valueOf(await head.call('exportList', { params: CITY, body: { list: 'queue', all: '1' } })),
  listSignedSteps: async () => valueOf(await auditor.call('listSignedSteps', { params: CITY })),
  auditCase: async () => valueOf(await auditor.call('auditCase', { params: { ...CITY, caseId: registrationId } })),
  listLooks: async () => valueOf(await auditor.call('listLooks', { params: CITY })),
  listPersonLooks: async () => valueOf(await head.call('listPersonLooks', { params: { ...CITY, personId } })),
  explainAccess: async () => {
    const body = { officialId: OFFICIALS.clerk.officialId, route: 'getRegistration', recordId: registrationId }
    return valueOf(await auditor.call('explainAccess', { params: CITY, body }))
  },
}
/**
 * Routes that need a permit, a message or a paper first. The same hook writes their looks, and that each names its persons is
 * tried over the whole table in the contract's own test.
 */
const ELSEWHERE: readonly RouteName[] = [
  'getApplication',
  'listBatches',
  'listNotices',
  'listCalls',
  'listMailings',
  'lookUpPermit',
  'getSimulation',
  'getEndorsement',
  'printPaper',
  'getPaper',
  'listCrossArea',
  'getAddressChange',
  'getTransfers',
  'getCardDesk',
  'listFees',
  'listMandates',
  'getObjections',
  'showSignedText',
  'exportCaseBundle',
  'getErasure',
  'listErasures',
  'listMisuseAlerts',
]

describe('数据访问日志：every look at a person is written before the answer leaves', () => {
  const personal = (Object.keys(ROUTES) as RouteName[]).filter((name) => typeof ROUTES[name].looks === 'object')

  for (const [name, ask] of Object.entries(REQUESTS)) {
    it(`${name} writes one look, with person, purpose, fields and address`, async () => {
      const earlier = await looks(name)
      const answer = await ask()
      const written = await looks(name)
      assert.equal(written.length, earlier.length + 1)
      const look = written.at(-1)
      assert.ok(look)
      assert.ok(look.person_ids.includes(personId), 'whose')
      assert.notEqual(look.purpose, '')
      assert.match(look.client_ip, /127\.0\.0\.1/)
      assert.equal(look.in_full, name === 'revealField')
      // No full number in any answer but that of a reveal.
      if (name !== 'revealField')
        assert.doesNotMatch(JSON.stringify(answer), new RegExp(`${zhang.idNumber}|${zhang.mobile}`))
    })
  }

  it('no personal route is left out', () => {
    const tried = Object.keys(REQUESTS)
    assert.deepEqual(
      personal.filter((name) => !tried.includes(name) && !ELSEWHERE.includes(name)),
      [],
    )
  })

  it('fails closed: no log, no answer, for each of them', async () => {
    await house.registry.asOwner('revoke insert on foshan.look from anju_app')
    try {
      for (const name of Object.keys(REQUESTS) as RouteName[]) {
        if (name === 'getMaterialImage') continue
        await assert.rejects(REQUESTS[name]?.() ?? Promise.resolve(), (error: Error) => {
          assert.match(error.message, /"status": 500/, name)
          // The number of an incident is drawn by lot, and may be any.
          assert.doesNotMatch(error.message.replace(/"incident": "[0-9a-f]+"/, ''), /张|138|0699/, name)
          return true
        })
      }
    } finally {
      await house.registry.asOwner('grant insert on foshan.look to anju_app')
    }
    // The same question is answered once it can be written.
    await REQUESTS.getRegistration?.()
  })

  it("a look without case or purpose is refused before anything is read; another's case too", async () => {
    const code = (result: Parameters<typeof problemOf>[0]) => problemOf(result).refusals?.map((refusal) => refusal.code)
    const params = { ...CITY, personId }
    const count = (await looks()).length
    assert.deepEqual(code(await clerk.call('getResidence', { params })), ['look.purpose-missing'])
    assert.deepEqual(code(await clerk.call('getResidence', { params, body: { purpose: 'curious' } })), [
      'look.purpose-unknown',
    ])
    assert.deepEqual(code(await clerk.call('getResidence', { params, body: { caseId: randomUUID() } })), [
      'look.case-of-another',
    ])
    assert.equal((await looks()).length, count)
  })

  it('the application role can only add looks', async () => {
    const { Client } = await import('pg')
    const app = new Client({ connectionString: house.registry.database.appUrl, options: '-c search_path=foshan' })
    await app.connect()
    try {
      for (const statement of [
        'update look set purpose = $$x$$',
        'delete from look',
        'truncate look',
        'delete from look_alert',
        'delete from look_digest',
      ])
        await assert.rejects(app.query(statement), /permission denied/, statement)
    } finally {
      await app.end()
    }
  })
})

describe('显示完整号码、批量查阅、导出有上限', () => {
  it('a value is shown in full so often a day, not once more, and the auditor is told', async () => {
    await house.registry.asOwner(
      `update foshan.look_tally set n = 59 where what = 'reveal' and official_id = '${OFFICIALS.clerk.officialId}'`,
    )
    const reveal = () =>
      clerk.call('revealField', { params: CITY, body: { personId, field: 'idNumber', ...lookAgain } })
    assert.equal(valueOf(await reveal()).value, zhang.idNumber)
    assert.deepEqual(
      problemOf(await reveal()).refusals?.map(({ code }) => code),
      ['look.reveal-limit-reached'],
    )
    const { alerts } = valueOf(await auditor.call('listLookAlerts', { params: CITY }))
    assert.deepEqual(
      alerts.map(({ what, most }) => [what, most]),
      [['reveal', 60]],
    )
  })

  it("fifty persons without a case are a day's work; one more is an alert (AL11)", async () => {
    await house.registry.asOwner(
      `update foshan.look_tally set n = 49 where what = 'without-case' and official_id = '${OFFICIALS.clerk.officialId}'`,
    )
    const alerted = async () =>
      valueOf(await auditor.call('listLookAlerts', { params: CITY })).alerts.filter(
        ({ what }) => what === 'without-case',
      ).length
    await REQUESTS.listEntitlements?.()
    assert.equal(await alerted(), 0)
    await REQUESTS.getResidence?.()
    assert.equal(await alerted(), 0, 'a look with a case is not counted')
    await REQUESTS.listEntitlements?.()
    assert.equal(await alerted(), 1)
  })

  it("an export needs the duty, stays masked, and ends with the day's allowance", async () => {
    const ask = (client: ApiClient) =>
      client.call('exportList', { params: CITY, body: { list: 'queue', all: '1', format: 'csv' } })
    assert.equal(problemOf(await ask(clerk)).status, 403)
    const { base64, rows } = valueOf(await ask(head))
    const text = Buffer.from(base64, 'base64').toString('utf8')
    assert.ok(rows > 0 && text.includes(zhang.name) && text.includes(OFFICIALS.stationHead.name))
    assert.equal(problemOf(await head.call('exportList', { params: CITY, body: { list: 'looks' } })).status, 403)
    assert.ok(valueOf(await auditor.call('exportList', { params: CITY, body: { list: 'looks' } })).rows > 0)
    await house.registry.asOwner(
      `update foshan.look_tally set n = 2000 where what = 'export-rows' and official_id = '${OFFICIALS.stationHead.officialId}'`,
    )
    assert.deepEqual(
      problemOf(await ask(head)).refusals?.map(({ code }) => code),
      ['export.too-many-today'],
    )
  })
})

describe('谁看过我的记录', () => {
  it('a resident sees looks at themselves, without names of officials, of other cases or of withheld looks', async () => {
    const resident = await house.newResident('foshan')
    const me = await house.signIn(resident)
    assert.deepEqual(valueOf(await me.call('listOwnLooks', { params: CITY })).looks, [])
    // The account of the person everybody looked at.
    await house.registry.asOwner(
      `update shared.resident_account set id_bidx = (select id_bidx from foshan.person where person_id = '${personId}') where account_id = '${resident.accountId}'`,
    )
    const withheldLook = (day: string) =>
      house.registry.asOwner(
        `insert into foshan.look select gen_random_uuid(), at, '${day}', official_id, post_id, session_ref, route, kind, person_ids, fields, in_full, 'investigation', '', null, client_ip
         from foshan.look where '${personId}' = any(person_ids) limit 1`,
      )
    await withheldLook('2016-01-01')
    await withheldLook(new Date().toISOString().slice(0, 10))
    await house.registry.asOwner(
      `insert into foshan.look select gen_random_uuid(), at + interval '1 day', on_day, official_id, post_id, session_ref, route, kind, person_ids, fields, in_full, 'case', '亲属离婚', gen_random_uuid(), client_ip
       from foshan.look where '${personId}' = any(person_ids) and purpose = 'case' limit 1`,
    )
    const own = valueOf(await me.call('listOwnLooks', { params: CITY }))
    const mine = (await looks()).filter((row) => row.person_ids.includes(personId) && row.purpose !== 'investigation')
    assert.equal(own.looks.length, mine.length)
    assert.equal(own.withheld, 1, 'only the one long past is counted')
    assert.equal(own.looks[0]?.purpose, 'another-matter')
    assert.doesNotMatch(JSON.stringify(own), new RegExp(`${OFFICIALS.clerk.name}|investigation|亲属|${personId}`))
    assert.equal(problemOf(await me.call('listLooks', { params: CITY })).status, 403)
    assert.equal(problemOf(await clerk.call('listLooks', { params: CITY })).status, 403)
    assert.equal(problemOf(await clerk.call('listOwnLooks', { params: CITY })).status, 403)
  })
})

describe('日摘要：a look taken away later is missed', () => {
  it('an honest day passes; a deleted, a bent and an added look name their day', async () => {
    const { deps } = house.registry
    const city = deps.cities.get('foshan')
    assert.ok(city)
    const act = house.registry.systemAct('foshan', '2016-01-06')
    const pack = deps.packs.find(({ jurisdiction }) => jurisdiction === 'foshan')
    assert.ok(pack)
    const [day] = await house.registry.asOwner(
      'select on_day::text as day, count(*)::int from foshan.look group by 1 order by 2 desc limit 1',
    )
    const onDay = String(day?.['day'])
    await digestLooks(deps, act, { id: onDay }, pack)
    const check = async () =>
      (await city.pool.look(act.scope, (db) => checkLooks(db, '2016-01-01'))).map((fault) => fault.onDay)
    assert.deepEqual(await check(), [])
    const some = `look_id = (select look_id from foshan.look where on_day = '${onDay}' order by look_id limit 1)`
    await house.registry.asOwner(`create table public.kept as select * from foshan.look where ${some}`)
    const restore = 'insert into foshan.look select * from public.kept'
    await house.registry.asOwner(`update foshan.look set purpose = 'case' where ${some} and purpose <> 'case'`)
    await house.registry.asOwner(`update foshan.look set words = 'x' where ${some}`)
    assert.deepEqual(await check(), [onDay])
    await house.registry.asOwner(`delete from foshan.look where ${some}`)
    assert.deepEqual(await check(), [onDay])
    await house.registry.asOwner(restore)
    assert.deepEqual(await check(), [])
    await house.registry.asOwner(
      `insert into foshan.look select gen_random_uuid(), at, on_day, official_id, post_id, session_ref, route, kind, person_ids, fields, in_full, purpose, words, case_id, client_ip from public.kept`,
    )
    assert.deepEqual(await check(), [onDay])
  })
})
