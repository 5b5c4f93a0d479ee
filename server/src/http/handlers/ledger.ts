import type { ledgerRoutes } from '@anju/contract/routes/ledger.ts'
import { getCaseProof, getCheckpoint, getConsistency } from '../../usecases/get-checkpoint.ts'
import type { HandlersOf } from '../mount.ts'

export const ledgerHandlers: HandlersOf<typeof ledgerRoutes> = {
  getCheckpoint: ({ act }) => getCheckpoint(act),
  getConsistency: ({ act, query }) => getConsistency(act, query),
  getCaseProof: ({ act, params }) => getCaseProof(act, params.caseId),
}
