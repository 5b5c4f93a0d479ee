import type { WorkCalendar } from '@anju/domain/calendar/work-calendar.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { lifeLedger } from '@anju/domain/residence/life-ledger.ts'
import { compareLives } from '@anju/domain/simulation/compare-lives.ts'
import { withDraft, withoutDraft } from '@anju/domain/simulation/draft-law.ts'
import { simulationReport } from '@anju/domain/simulation/simulation-report.ts'
import { addTallies, tallyOf, type Tally } from '@anju/domain/simulation/tally.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import { wholeCity } from '@anju/platform/database/scope.ts'
import type { City, Deps } from '../deps.ts'
import { parseDraft } from '../law/parse-draft.ts'
import { FIRST_ID, findPersonCut, lifeFactsOfMany, type StoredLife } from '../store/permit-life.ts'
import {
  beginSimulation,
  findLastPart,
  findSimulation,
  finishSimulation,
  listTallies,
  recordPart,
  type SimulationPart,
  type SimulationText,
} from '../store/simulation.ts'

/** Both laws and the day on which they are asked; plain values, so that they go to another thread as they are. */
export type SimulatedLaw = {
  readonly before: readonly Pack[]
  readonly after: readonly Pack[]
  readonly asOf: PlainDate
  readonly calendar: WorkCalendar
}

/** The laws of a simulation that was asked. @throws Error when its draft can no longer be read by this version. */
export function lawOf(deps: Deps, row: SimulationText): SimulatedLaw & { readonly draft: Pack } {
  const read = parseDraft(row.draft)
  if (!read.ok) throw new Error(`The draft ${row.draft_pack} cannot be read any more: ${read.problems.join('; ')}`)
  const own = deps.packs.filter(({ jurisdiction }) => jurisdiction === row.jurisdiction)
  const before = withoutDraft(own, read.pack)
  const after = withDraft(before, read.pack, row.reach)
  return { before, after, asOf: row.as_of, calendar: deps.calendar, draft: read.pack }
}

/** Parts that are written down in one transaction. */
const PARTS_EACH = 25

/** Cuts the persons of the city into parts; goes on after the last part that was written down. */
export async function planParts(
  city: City,
  simulationId: string,
  personsEach: number,
  at: () => string,
): Promise<void> {
  const scope = wholeCity(city)
  let last = await city.pool.look(scope, (db) => findLastPart(db, simulationId))
  for (let more = true; more;) {
    const planned: { readonly part: SimulationPart; readonly persons: number }[] = []
    while (more && planned.length < PARTS_EACH) {
      const after: string = last?.through_id ?? FIRST_ID
      const cut = await city.pool.look(scope, (db) => findPersonCut(db, after, personsEach))
      if (cut === undefined) more = false
      else {
        last = { part: (last?.part ?? -1) + 1, after_id: after, through_id: cut.through_id }
        planned.push({ part: last, persons: cut.persons })
      }
    }
    await city.pool.transact(scope, async (tx) => {
      for (const { part, persons } of planned) await recordPart(tx, simulationId, part, persons)
    })
  }
  await city.pool.transact(scope, (tx) => beginSimulation(tx, simulationId, at()))
}

/** Replays the lives of one part under both laws. @throws Error naming the person whose life a rule could not read. */
export async function replayPart(
  db: Db,
  law: SimulatedLaw,
  part: Pick<SimulationPart, 'after_id' | 'through_id'>,
): Promise<Tally> {
  const lives = await lifeFactsOfMany(db, part.after_id, part.through_id)
  return tallyOf(
    lives.values().map((life) => ({ personId: life.personId, receiptNo: life.receiptNo, change: replay(life, law) })),
  )
}

function replay(life: StoredLife, { before, after, asOf, calendar }: SimulatedLaw) {
  try {
    return compareLives(lifeLedger(life, asOf, before, calendar), lifeLedger(life, asOf, after, calendar))
  } catch (error) {
    throw new Error(`The life of person ${life.personId} cannot be replayed: ${String(error)}`, { cause: error })
  }
}

/** Adds up the parts and writes the report. */
export async function settleSimulation(deps: Deps, city: City, simulationId: string, at: string): Promise<void> {
  const scope = wholeCity(city)
  const { row, tallies } = await city.pool.look(scope, async (db) => {
    const [found, parts] = await Promise.all([findSimulation(db, simulationId), listTallies(db, simulationId)])
    return { row: found, tallies: parts }
  })
  if (row === undefined) throw new Error(`No simulation ${simulationId}`)
  const { before, draft, asOf } = lawOf(deps, row)
  const seconds = row.begun_at === null ? 0 : (Date.parse(at) - Date.parse(row.begun_at)) / 1000
  const report = simulationReport({ packs: before, draft, reach: row.reach, asOf }, addTallies(tallies), seconds)
  await city.pool.transact(scope, (tx) => finishSimulation(tx, simulationId, report, at))
}
