import type { erasureRoutes } from '@anju/contract/routes/erasure.ts'
import type { Decision } from '@anju/domain/kernel/decision.ts'
import type { CarriedOut } from '../../usecases/carry-out.ts'
import { erasePerson, proposeErasure } from '../../usecases/erase-person.ts'
import { getErasure, listErasures } from '../../usecases/get-erasure.ts'
import { liftHold, placeHold } from '../../usecases/hold-record.ts'
import type { HandlersOf } from '../mount.ts'

export const erasureHandlers: HandlersOf<typeof erasureRoutes> = {
  getErasure: ({ deps, act, params }) => getErasure(deps, act, params.personId),
  listErasures: ({ deps, act }) => listErasures(deps, act),
  proposeErasure: async ({ deps, act, params, body }) =>
    ofErasure(await proposeErasure(deps, act, { personId: params.personId, ...body })),
  decideErasure: async ({ deps, act, params, body }) =>
    ofErasure(await erasePerson(deps, act, { erasureId: params.erasureId, ...body })),
  placeHold: async ({ deps, act, params, body }) =>
    ofHold(await placeHold(deps, act, { personId: params.personId, ...body })),
  liftHold: async ({ deps, act, params, body }) =>
    ofHold(await liftHold(deps, act, { holdId: params.holdId, ...body })),
}

function ofErasure(decision: Decision<CarriedOut>) {
  if (!decision.ok) return decision
  const { subjectId: erasureId, version, repeated } = decision.value
  return { ...decision, value: { erasureId, version, repeated, grounds: [...decision.grounds] } }
}

function ofHold(decision: Decision<CarriedOut>) {
  if (!decision.ok) return decision
  const { subjectId: holdId, version, repeated } = decision.value
  return { ...decision, value: { holdId, version, repeated, grounds: [...decision.grounds] } }
}
