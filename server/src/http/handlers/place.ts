import { placeRoutes } from '@anju/contract/routes/place.ts'
import { checkKeyedAddress } from '../../usecases/check-keyed-address.ts'
import { enterDwelling } from '../../usecases/enter-dwelling.ts'
import { getDwelling } from '../../usecases/get-dwelling.ts'
import { getPack } from '../../usecases/get-pack.ts'
import { listDivisions } from '../../usecases/list-divisions.ts'
import { listDwellings } from '../../usecases/list-dwellings.ts'
import { listLanes } from '../../usecases/list-lanes.ts'
import { settleAddress } from '../../usecases/settle-address.ts'
import type { HandlersOf } from '../mount.ts'

export const placeHandlers: HandlersOf<typeof placeRoutes> = {
  listDivisions: async ({ deps, query }) => ({ divisions: await listDivisions(deps, query.parent) }),
  getPack: async ({ deps, act, query }) => getPack(deps, act, query.on),
  listClauses: async ({ deps }) => ({ clauses: deps.clauseTexts }),
  listLanes: async ({ act, query }) => ({ lanes: await listLanes(act, query.divisionCode, query.q) }),
  checkAddress: ({ deps, act, body }) => checkKeyedAddress(deps, act, body),
  listDwellings: async ({ act, query }) => ({ dwellings: await listDwellings(act, query.q) }),
  enterDwelling: ({ deps, act, body }) => enterDwelling(deps, act, body),
  settleAddress: ({ deps, act, params, body }) =>
    settleAddress(deps, act, { intentId: body.intentId, lane: body.lane, dwellingId: params.dwellingId }),
  getDwelling: ({ deps, act, params }) => getDwelling(deps, act, params.dwellingId),
}
