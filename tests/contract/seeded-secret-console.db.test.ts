import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { checkout, programs } from '@anju/dev/checkout.ts'
import { nodeEnvironment } from '@anju/dev/house.ts'
import { testDatabase, type TestDatabase } from '@anju/platform/launcher/test-database.ts'
import { openFaultHouse, type FaultHouse } from '@anju/tests/fault-house.ts'
import { oldLine, oldRegister } from '@anju/tests/old-register.ts'
import { leaksIn, seedAt, SEEDED_NAME, SEEDED_PASSWORD } from '@anju/tests/seeded-value.ts'

/** Each command as somebody types it, with seeded values in its files and settings, while something is wrong. */
let database: TestDatabase
let house: FaultHouse
let folder: string
before(async () => {
  database = await testDatabase('registry')
  const own = { owner: database.url, app: database.appUrl }
  house = openFaultHouse(database.home, { registry: own, cardService: own }, database.name)
  folder = mkdtempSync(join(database.home, 'seeded-'))
})
after(async () => {
  await house.close()
  rmSync(folder, { recursive: true, force: true })
  await database.drop()
})

type Said = { readonly code: number; readonly text: string }
type Program = keyof typeof programs

function run(program: Program, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Said> {
  const options = { cwd: checkout, env: { ...nodeEnvironment(house.plan, program, 'owner'), ...env }, timeout: 60_000 }
  return new Promise((told) => {
    const child = execFile(process.execPath, [programs[program], ...args], options, (_, out, errors) =>
      told({ code: child.exitCode ?? -1, text: `${out}\n${errors}` }),
    )
  })
}
const file = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text, { mode: 0o600 })
  return path
}

/** Two at a time: the programs start as fast as the machine lets them. */
async function runAll(orders: readonly (() => Promise<Said>)[]): Promise<readonly Said[]> {
  const said: Said[] = []
  for (let at = 0; at < orders.length; at += 2)
    said.push(...(await Promise.all(orders.slice(at, at + 2).map((order) => order()))))
  return said
}

describe('命令行不外泄 · a command says nothing of the values it works with', () => {
  it('no database, or a password that is refused: every command says what is wrong, and no password', async () => {
    const nowhere = `postgresql://anju:${SEEDED_PASSWORD}@127.0.0.1:1/anju`
    const away = { DATABASE_URL: nowhere, ANJU_APP_DATABASE_URL: nowhere }
    const offices = file('offices.yaml', 'offices: [{ code: "001", kind: x, zh: 某, en: X, divisionPrefix: "4406" }]')
    const said = await runAll([
      () => run('registry', ['migrate'], away),
      () => run('registry', ['enter-offices', 'foshan', offices], away),
      () => run('registry', ['verify', 'foshan'], away),
      () => run('registry', ['work'], away),
      () => run('registry', ['serve'], { ...away, PORT: '0' }),
      () => run('card-service', ['migrate'], away),
    ])
    for (const { code, text } of said) {
      assert.equal(code, 1, text)
      assert.match(text, /\S/)
      assert.deepEqual(leaksIn([text]), [])
    }
    // Wrong settings are told all at once, and by their names.
    const wrong = await run('registry', ['migrate'], { DATABASE_URL: `mysql://u:${SEEDED_PASSWORD}@h/d` })
    assert.match(wrong.text, /DATABASE_URL must look like/)
    assert.deepEqual(leaksIn([wrong.text]), [])
  })

  it('files with people in them, malformed in every way: the place is told, never what stands there', async () => {
    const broken = file('broken.yaml', `- name: ${SEEDED_NAME}\n  idNumber: "${seedAt(0)}\n  - ${seedAt(1)}: [`)
    const shapeless = file('shapeless.yaml', `- { name: ${SEEDED_NAME}, idNumber: "${seedAt(0)}", ${seedAt(3)}: x }`)
    const impossible = file(
      'impossible.yaml',
      `- { name: ${SEEDED_NAME}, idNumber: "${seedAt(1)}", role: administrator, office: "001", from: 2016-01-01 }`,
    )
    const lines = Array.from({ length: 6 }, (_, at) =>
      oldLine(at + 1, {
        姓名: SEEDED_NAME,
        公民身份号码: seedAt(at),
        有效期至: at % 2 === 0 ? seedAt(at + 1) : '2016-09-30',
      }),
    )
    const register = file('register.csv', `\uFEFF${oldRegister(lines)}`)
    const halves = file('halves.csv', `\uFEFF${oldRegister(lines)}`.replace('居住证', '"居住证').slice(0, -7))
    const roster = file('roster.csv', `工号,姓名,身份证号\n1,${SEEDED_NAME},${seedAt(0)}\n,,${seedAt(1)}`)
    const said = await runAll([
      () => run('registry', ['first-administrators', 'foshan', broken]),
      () => run('registry', ['first-administrators', 'foshan', shapeless]),
      () => run('registry', ['first-administrators', 'foshan', impossible]),
      () => run('registry', ['import-permits', 'foshan', register]),
      () => run('registry', ['import-permits', 'foshan', halves, '--dry-run']),
      () => run('registry', ['import-roster', 'foshan', roster]),
      () => run('registry', ['simulate', 'foshan', broken]),
    ])
    for (const { code, text } of said) assert.equal(code, 1, text)
    assert.deepEqual(leaksIn(said.map(({ text }) => text)), [])
  })

  it('a row that cannot be read: verify and seal-rows name the row', async () => {
    const one = '(select min(official_id::text)::uuid from shared.official)'
    await house.ask(`update shared.official set name = '${SEEDED_NAME}' where official_id = ${one}`)
    const said = await runAll([
      () => run('registry', ['verify', 'foshan']),
      () => run('registry', ['seal-rows', 'foshan']),
    ])
    assert.deepEqual(leaksIn(said.map(({ text }) => text)), [])
  })

  it('a value that is said is found (negative control)', async () => {
    // An office may be called anything, and its city is named at the console: this is what a leak would look like.
    const { text } = await run('registry', ['dump', SEEDED_NAME, join(folder, 'nobody')])
    assert.deepEqual(leaksIn([text]), [SEEDED_NAME])
  })
})
