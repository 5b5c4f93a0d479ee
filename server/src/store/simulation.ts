import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Reach } from '@anju/domain/simulation/draft-law.ts'
import type { Tally } from '@anju/domain/simulation/tally.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'

export type SimulationState = 'asked' | 'running' | 'done' | 'failed'

export type SimulationRow = {
  readonly simulation_id: string
  readonly jurisdiction: string
  readonly draft_pack: string
  readonly reach: Reach
  readonly as_of: PlainDate
  readonly state: SimulationState
  readonly asked_by: string | null
  readonly asked_on: PlainDate
  readonly asked_at: string
  readonly persons: number | null
  readonly parts: number | null
  readonly parts_done: number
  readonly persons_done: number
  readonly begun_at: string | null
  readonly done_at: string | null
  readonly failure: string | null
}

const COLUMNS = `s.simulation_id, s.jurisdiction, s.draft_pack, s.reach, s.as_of, s.state, s.asked_by, s.asked_on, s.asked_at, s.persons, s.parts, s.begun_at, s.done_at, s.failure,
  (select count(*)::int from simulation_part p where p.simulation_id = s.simulation_id and p.done_at is not null) as parts_done,
  (select coalesce(sum(p.persons), 0)::int from simulation_part p where p.simulation_id = s.simulation_id and p.done_at is not null) as persons_done`

/** Simulations of the city, the latest first. */
export async function listSimulationRows(db: Db, limit: number): Promise<readonly SimulationRow[]> {
  return db.read<SimulationRow>(
    `select ${COLUMNS} from simulation s order by s.asked_at desc, s.simulation_id limit $1`,
    [limit],
  )
}

export type SimulationText = SimulationRow & { readonly draft: string; readonly report: unknown }

export async function findSimulation(db: Db, simulationId: string): Promise<SimulationText | undefined> {
  const rows = await db.read<SimulationText>(
    `select ${COLUMNS}, s.draft, s.report from simulation s where s.simulation_id = $1`,
    [simulationId],
  )
  return rows[0]
}

/** The one that waits longest or is under way. */
export async function findOpenSimulation(db: Db): Promise<{ readonly simulation_id: string } | undefined> {
  const rows = await db.read<{ simulation_id: string }>(
    `select simulation_id from simulation where state in ('asked', 'running') order by asked_at, simulation_id limit 1`,
  )
  return rows[0]
}

/** The unfinished run of the very same question, to be resumed. */
export async function findOpenRun(db: Db, runSm3: Buffer): Promise<string | undefined> {
  const rows = await db.read<{ simulation_id: string }>(
    `select simulation_id from simulation where run_sm3 = $1 and state in ('asked', 'running')`,
    [runSm3],
  )
  return rows[0]?.simulation_id
}

export type NewSimulation = {
  readonly simulationId: string
  readonly runSm3: Buffer
  readonly jurisdiction: string
  readonly draftPack: string
  readonly draft: string
  readonly reach: Reach
  readonly asOf: PlainDate
  readonly askedBy: string | null
  readonly askedOn: PlainDate
  readonly askedAt: string
}

/** A second unfinished run of the same question breaks `simulation_open_once`. */
export async function recordSimulation(tx: Tx, simulation: NewSimulation): Promise<void> {
  await tx.write(
    `insert into simulation (simulation_id, run_sm3, jurisdiction, draft_pack, draft, reach, as_of, state, asked_by, asked_on, asked_at)
     values ($1, $2, $3, $4, $5, $6, $7, 'asked', $8, $9, $10)`,
    [
      simulation.simulationId,
      simulation.runSm3,
      simulation.jurisdiction,
      simulation.draftPack,
      simulation.draft,
      simulation.reach,
      simulation.asOf,
      simulation.askedBy,
      simulation.askedOn,
      simulation.askedAt,
    ],
  )
}

/** A range of persons that is replayed at once and noted when done. */
export type SimulationPart = { readonly part: number; readonly after_id: string; readonly through_id: string }

export async function findLastPart(db: Db, simulationId: string): Promise<SimulationPart | undefined> {
  const rows = await db.read<SimulationPart>(
    'select part, after_id, through_id from simulation_part where simulation_id = $1 order by part desc limit 1',
    [simulationId],
  )
  return rows[0]
}

export async function recordPart(tx: Tx, simulationId: string, part: SimulationPart, persons: number): Promise<void> {
  await tx.write(
    `insert into simulation_part (simulation_id, part, after_id, through_id, persons) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [simulationId, part.part, part.after_id, part.through_id, persons],
  )
}

/** All parts are written down: from now on it runs. */
export async function beginSimulation(tx: Tx, simulationId: string, at: string): Promise<void> {
  await tx.write(
    `update simulation set state = 'running', begun_at = $2, (parts, persons) = (select count(*), coalesce(sum(p.persons), 0) from simulation_part p where p.simulation_id = $1)
     where simulation_id = $1 and state = 'asked'`,
    [simulationId, at],
  )
}

export async function listPartsToDo(db: Db, simulationId: string): Promise<readonly SimulationPart[]> {
  return db.read<SimulationPart>(
    'select part, after_id, through_id from simulation_part where simulation_id = $1 and done_at is null order by part',
    [simulationId],
  )
}

/** Notes what came of a part. Of two that replayed the same one the first stays: they cannot differ. */
export async function recordTally(tx: Tx, simulationId: string, part: number, tally: Tally, at: string): Promise<void> {
  await tx.write(
    `update simulation_part set tally = $3, done_at = $4 where simulation_id = $1 and part = $2 and done_at is null`,
    [simulationId, part, JSON.stringify(tally), at],
  )
}

export async function listTallies(db: Db, simulationId: string): Promise<readonly Tally[]> {
  const rows = await db.read<{ tally: Tally }>(
    'select tally from simulation_part where simulation_id = $1 and done_at is not null order by part',
    [simulationId],
  )
  return rows.map(({ tally }) => tally)
}

export async function finishSimulation(tx: Tx, simulationId: string, report: unknown, at: string): Promise<void> {
  await tx.write(
    `update simulation set state = 'done', report = $2, done_at = $3 where simulation_id = $1 and state = 'running'`,
    [simulationId, JSON.stringify(report), at],
  )
}

export async function failSimulation(tx: Tx, simulationId: string, failure: string, at: string): Promise<void> {
  await tx.write(
    `update simulation set state = 'failed', failure = $2, done_at = $3 where simulation_id = $1 and state in ('asked', 'running')`,
    [simulationId, failure, at],
  )
}
