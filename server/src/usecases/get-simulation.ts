import type { SimulationReport } from '@anju/domain/simulation/simulation-report.ts'
import type { Act } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { findSimulation, listSimulationRows, type SimulationRow } from '../store/simulation.ts'

/** Simulations shown in the list. */
const ROWS_MAX = 50

/** A simulation, how far it is, and its report when it is done. @throws RegistryError not-found. */
export async function getSimulation(act: Act, simulationId: string) {
  const row = await act.city.pool.look(act.scope, (db) => findSimulation(db, simulationId))
  if (row === undefined) throw new RegistryError('not-found', 'No such simulation')
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only settleSimulation writes it
  return { ...lineOf(row), draft: row.draft, report: row.report as SimulationReport | null }
}

/** What was asked in this city, the latest first. */
export async function listSimulations(act: Act) {
  const rows = await act.city.pool.look(act.scope, (db) => listSimulationRows(db, ROWS_MAX))
  return { simulations: rows.map(lineOf) }
}

function lineOf(row: SimulationRow) {
  return {
    simulationId: row.simulation_id,
    draftPack: row.draft_pack,
    reach: row.reach,
    asOf: row.as_of,
    state: row.state,
    askedOn: row.asked_on,
    askedAt: row.asked_at,
    parts: row.parts,
    partsDone: row.parts_done,
    persons: row.persons,
    personsDone: row.persons_done,
    beganAt: row.begun_at,
    doneAt: row.done_at,
    failure: row.failure,
  }
}
