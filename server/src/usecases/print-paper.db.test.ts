import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import { driveApplications, visitOf } from '@anju/tests/permit-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { openPaperPress } from '../paper/paper-press.ts'
import { lockCase } from '../store/paper.ts'
import { loadPaperFacts } from './load-paper-facts.ts'
import { printPaper } from './print-paper.ts'
import { recordDeparture } from './record-departure.ts'
import { recordVisit } from './record-visit.ts'

const ON = '2016-03-02'
let registry: TestRegistry
let drive: ReturnType<typeof driveApplications>
before(async () => {
  registry = await openTestRegistry()
  drive = driveApplications(registry)
})
after(() => registry.close())

const at = (member = OFFICIALS.clerk) => registry.act(member, ON, 'city')

async function active(): Promise<{ readonly registrationId: string; readonly version: number }> {
  const { registrationId } = await drive.register()
  const visited = await recordVisit(registry.deps, at(OFFICIALS.coordinator), {
    intentId: randomUUID(),
    registrationId,
    expectedVersion: 2,
    visit: visitOf('true', ON, 36.5),
  })
  assert.ok(visited.ok, JSON.stringify(visited))
  return { registrationId, version: visited.value.version }
}
const leave = ({ registrationId, version }: Awaited<ReturnType<typeof active>>) =>
  recordDeparture(registry.deps, at(), {
    intentId: randomUUID(),
    registrationId,
    expectedVersion: version,
    leftOn: parsePlainDate(ON),
    destination: '长沙',
    reportedBy: 'person',
  })

/** Reads the words of the form twice, and lets somebody change the case in between, as a slow press would. */
async function readTwice(lock: (tx: Tx, registrationId: string) => Promise<void>) {
  const held = await active()
  const act = at()
  let changing: ReturnType<typeof leave> | undefined
  const progress = { isChanged: false }
  const read = async (tx: Tx) => {
    const loaded = await loadPaperFacts(registry.deps, act, tx, 'form', held.registrationId)
    assert.ok(loaded.ok && loaded.value.facts.kind === 'form')
    return `${loaded.value.version} ${loaded.value.facts.values.leftOn ?? ''}`
  }
  const words = await act.city.pool.transact(act.scope, async (tx) => {
    await lock(tx, held.registrationId)
    const first = await read(tx)
    changing = leave(held).then((done) => {
      progress.isChanged = true
      return done
    })
    // Long enough for an act that nothing holds back, and it is seen whether it was.
    for (let turn = 0; turn < 60 && !progress.isChanged; turn += 1) await new Promise((next) => setTimeout(next, 50))
    return [first, await read(tx), progress.isChanged] as const
  })
  const done = await changing
  assert.equal(done?.ok, true, 'the change is made in the end')
  return words
}

describe('printed while the case changes 边打印边变更', () => {
  it('the case stands still while its words are read; who changes it waits and is not refused', async () => {
    const [first, second, wasChanged] = await readTwice(lockCase)
    assert.equal(wasChanged, false)
    assert.equal(second, first)
  })

  it('negative control: without the lock the same paper has words of two versions', async () => {
    const [first, second, wasChanged] = await readTwice(async () => undefined)
    assert.equal(wasChanged, true)
    assert.notEqual(second, first)
  })

  it('many prints beside a change: each paper holds the words of the version it names', async () => {
    const held = await active()
    const press = openPaperPress()
    const command = () => ({ intentId: randomUUID(), kind: 'form' as const, subjectId: held.registrationId })
    const prints = Array.from({ length: 6 }, () => printPaper(registry.deps, at(), command(), press))
    const [left, ...printed] = await Promise.all([leave(held), ...prints])
    assert.equal(left.ok, true)
    const rows = await registry.asOwner(
      'select encode(pdf_sm3, $2) as pdf, subject_version from foshan.paper where subject_id = $1',
      [held.registrationId, 'hex'],
    )
    assert.equal(rows.length, printed.filter(({ ok }) => ok).length)
    const filesOf = Map.groupBy(rows, (row) => row['subject_version'])
    for (const [version, files] of filesOf) {
      assert.ok(version === held.version || version === held.version + 1)
      assert.equal(new Set(files.map((row) => row['pdf'])).size, 1, `papers of version ${String(version)} differ`)
    }
  })
})
