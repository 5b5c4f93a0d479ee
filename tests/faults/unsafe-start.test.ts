import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { openKeyFolder } from '@anju/crypto/key-folder.ts'
import { checkout, programs } from '@anju/dev/checkout.ts'
import { anyPort } from '@anju/dev/free-port.ts'
import { nodeEnvironment } from '@anju/dev/house.ts'
import { withRole } from '@anju/platform/launcher/postgres-url.ts'
import { testDatabase, type TestDatabase } from '@anju/platform/launcher/test-database.ts'
import { killNow, openFaultHouse, type FaultHouse } from '@anju/tests/fault-house.ts'

let database: TestDatabase
let house: FaultHouse
let folder: string

before(async () => {
  database = await testDatabase('registry')
  const own = { owner: database.url, app: database.appUrl }
  house = openFaultHouse(database.home, { registry: own, cardService: own }, database.name)
  folder = mkdtempSync(join(database.home, 'unsafe-'))
})
after(async () => {
  await house.close()
  rmSync(folder, { recursive: true, force: true })
  await database.drop()
})

/** Starts a program with changed surroundings, and answers what it said when it did not come up. */
function refusalOf(command: 'serve' | 'work', env: NodeJS.ProcessEnv): string {
  const done = spawnSync(process.execPath, [programs.registry, command], {
    cwd: checkout,
    env: { ...nodeEnvironment(house.plan, 'registry', 'app'), PORT: '0', ...env },
    encoding: 'utf8',
    timeout: 30_000,
  })
  assert.equal(done.signal, null, `it came up, or hung: ${done.stdout}`)
  assert.equal(done.status, 1)
  assert.ok(!done.stdout.includes('"ready"'))
  assert.ok(!/\n\s+at /.test(done.stderr), `a stack is no way out: ${done.stderr}`)
  return done.stderr
}

describe('a registry that could do harm does not start, and says the way out', () => {
  it('control: with nothing wrong it starts', async () => {
    const serve = await house.serve({ port: await anyPort() })
    assert.equal(serve.ready['ready'], true)
    // What runs and with which settings stands in the first line it says: a changed file shows at the next start.
    assert.match(`${String(serve.ready['build'])} ${String(serve.ready['settings'])}`, /^[0-9a-f]{64} [0-9a-f]{64}$/)
    await killNow(serve)
  })

  it('no key folder', () => {
    const said = refusalOf('serve', { ANJU_KEYS: join(folder, 'gone') })
    assert.match(said, /gone/)
    assert.match(said, /backup/)
  })

  it('settings of message gateways that others can read, that are missing, or that are wrong', () => {
    const secret = 'not-to-be-repeated'
    const open = join(folder, 'open.json')
    writeFileSync(open, '{}', { mode: 0o600 })
    chmodSync(open, 0o644)
    assert.match(refusalOf('work', { ANJU_GATEWAYS: open }), /chmod 600/)
    assert.match(refusalOf('serve', { ANJU_GATEWAYS: join(folder, 'nowhere.json') }), /nowhere\.json/)
    const wrong = join(folder, 'wrong.json')
    const cmpp = {
      kind: 'cmpp',
      name: 'foshan',
      host: '',
      port: 1,
      providerCode: '9',
      sharedSecret: secret,
      sourceId: '1',
    }
    writeFileSync(wrong, JSON.stringify({ foshan: cmpp }), { mode: 0o600 })
    const said = refusalOf('work', { ANJU_GATEWAYS: wrong })
    for (const place of ['foshan.host', 'foshan.providerCode']) assert.ok(said.includes(place), place)
    assert.ok(!said.includes(secret))
    assert.match(refusalOf('work', { ANJU_GATEWAYS: 'gateways.json' }), /ANJU_GATEWAYS must be an absolute path/)
  })

  it('the key folder of another installation', () => {
    const foreign = join(folder, 'foreign')
    openKeyFolder(foreign, { role: 'registry', create: true })
    const said = refusalOf('serve', { ANJU_KEYS: foreign })
    assert.match(said, /does not belong to this database/)
    assert.match(said, /Point ANJU_KEYS at the folder it was set up with, or restore that from its backup/)
  })

  it('the key folder of the card service', () => {
    const said = refusalOf('work', { ANJU_KEYS: house.plan.state.cardService.keys })
    assert.match(said, /It is for the other node, not for registry: name the right folder/)
  })

  for (const command of ['serve', 'work'] as const)
    it(`${command} as the owner of the tables`, () => {
      const said = refusalOf(command, { ANJU_APP_DATABASE_URL: database.url })
      assert.match(said, /not safe to work with/)
      assert.match(said, /owns tables of schema foshan/)
      assert.match(said, /connect as anju_app/)
    })

  it('a role that may rewrite the ledger', async () => {
    await house.ask('grant update on foshan.ledger to anju_app')
    const said = refusalOf('serve', {})
    await house.ask('revoke update on foshan.ledger from anju_app')
    assert.match(said, /may change the ledger of foshan/)
    assert.match(said, /Run migrate as the owner/)
  })

  it('commits that a power cut could undo', async () => {
    await house.ask(`alter database ${database.name} set synchronous_commit = off`)
    const said = refusalOf('serve', {})
    await house.ask(`alter database ${database.name} reset synchronous_commit`)
    assert.match(said, /the setting synchronous_commit is off/)
  })

  it('passwords of the database kept in the old way', async () => {
    await house.ask(`alter database ${database.name} set password_encryption = md5`)
    const said = refusalOf('serve', {})
    await house.ask(`alter database ${database.name} reset password_encryption`)
    assert.match(said, /the setting password_encryption is md5/)
  })

  it('a database on another machine without TLS, or with a password everybody tries', () => {
    const said = refusalOf('serve', { ANJU_APP_DATABASE_URL: 'postgresql://anju_app:postgres@db.example:5432/anju' })
    assert.match(said, /add \?sslmode=verify-full/)
    assert.match(said, /16 characters or more/)
    assert.ok(!said.includes('anju_app:'))
  })

  it('everybody is believed to be our proxy', () => {
    assert.match(refusalOf('serve', { ANJU_PROXIES: '0.0.0.0/0' }), /ANJU_PROXIES names addresses or networks/)
  })

  it('no database named', () => {
    assert.match(
      refusalOf('serve', { ANJU_APP_DATABASE_URL: '' }),
      /ANJU_APP_DATABASE_URL is missing.*npm start sets it/,
    )
  })

  it('sign-in links where others can reach them', () => {
    const said = refusalOf('serve', { HOST: '0.0.0.0', ANJU_DEV: '1' })
    assert.match(
      said,
      /ANJU_DEV=1 hands out sign-in links without a password and may only listen on loopback, not 0\.0\.0\.0/,
    )
  })

  it('a failpoint nobody passes, and one outside dev mode', () => {
    assert.match(
      refusalOf('serve', { ANJU_FAILPOINT: 'before-lunch' }),
      /No failpoint before-lunch; there are .*before-commit/,
    )
    assert.match(
      refusalOf('work', { ANJU_FAILPOINT: 'before-commit', ANJU_DEV: '0' }),
      /ANJU_FAILPOINT is for tests and needs ANJU_DEV=1/,
    )
  })

  it('several mistakes are told at once', () => {
    const said = refusalOf('serve', { HOST: '0.0.0.0', PORT: 'eighty', ANJU_BLOBS: 'here' })
    assert.match(said, /loopback/)
    assert.match(said, /PORT is a number/)
    assert.match(said, /ANJU_BLOBS must be an absolute path/)
  })

  it('a database that was never migrated', async () => {
    const [row] = await house.ask<{ name: string }>(`select 'empty_' || current_database() as name`)
    const name = row?.name ?? ''
    await house.ask(`create database ${name} template template0`)
    try {
      const said = refusalOf('serve', { ANJU_APP_DATABASE_URL: withRole(database.appUrl, { database: name }) })
      assert.match(said, /migrate/)
    } finally {
      await house.ask(`drop database ${name} with (force)`)
    }
  })
})
