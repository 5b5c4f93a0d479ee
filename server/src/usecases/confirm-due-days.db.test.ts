import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { driveApplications, newApplicant } from '@anju/tests/permit-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import type { Deps } from '../deps.ts'
import { recordLegalDay } from '../store/session.ts'
import { sweepAllCities } from '../workers/sweep.ts'
import { getApplication } from './get-application.ts'
import { listQueue } from './list-queue.ts'
import { registerResidence } from './register-residence.ts'

let registry: TestRegistry
let drive: ReturnType<typeof driveApplications>
before(async () => {
  const opened = await openTestRegistry()
  // As long as the notice for 2027 is not out, whatever the law folder holds by now.
  const calendar = new Map([...opened.deps.calendar].filter(([year]) => year <= 2026))
  registry = { ...opened, deps: { ...opened.deps, calendar } }
  drive = driveApplications(registry)
})
after(() => registry.close())

/** The law as it will be once the notice for 2027 is out: invented rest days, Mon 2027-01-04 to Wed 01-06. */
function published(): Deps {
  const restDays = new Set(['2027-01-04', '2027-01-05', '2027-01-06'].map(parsePlainDate))
  const year = { restDays, workedWeekends: new Set([parsePlainDate('2027-01-10')]) }
  return { ...registry.deps, calendar: new Map([...registry.deps.calendar, [2027, year] as const]) }
}

async function sweep(deps: Deps, on: string) {
  await recordLegalDay(deps.shared, parsePlainDate(on))
  return sweepAllCities(deps, '2027-01-01T00:00:00.000Z')
}

const fileOf = async (applicationId: string, on: string) =>
  getApplication(registry.deps, registry.act(OFFICIALS.clerk, on), applicationId)

describe('期限跨入放假安排尚未公布的年份', () => {
  it('2026-12-20 accepted: due Mon 2027-01-04, provisional with its year; published, it moves to 01-07 and says so', async () => {
    const who = await drive.register('2026-06-01')
    const { applicationId } = await drive.accept(await drive.submit(who, '2026-12-20'), '2026-12-20')
    const file = await fileOf(applicationId, '2026-12-21')
    assert.deepEqual([file.dueOn, file.dueExtendedOn, file.provisionalYear], ['2027-01-04', '2027-01-04', 2027])
    const due = file.history.at(-1)?.grounds.find(({ key }) => key === 'production.due')
    assert.equal(due?.facts['provisionalYear'], 2027)

    assert.equal((await sweep(registry.deps, '2026-12-21'))['confirm-due-days'], 0, 'not published, nothing to do')
    assert.equal((await sweep(published(), '2026-12-21'))['confirm-due-days'], 1)
    const confirmed = await fileOf(applicationId, '2026-12-21')
    assert.deepEqual([confirmed.dueOn, confirmed.dueExtendedOn], ['2027-01-04', '2027-01-07'])
    assert.equal(confirmed.version, file.version + 1)
    assert.equal(confirmed.history.at(-1)?.event, 'confirm-due-days')
    assert.deepEqual(confirmed.history.at(-1)?.grounds[0]?.facts, { before: '2027-01-04', dueOn: '2027-01-07' })
    assert.equal((await sweep(published(), '2026-12-21'))['confirm-due-days'], 0, 'once')
  })

  it('accepted so that it ends on 2026-12-31: certain, no mark, nothing to count again', async () => {
    const who = await drive.register('2026-06-01')
    const { applicationId } = await drive.accept(await drive.submit(who, '2026-12-16'), '2026-12-16')
    const file = await fileOf(applicationId, '2026-12-17')
    assert.deepEqual([file.dueExtendedOn, file.provisionalYear], ['2026-12-31', null])
    assert.equal((await sweep(published(), '2026-12-17'))['confirm-due-days'], 0)
  })

  it('an application that waits for an answer into 2027 is provisional in the queue and counted again', async () => {
    const who = await drive.register('2026-06-01')
    const { applicationId } = await drive.submit(who, '2026-12-29')
    const lineOf = async () => {
      const { items } = await listQueue(registry.deps, registry.act(OFFICIALS.clerk, '2026-12-29'), {
        all: true,
        part: '',
      })
      return items.find(({ id }) => id === applicationId)
    }
    const waiting = await lineOf()
    assert.deepEqual([waiting?.dueOn, waiting?.provisionalYear], ['2027-01-05', 2027])
    assert.equal((await sweep(published(), '2026-12-29'))['confirm-due-days'], 1)
    assert.equal((await lineOf())?.dueOn, '2027-01-08')
  })

  it('whoever arrives in the last days of the year registers; the last day in time is counted again', async () => {
    const act = registry.act(OFFICIALS.clerk, '2026-12-31', 'city')
    const declared = await registerResidence(registry.deps, act, {
      intentId: randomUUID(),
      ...declarationOf(newApplicant('foshan'), DWELLINGS.flat.dwellingId, '2026-12-30'),
    })
    assert.ok(declared.ok, JSON.stringify(declared))
    const dueOn = async () =>
      (
        await registry.asOwner('select due_on::text from foshan.registration where registration_id = $1', [
          declared.value.subjectId,
        ])
      )[0]?.['due_on']
    assert.equal(await dueOn(), '2027-01-04')
    assert.equal((await sweep(published(), '2026-12-31'))['confirm-due-days'], 1)
    assert.equal(await dueOn(), '2027-01-07')
  })
})
