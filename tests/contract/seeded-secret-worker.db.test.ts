import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { after, before, describe, it } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { anyPort } from '@anju/dev/free-port.ts'
import { stateFolder } from '@anju/platform/launcher/state-folder.ts'
import { systemNow } from '@anju/server/app.ts'
import { parseGatewaySettings } from '@anju/server/gateway/gateway-settings.ts'
import { registerResidence } from '@anju/server/usecases/register-residence.ts'
import { startWorkers, type Workers } from '@anju/server/workers/start-workers.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { newPerson } from '@anju/tests/registry-house.ts'
import { hearConsole, leaksIn, seedAt, SEEDED_NAME, SEEDED_PASSWORD } from '@anju/tests/seeded-value.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'

/** The workers with people of seeded names and numbers, gateways with seeded passwords, and something wrong everywhere. */
let registry: TestRegistry
let workers: Workers | undefined
const heard = hearConsole()
before(async () => {
  registry = await openTestRegistry()
})
after(async () => {
  await workers?.stop()
  heard.stop()
  await registry.close()
})

const born = { idNumber: seedAt(0), birthOn: '1960-11-01', sex: '1' } as const
const person = { ...newPerson('foshan'), ...born, name: SEEDED_NAME, mobile: seedAt(1) }
const written = (port: number) => ({
  foshan: {
    kind: 'smpp',
    name: 'seeded',
    host: '127.0.0.1',
    port,
    systemId: 'anju',
    password: SEEDED_PASSWORD.slice(0, 8),
    sourceAddress: '1069',
    answerMs: 200,
    reconnectMs: 50,
  },
})

async function startEverything(): Promise<void> {
  const { exchange, registry: own } = stateFolder(registry.database.home)
  const parsed = parseGatewaySettings(JSON.stringify(written(await anyPort())))
  const served = registry.deps.cities.get('foshan')
  assert.ok(served)
  const cities = new Map([['foshan', { ...served, ...parsed.get('foshan') }]])
  // What somebody else puts into the folder is no package, and is told as such.
  const drop = join(exchange, 'to-registry')
  mkdirSync(drop, { recursive: true })
  writeFileSync(join(drop, 'results.foshan-000001.pkg'), `${SEEDED_NAME} ${seedAt(0)} ${seedAt(2)}`)
  workers = startWorkers({ ...registry.deps, cities }, { now: systemNow, exchange, peers: own.peers })
}
const told = () => heard.lines.flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Told] : []))
type Told = { readonly at?: string; readonly defect?: { readonly code?: string; readonly message: string } }

describe('后台不外泄 · workers say what broke and no value', () => {
  it('a gateway that is not there, tables that break under every job: jobs and codes, nothing of anybody', async () => {
    const done = await registerResidence(registry.deps, registry.act(OFFICIALS.clerk, '2016-01-05', 'city'), {
      intentId: randomUUID(),
      ...declarationOf(person, DWELLINGS.flat.dwellingId, '2016-01-05'),
    })
    assert.ok(done.ok, JSON.stringify(done))
    // PostgreSQL repeats the whole row that breaks a rule, and the text that it cannot read as something else.
    await registry.asOwner('alter table foshan.notice add constraint broken check (false) not valid')
    await registry.asOwner('alter table foshan.ledger_leaf add constraint broken check (false) not valid')
    await registry.asOwner('alter table foshan.outbox rename to outbox_gone')
    await startEverything()
    const codes = () => new Set(told().flatMap(({ defect }) => defect?.code ?? []))
    for (let tries = 0; tries < 60 && codes().size < 2; tries += 1) await pause(100)
    assert.ok(codes().has('23514') && codes().has('42P01'), [...heard.lines].join('').slice(0, 2_000))
    assert.deepEqual(leaksIn(heard.lines), [])
    assert.ok(!heard.lines.some((line) => line.includes(SEEDED_PASSWORD.slice(0, 8))))
  })

  it('an error as the database words it would have been a leak (negative control)', async () => {
    const broken = registry.asOwner(`insert into foshan.intent (intent_id) values ('${seedAt(2)}')`)
    const error = await broken.then(
      () => new Error('it was taken'),
      (thrown: unknown) => thrown as Error,
    )
    assert.deepEqual(leaksIn([error.message]), [seedAt(2)])
    process.stderr.write(`${error.stack}\n`)
    assert.deepEqual(leaksIn(heard.lines), [seedAt(2)])
  })
})
