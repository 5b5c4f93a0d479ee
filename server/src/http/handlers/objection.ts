import type { objectionRoutes } from '@anju/contract/routes/objection.ts'
import type { Decision } from '@anju/domain/kernel/decision.ts'
import { answerObjection } from '../../usecases/answer-objection.ts'
import { getObjections } from '../../usecases/get-objections.ts'
import { objectToAct, type ObjectionOutcome } from '../../usecases/object-to-act.ts'
import type { HandlersOf } from '../mount.ts'

export const objectionHandlers: HandlersOf<typeof objectionRoutes> = {
  getObjections: ({ deps, act, params }) => getObjections(deps, act, params.personId),
  objectToAct: async ({ deps, act, body }) => answered(await objectToAct(deps, act, body)),
  answerObjection: async ({ deps, act, params, body }) =>
    answered(await answerObjection(deps, act, { objectionId: params.objectionId, ...body })),
}

function answered(decision: Decision<ObjectionOutcome>) {
  if (!decision.ok) return decision
  const { subjectId, ...outcome } = decision.value
  return { ...decision, value: { ...outcome, objectionId: subjectId } }
}
