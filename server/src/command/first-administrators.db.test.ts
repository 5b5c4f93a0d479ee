import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { enrolmentCodeSm3 } from '@anju/crypto/enrolment-code.ts'
import { CITIES, inventedIdNumber } from '@anju/dev/cast.ts'
import { testDatabase } from '@anju/platform/launcher/test-database.ts'
import { bindKey } from '@anju/tests/bind-key.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { Client } from 'pg'
import { firstAdministrators } from './first-administrators.ts'
import { addCity, migrateAll } from './migrate.ts'

let registry: TestRegistry
const folder = mkdtempSync(join(tmpdir(), 'anju-first-'))
before(async () => {
  registry = await openTestRegistry({
    // As an installation is after migrate, add-city and enter-offices: nobody has an account.
    arrange: async (database) => {
      const client = new Client({ connectionString: database.url })
      await client.connect()
      await client.query('truncate shared.official cascade')
      await client.end()
    },
  })
})
after(async () => {
  rmSync(folder, { recursive: true })
  await registry.close()
})

const number = (n: number) => inventedIdNumber('linhe', '1980-01-01', 800 + n)
const GOOD = ['administrator', 'security-administrator', 'audit-administrator']
  .map((role, n) => `- { name: 第${n}人, idNumber: '${number(n)}', role: ${role}, office: '001', from: 2017-05-01 }`)
  .join('\n')
async function enter(text: string): Promise<readonly string[]> {
  const file = join(folder, 'first.yaml')
  writeFileSync(file, text)
  const said: string[] = []
  const { packs, crypto } = registry.deps
  const order = { ownerUrl: registry.database.url, city: 'linhe', file, packs, crypto, at: '2026-11-22T02:00:00.000Z' }
  await firstAdministrators(order, (line) => said.push(line))
  return said
}
const count = async (table: string) =>
  Number((await registry.asOwner(`select count(*)::int as n from shared.${table}`))[0]?.['n'])

describe('first-administrators 首批三员', () => {
  it('what is wrong is said before anything is written: one of the three missing, an impossible number, no such office', async () => {
    for (const table of ['official', 'post', 'enrolment', 'authenticator']) assert.equal(await count(table), 0, table)
    await assert.rejects(enter(GOOD.split('\n').slice(0, 2).join('\n')), /the file has no audit-administrator/)
    await assert.rejects(enter(GOOD.replace(number(1), '150899198001010000')), /entry 2: the ID number is not possible/)
    await assert.rejects(enter(GOOD.replace("'001'", "'999'")), /linhe has no office 999/)
    assert.equal(await count('official'), 0)
  })

  it('enters the three with a code for each of two keys, kept by its digest; nobody proposed them; a second time it refuses', async () => {
    const said = await enter(GOOD)
    const codes = said.slice(0, 6).map((line) => line.split('  ')[2] ?? '')
    assert.ok(codes.every((code) => /^[0-9A-HJKMNP-TV-Z]{12}$/.test(code)))
    const rows = await registry.asOwner(
      `select p.role, e.code_sm3, e.proposed_by, e.approved_by, e.expires_at, e.reason from shared.enrolment e join shared.post p using (official_id) order by p.role, e.reason`,
    )
    assert.deepEqual(
      rows.map(({ role, reason }) => `${String(role)} ${String(reason)}`),
      ['administrator', 'audit-administrator', 'security-administrator'].flatMap((role) => [
        `${role} first`,
        `${role} further`,
      ]),
    )
    assert.ok(rows.every((row) => row['proposed_by'] === null && row['approved_by'] === null))
    assert.ok(rows.every((row) => row['expires_at'] === '2026-11-23T02:00:00.000Z'))
    const kept = rows.map(({ code_sm3 }) => (code_sm3 as Buffer).toString('hex'))
    for (const code of codes) assert.ok(kept.includes(enrolmentCodeSm3(code).toString('hex')))
    assert.equal(await count('authenticator'), 0)
    await assert.rejects(enter(GOOD), /linhe has its administrators/)
  })

  it('when everybody of one role is gone, those that lack may be entered and nobody beside them', async () => {
    const leave = (role: string, on: string | null) =>
      registry.asOwner(
        `update shared.official set left_on = $2 where official_id in (select official_id from shared.post where role = $1)`,
        [role, on],
      )
    const fourth = `- { name: 第4人, idNumber: '${number(4)}', role: security-administrator, office: '001', from: 2017-05-01 }`
    await assert.rejects(enter(fourth), /linhe has its administrators/)
    await leave('security-administrator', '2026-11-22')
    await assert.rejects(enter(GOOD), /linhe has its administrator: the file is for those that it lacks/)
    await assert.rejects(enter(fourth.replace('security', 'audit')), /the file has no security-administrator/)
    assert.equal((await enter(fourth)).length, 3)
    await assert.rejects(enter(fourth), /linhe has its administrators/)
    await leave('security-administrator', null)
  })

  it('whoever has had one key for too long holds no role here: with all of one role so, another may be entered; within the days of grace not', async () => {
    const fifth = `- { name: 第5人, idNumber: '${number(5)}', role: administrator, office: '001', from: 2017-05-01 }`
    const officials = await registry.asOwner(`select official_id from shared.post where role = 'administrator'`)
    for (const { official_id: officialId } of officials) await bindKey(registry, String(officialId), { revoked: false })
    await registry.asOwner('update shared.enrolment set used_at = now()')
    const bind = (at: string) => registry.asOwner('update shared.authenticator set registered_at = $1', [at])
    for (const role of ['security-administrator', 'audit-administrator'])
      await registry.asOwner(
        `update shared.enrolment set used_at = null where official_id in (select official_id from shared.post where role = $1)`,
        [role],
      )
    await bind('2026-11-15T02:00:00Z')
    await assert.rejects(enter(fifth), /linhe has its administrators/)
    await bind('2026-11-14T02:00:00Z')
    assert.equal((await enter(fifth)).length, 3)
  })
})

describe('a fresh installation: migrated, with a city', () => {
  it('has no account, no post, no key and nothing that signs in', async () => {
    const database = await testDatabase('empty')
    const client = new Client({ connectionString: database.url })
    try {
      await migrateAll(database.url, database.appUrl, () => {})
      const [linhe] = CITIES.filter(({ city }) => city === 'linhe')
      assert.ok(linhe !== undefined)
      await addCity(database.url, linhe, () => {})
      await client.connect()
      for (const table of [
        'official',
        'post',
        'enrolment',
        'authenticator',
        'session',
        'sign_in_link',
        'resident_account',
      ])
        assert.equal((await client.query(`select 1 from shared.${table}`)).rowCount, 0, table)
    } finally {
      await client.end()
      await database.drop()
    }
  })
})
