import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { addDays, parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { SimulationReport } from '@anju/domain/simulation/simulation-report.ts'
import { enterLives, type PastLife } from '@anju/tests/past-life.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { LAW_FOLDER } from '../law/load-packs.ts'

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))
/** Enough for three parts. */
const PERSONS = 5_000
const FIRST = parsePlainDate('2014-01-01')

/** Registered day after day; half of them a move in time to another county, with a permit before it. */
const lives = Array.from({ length: PERSONS }, (_, n): PastLife => {
  const registeredOn = addDays(FIRST, n % 700)
  const movedOn = parsePlainDate('2016-11-10')
  const permits = [
    {
      permitId: randomUUID(),
      issuedOn: parsePlainDate('2016-03-01'),
      issuedIn: '440604',
      endorsements: [],
      moves: [],
      cards: [],
    },
  ]
  const stay = { registrationId: '', registeredOn, declaredAs: 'arrival' as const }
  const again = { registrationId: '', registeredOn: movedOn, declaredAs: 'change' as const, movedInOn: movedOn }
  const moves = n % 2 === 1
  return {
    personId: randomUUID(),
    counties: moves ? ['440604', '440605'] : ['440604'],
    stays: moves ? [{ ...stay, endedOn: movedOn }, again] : [stay],
    permits,
  }
})

let registry: TestRegistry
let folder: string
before(async () => {
  registry = await openTestRegistry()
  folder = mkdtempSync(join(tmpdir(), 'anju-simulate-'))
  await enterLives(registry, lives)
  await registry.asOwner(`insert into shared.legal_clock (legal_on) values ('2016-12-01')`)
  const foshan = readFileSync(join(LAW_FOLDER, 'packs/foshan/2016-01-01.yaml'), 'utf8')
  const draft = foshan
    .replace('id: foshan/2016-01-01', 'id: foshan/2017-01-01')
    .replace('inForceFrom: 2016-01-01', 'inForceFrom: 2017-01-01')
    .replace(/(\n {2}sameCity:\n {4}value: )keep/, '$1reset')
  assert.notEqual(draft.indexOf('value: reset'), -1)
  writeFileSync(join(folder, 'draft.yaml'), draft)
})
after(async () => {
  await registry.close()
  rmSync(folder, { recursive: true, force: true })
})

const simulate = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  spawnSync(process.execPath, [MAIN, 'simulate', ...args], {
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      ANJU_HOME: registry.database.home,
      ANJU_KEYS: registry.database.keys,
      ANJU_APP_DATABASE_URL: registry.database.appUrl,
      ...env,
    },
  })

describe('server simulate', () => {
  it('killed after its first noted part it goes on there, and its report counts everybody once', async () => {
    const draft = join(folder, 'draft.yaml')
    // The first commit is the question itself.
    const killed = simulate(['foshan', draft, 'always', folder], { ANJU_DEV: '1', ANJU_FAILPOINT: 'after-commit:2' })
    assert.equal(killed.signal, 'SIGKILL', killed.stderr)
    const [half] = await registry.asOwner(
      `select count(*) filter (where done_at is not null)::int as done, count(*)::int as parts from foshan.simulation_part`,
    )
    assert.equal(half?.['parts'], 3)
    assert.ok(Number(half['done']) >= 1 && Number(half['done']) < 3, JSON.stringify(half))

    // The killed one still has the lease for a while; the next in line need not wait for that in a test.
    await registry.asOwner('delete from foshan.lease')
    const ended = simulate(['foshan', draft, 'always', folder])
    assert.equal(ended.status, 0, ended.stderr)
    assert.match(ended.stdout, /was begun before and goes on/)
    assert.match(ended.stdout, new RegExp(`, ${3 - Number(half['done'])} parts to replay`))
    const name = join(folder, 'simulation-foshan-2017-01-01-always')
    const { tally } = JSON.parse(readFileSync(`${name}.json`, 'utf8')) as SimulationReport
    assert.equal(tally.persons, PERSONS)
    // All of those who moved restart their years and nobody else is touched.
    assert.equal(tally.changed, PERSONS / 2)
    assert.equal(tally.figures.find(({ figure }) => figure === 'residenceStart')?.persons, PERSONS / 2)
    const page = readFileSync(`${name}.md`, 'utf8')
    assert.match(page, /addressChange\.sameCity/)
    assert.match(page, /<svg [^\n]*<rect [^\n]*2,500 \(50\.0 %\)/)
  })

  it('a draft that begins today is not tried out, and says why', () => {
    const text = readFileSync(join(folder, 'draft.yaml'), 'utf8').replace(
      'inForceFrom: 2017-01-01',
      'inForceFrom: 2016-12-01',
    )
    writeFileSync(join(folder, 'past.yaml'), text)
    const refused = simulate(['foshan', join(folder, 'past.yaml'), 'always', folder])
    assert.equal(refused.status, 1)
    assert.match(refused.stderr, /begins on 1 December 2016 and today is 1 December 2016/)
  })
})
