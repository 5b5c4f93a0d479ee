import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { checkout, programs } from '@anju/dev/checkout.ts'
import { nodeEnvironment } from '@anju/dev/house.ts'
import { testDatabase, type TestDatabase } from '@anju/platform/launcher/test-database.ts'
import { openFaultHouse, settled, type FaultHouse } from '@anju/tests/fault-house.ts'
import { oldLine, oldRegister } from '@anju/tests/old-register.ts'

/** Two batches and a half, one line that is wrong among them. */
const LINES = 500
const WRONG = 250

let database: TestDatabase
let house: FaultHouse
const folder = mkdtempSync(join(tmpdir(), 'anju-import-fault-'))
const file = join(folder, 'old.csv')

before(async () => {
  database = await testDatabase('registry')
  const of = { owner: database.url, app: database.appUrl }
  house = openFaultHouse(database.home, { registry: of, cardService: of }, database.name)
  await house.ask("insert into shared.legal_clock (legal_on) values ('2016-02-01')")
  const lines = Array.from({ length: LINES }, (_, at) => oldLine(at + 1, at + 1 === WRONG ? { 姓名: '' } : {}))
  writeFileSync(file, `\uFEFF${oldRegister(lines)}`)
})
after(async () => {
  await house.close()
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

type Ended = { readonly code: number | null; readonly signal: string | null; readonly said: string }

/** Runs the command as an operator does; `failpoint` is where it is killed. */
function imports(failpoint?: string): Promise<Ended> {
  const child = spawn(process.execPath, [programs.registry, 'import-permits', 'foshan', file], {
    cwd: checkout,
    env: {
      ...nodeEnvironment(house.plan, 'registry', 'app'),
      ...(failpoint === undefined ? {} : { ANJU_FAILPOINT: failpoint }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  return new Promise((resolve) => child.on('exit', (code, signal) => resolve({ code, signal, said })))
}

/** What anybody would miss or find twice: lines, permits, people, events, seals, counts of the dwelling. */
async function faults(): Promise<readonly string[]> {
  const [row] = await house.ask<Record<string, number>>(
    `select (select count(*) from foshan.permit_import)::int as lines, (select count(*) from foshan.permit where seal is not null)::int as permits,
       (select count(*) from foshan.card where seal is not null)::int as cards, (select count(*) from foshan.person)::int as persons,
       (select count(*) from foshan.registration where state = 'active')::int as stays,
       (select count(distinct stream_id) from foshan.ledger where kind = 'import-permit')::int as events,
       (select count(*) from foshan.ledger where kind = 'import-permit')::int as told,
       (select sum(permits) from foshan.dwelling)::int as counted`,
  )
  return Object.entries(row ?? {}).flatMap(([what, count]) =>
    count === LINES - 1 ? [] : [`${what}: ${count} of ${LINES - 1}`],
  )
}

describe('旧证导入中途被杀、两处同时导入', () => {
  it('第二批提交前被杀：第一批在，第二批不留痕迹', async () => {
    const { signal, said } = await imports('before-imported:2')
    assert.equal(signal, 'SIGKILL', said)
    await settled(house.ask)
    assert.deepEqual(await house.ask('select count(*)::int as n from foshan.permit'), [{ n: 200 }])
    assert.ok((await faults()).includes(`lines: 200 of ${LINES - 1}`), 'the oracle sees what is missing')
  })

  it('两处同时接着导：各行只进一次，一个不少；错的那行退回', async () => {
    const both = await Promise.all([imports(), imports('mid-importing:2')])
    assert.equal(both[0]?.code, 1, both[0]?.said)
    assert.match(both[0]?.said ?? '', /退回 rejected +1/)
    await settled(house.ask)
    assert.deepEqual(await faults(), [])
  })

  it('反证：忘了先前导过什么，再导就会被人和号码拦下，不会多出一个', async () => {
    await house.ask('alter table foshan.permit drop constraint permit_import_id_fkey')
    await house.ask('delete from foshan.permit_import')
    const { said } = await imports()
    assert.match(said, new RegExp(`import.number-of-another +${LINES - 1}`))
    assert.ok((await faults()).some((fault) => fault.startsWith('lines: 0')))
  })
})
