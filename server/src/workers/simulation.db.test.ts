import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { SimulationReport } from '@anju/domain/simulation/simulation-report.ts'
import type { Reach } from '@anju/domain/simulation/draft-law.ts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { enterLives, type PastLife } from '@anju/tests/past-life.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { parse, stringify } from 'yaml'
import { LAW_FOLDER } from '../law/load-packs.ts'
import { askSimulation } from '../usecases/ask-simulation.ts'
import { getSimulation } from '../usecases/get-simulation.ts'
import { runSimulation, type SimulationRun } from './simulation-run.ts'

const TODAY = '2018-09-15'
const day = parsePlainDate
const foshan = readFileSync(join(LAW_FOLDER, 'packs/foshan/2016-01-01.yaml'), 'utf8')

/** The present pack of Foshan as a draft from 2018-10-01, with some values set otherwise. */
function draftWith(values: Readonly<Record<string, unknown>>, first = '2018-10-01'): string {
  const pack = parse(foshan) as Record<string, never>
  for (const [path, value] of Object.entries(values)) {
    const at = path.split('.').reduce<Record<string, never>>((branch, key) => branch[key] ?? {}, pack)
    at['value'] = value as never
  }
  return stringify({ ...pack, id: `foshan/${first}`, inForceFrom: first })
}

const STRICT = draftWith({
  'permit.lateEndorsement': { kind: 'restart-if-late-over', n: 30, unit: 'day', gap: 'excluded' },
  'permit.anniversaryDayInWindow': false,
  'permit.holidayExtends': false,
  'addressChange.sameCity': 'reset',
  halfYear: { n: 183, unit: 'day' },
})

/** Persons are told apart by the last digit of their id. */
const idOf = (n: number) => `019a0000-0000-7000-8000-00000000000${n}`
const life = (n: number, registeredOn: string, issuedOn?: string, endorsedOn: readonly string[] = []): PastLife => ({
  personId: idOf(n),
  counties: ['440604'],
  stays: [{ registrationId: '', registeredOn: day(registeredOn), declaredAs: 'arrival' }],
  permits:
    issuedOn === undefined
      ? []
      : [
          {
            permitId: randomUUID(),
            issuedOn: day(issuedOn),
            issuedIn: '440604',
            endorsements: endorsedOn.map((on) => ({ acceptedOn: day(on), completedOn: day(on) })),
            moves: [],
            cards: [],
          },
        ],
})
const moved = life(4, '2016-03-01', '2016-09-20', ['2017-09-10', '2018-09-10'])
const LIVES: readonly PastLife[] = [
  life(1, '2016-01-05', '2016-07-15', ['2017-07-01', '2018-08-01']),
  life(2, '2016-02-01', '2016-08-01', ['2017-07-20', '2018-09-05']),
  life(3, '2017-03-01', '2017-10-01'),
  {
    ...moved,
    counties: ['440604', '440605'],
    stays: [
      { registrationId: '', registeredOn: day('2016-03-01'), declaredAs: 'arrival', endedOn: day('2017-05-08') },
      { registrationId: '', registeredOn: day('2017-05-10'), declaredAs: 'change', movedInOn: day('2017-05-09') },
    ],
  },
  life(5, '2018-06-01'),
  life(6, '2015-11-01', '2016-05-14'),
]

let registry: TestRegistry
before(async () => {
  registry = await openTestRegistry()
  await enterLives(registry, LIVES)
})
after(() => registry.close())

const ask = (draft: string, reach: Reach = 'always') =>
  askSimulation(registry.deps, registry.act(OFFICIALS.stationHead, TODAY, 'city'), {
    intentId: randomUUID(),
    draft,
    reach,
  })
const runOf = (over: Partial<SimulationRun> = {}): SimulationRun => ({
  url: registry.database.appUrl,
  threads: 2,
  holder: 'test',
  now: () => new Date().toISOString(),
  say: () => {},
  stopping: new AbortController().signal,
  personsEach: 2,
  ...over,
})
const cityOf = () => {
  const city = registry.deps.cities.get('foshan')
  assert.ok(city !== undefined)
  return city
}
const reportOf = async (simulationId: string): Promise<SimulationReport> => {
  const { state, report, failure } = await getSimulation(registry.systemAct('foshan', TODAY), simulationId)
  assert.equal(state, 'done', failure ?? '')
  assert.ok(report !== null)
  return report
}
const answered = async (draft: string, reach: Reach = 'always') => {
  const asked = await ask(draft, reach)
  assert.ok(asked.ok, JSON.stringify(asked))
  assert.equal(await runSimulation(registry.deps, cityOf(), asked.value.simulationId, runOf()), true)
  return reportOf(asked.value.simulationId)
}
const figuresOf = ({ tally }: SimulationReport) =>
  tally.figures.map(({ figure, direction, persons, sum }) => [figure, direction, persons, sum])

describe('规则变更试算', () => {
  it('counts who gains and who loses, figure by figure, as reckoned by hand', async () => {
    const report = await answered(STRICT)
    const { persons, changed, gain, lose, both, move } = report.tally
    assert.deepEqual(
      { persons, changed, gain, lose, both, move },
      { persons: 6, changed: 5, gain: 0, lose: 3, both: 2, move: 0 },
    )
    assert.deepEqual(figuresOf(report), [
      // Issued 2017-10-01: the year is full on National Day, so to 2018-10-08 in time; by the draft to 09-30.
      ['standing', 'loses', 1, 0],
      // The same person from none; 2017-05-16 becomes 05-14 for a permit of 2016-05-14.
      ['suspendedSince', 'loses', 2, -2],
      // 183 days are one day earlier from 2017-03-01 and 2016-03-01, one later from the three others.
      ['eligibleFrom', 'gains', 2, -2],
      ['eligibleFrom', 'loses', 3, 3],
      // 15 suspended days become 17; 2016-03-06 becomes 2018-09-05 (913); 2016-03-01 becomes 2018-09-10 (923).
      ['residenceStart', 'loses', 3, 1838],
      ['residenceYears', 'loses', 2, -4],
      // The move of 2017-05-10 and the late endorsement after it move the window from 2019-08-20 to 08-10.
      ['windowOpensOn', 'moves', 1, -10],
      ['lastInTimeOn', 'moves', 5, -23],
    ])
    const restarted = report.tally.figures.find(({ figure }) => figure === 'residenceStart')
    assert.deepEqual(
      restarted?.samples.map(({ personId, before: was, after: becomes }) => [personId, was, becomes]),
      [
        [idOf(1), '2016-01-20', '2016-01-22'],
        [idOf(2), '2016-03-06', '2018-09-05'],
        [idOf(4), '2016-03-01', '2018-09-10'],
      ],
    )
    assert.deepEqual(report.changed.map(({ key }) => key).toSorted(), [
      'addressChange.sameCity',
      'halfYear',
      'permit.anniversaryDayInWindow',
      'permit.holidayExtends',
      'permit.lateEndorsement',
    ])
    // The two that come more than 30 days late, one of them because the move had begun the calendar anew; the permit of National Day.
    const { reasons } = report.tally
    assert.equal(reasons['FG-2015:二.三(4) years.restart-late'], 2)
    assert.equal(reasons['FG-2015:二.三(2) years.restart-moved'], 1)
    assert.equal(reasons['CN-663:10.3 permit.suspended'], 1)
  })

  it('reaching from its first day on only, it changes what that day decides and no act of the past', async () => {
    const report = await answered(STRICT, 'from-first-day')
    const restarts = report.tally.figures.find(({ figure }) => figure === 'residenceStart')
    assert.equal(restarts, undefined, JSON.stringify(restarts))
    assert.ok(report.tally.figures.some(({ figure }) => figure === 'standing'))
  })

  it('the same rules again change nothing for anybody (negative control)', async () => {
    const { tally, changed } = await answered(draftWith({}))
    assert.deepEqual(
      { persons: tally.persons, changed: tally.changed, figures: tally.figures, values: changed },
      { persons: 6, changed: 0, figures: [], values: [] },
    )
  })

  it('stopped half way it goes on where it was, and ends with the same report', async () => {
    const whole = await answered(STRICT)
    const asked = await ask(STRICT)
    assert.ok(asked.ok)
    const { simulationId } = asked.value
    const stopping = new AbortController()
    const stopAfterOne = runOf({
      threads: 1,
      stopping: stopping.signal,
      say: (line) => line.includes(' 1/') && stopping.abort(),
      now: everyTenSeconds(),
    })
    assert.equal(await runSimulation(registry.deps, cityOf(), simulationId, stopAfterOne), false)
    const half = await getSimulation(registry.systemAct('foshan', TODAY), simulationId)
    assert.ok(half.partsDone > 0 && half.partsDone < (half.parts ?? 0), JSON.stringify(half))
    const again = await ask(STRICT)
    assert.deepEqual(again.ok && again.value, { simulationId, resumed: true })
    assert.equal(await runSimulation(registry.deps, cityOf(), simulationId, runOf()), true)
    const { tally } = await reportOf(simulationId)
    assert.deepEqual(tally, whole.tally)
  })

  it('a draft of the past, of another city, beyond the bounds, or no draft at all: told, and nothing is asked', async () => {
    const codes = async (draft: string) => {
      const asked = await ask(draft)
      assert.ok(!asked.ok)
      return asked.refusals.map(({ code }) => code)
    }
    assert.deepEqual(await codes(draftWith({}, TODAY)), ['simulation.draft-in-past'])
    assert.deepEqual(await codes(draftWith({}).replace('jurisdiction: foshan', 'jurisdiction: linhe')), [
      'simulation.draft-other-city',
    ])
    assert.deepEqual(await codes(draftWith({ 'production.days': 16 })), ['simulation.draft-leaves-bounds'])
    assert.deepEqual(await codes(draftWith({ halfYear: { n: -6, unit: 'month' } })), ['simulation.draft-unreadable'])
    assert.deepEqual(await codes('{ not: [yaml'), ['simulation.draft-unreadable'])
  })
})

/** A clock that passes the time between two lines of progress at each look. */
function everyTenSeconds(): () => string {
  let at = Date.now()
  return () => new Date((at += 10_000)).toISOString()
}
