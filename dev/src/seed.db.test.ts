import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openKeyFolder } from '@anju/crypto/key-folder.ts'
import { sm3 } from '@anju/crypto/sm3.ts'
import { softProvider } from '@anju/crypto/soft-provider.ts'
import { testDatabase, type TestDatabase } from '@anju/platform/launcher/test-database.ts'
import { rejectAddress } from '@anju/standards/address/reject-address.ts'
import { parseIdNumber } from '@anju/standards/id-number.ts'
import { Client } from 'pg'
import { ARRIVALS, CAST, OFFICES, OFFICIALS, RESIDENTS } from './cast.ts'
import { DWELLINGS, LANES } from './cast-dwelling.ts'
import { createSignInLink, seedCast } from './seed.ts'

let database: TestDatabase
let client: Client
before(async () => {
  database = await testDatabase()
  client = new Client({ connectionString: database.url })
  client.on('error', () => {})
  await client.connect()
})
after(async () => {
  await client.end()
  await database.drop()
})

async function counts(): Promise<unknown> {
  const { rows } = await client.query(
    `select (select count(*)::int from shared.city) as cities, (select count(*)::int from shared.office) as offices, (select count(*)::int from shared.official) as officials,
      (select count(*)::int from shared.post) as posts, (select count(*)::int from shared.resident_account) as accounts,
      (select count(*)::int from foshan.dwelling) as foshan, (select count(*)::int from linhe.dwelling) as linhe, (select count(*)::int from foshan.lane) as lanes`,
  )
  return rows[0]
}

test('播种 · a test database begins with both cities, and seeding again changes nothing', async () => {
  const begun = await counts()
  assert.deepEqual(begun, {
    cities: 2,
    offices: Object.keys(OFFICES).length,
    officials: Object.keys(OFFICIALS).length,
    posts: Object.keys(OFFICIALS).length,
    accounts: Object.keys(RESIDENTS).length,
    foshan: Object.values(DWELLINGS).filter(({ city }) => city === 'foshan').length,
    linhe: Object.values(DWELLINGS).filter(({ city }) => city === 'linhe').length,
    lanes: Object.values(LANES.foshan).flat().length,
  })
  await seedCast({ ownerUrl: database.url, keysFolder: database.keys, say: () => {} })
  assert.deepEqual(await counts(), begun)
})

test('证件号 · every invented number is well formed and carries a division that was never assigned', async () => {
  const people = [...CAST, ...Object.values(ARRIVALS)]
  for (const { idNumber } of people) {
    const parsed = parseIdNumber(idNumber, '2016-01-05')
    assert.equal(parsed.ok, true, idNumber)
    const known = await client.query('select 1 from shared.division where code = $1', [idNumber.slice(0, 6)])
    assert.equal(known.rowCount, 0, idNumber)
  }
  assert.equal(new Set(people.map(({ idNumber }) => idNumber)).size, people.length)
  const hukou = [...Object.values(ARRIVALS), ...Object.values(RESIDENTS)].map(({ hukouDivision }) => hukouDivision)
  const found = await client.query('select 1 from shared.division where code = any($1) and level = 3', [hukou])
  assert.equal(found.rowCount, new Set(hukou).size)
})

test('居民账号 · a resident account holds the sealed number and finds it by blind index', async () => {
  const crypto = softProvider(openKeyFolder(database.keys, { role: 'registry', create: false }))
  const { accountId, idNumber } = RESIDENTS.foshanResident
  const { rows } = await client.query<{ id_enc: Buffer; dek_wrapped: Buffer }>(
    'select id_enc, dek_wrapped from shared.resident_account where id_bidx = $1',
    [crypto.blindIndex('idno', idNumber)],
  )
  const row = rows[0]
  assert.ok(row)
  const place = { table: 'resident_account', column: 'id_enc', rowId: accountId, personId: accountId }
  assert.equal(crypto.open(place, row.id_enc, row.dek_wrapped).toString('utf8'), idNumber)
})

test('标准地址 · the dwellings stand under standard addresses without a reason against them', async () => {
  for (const { address, dwellingId, city } of Object.values(DWELLINGS)) {
    const names =
      city === 'foshan'
        ? { province: '广东省', city: '佛山市', district: '禅城区', town: '张槎街道' }
        : { province: '内蒙古自治区', city: '巴彦淖尔市', district: '临河区', town: '团结街道' }
    assert.deepEqual(rejectAddress(address, { names, hasSeveralUnits: true }), [])
    const registered = address.lane.kind === 'registered' ? address.lane.name : ''
    assert.ok(LANES[city][address.divisionCode]?.includes(registered))
    const { rows } = await client.query<{ standard_text: string }>(
      `select standard_text from ${city}.dwelling join ${city}.address using (address_id) where dwelling_id = $1`,
      [dwellingId],
    )
    assert.match(rows[0]?.standard_text ?? '', city === 'foshan' ? /^佛山市/ : /^巴彦淖尔市临河区/)
  }
})

test('登录链接 · only the digest of a link is kept, and it names the member', async () => {
  const token = await createSignInLink({ ownerUrl: database.url, member: OFFICIALS.clerk, expiresInMinutes: 10 })
  const { rows } = await client.query(
    'select official_id, post_id, city from shared.sign_in_link where token_sm3 = $1',
    [sm3(Buffer.from(token))],
  )
  assert.deepEqual(rows, [{ official_id: OFFICIALS.clerk.officialId, post_id: OFFICIALS.clerk.postId, city: 'foshan' }])
})
