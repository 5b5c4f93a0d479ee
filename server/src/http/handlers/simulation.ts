import type { simulationRoutes } from '@anju/contract/routes/simulation.ts'
import { askSimulation } from '../../usecases/ask-simulation.ts'
import { getSimulation, listSimulations } from '../../usecases/get-simulation.ts'
import type { HandlersOf } from '../mount.ts'

export const simulationHandlers: HandlersOf<typeof simulationRoutes> = {
  askSimulation: ({ deps, act, body }) => askSimulation(deps, act, body),
  listSimulations: ({ act }) => listSimulations(act),
  getSimulation: ({ act, params }) => getSimulation(act, params.simulationId),
}
