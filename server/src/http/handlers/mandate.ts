import type { mandateRoutes } from '@anju/contract/routes/mandate.ts'
import type { Decision } from '@anju/domain/kernel/decision.ts'
import type { CarriedOut } from '../../usecases/carry-out.ts'
import { confirmMandate } from '../../usecases/confirm-mandate.ts'
import { giveMandate } from '../../usecases/give-mandate.ts'
import { listMandates, listOwnMandates } from '../../usecases/list-mandates.ts'
import { revokeMandate, revokeOwnMandate } from '../../usecases/revoke-mandate.ts'
import { sendMandateCode } from '../../usecases/send-mandate-code.ts'
import type { HandlersOf } from '../mount.ts'

export const mandateHandlers: HandlersOf<typeof mandateRoutes> = {
  giveMandate: async ({ deps, act, params, body }) =>
    answer(await giveMandate(deps, act, { personId: params.personId, ...body })),
  sendMandateCode: async ({ deps, act, params, body }) =>
    answer(await sendMandateCode(deps, act, { mandateId: params.mandateId, ...body })),
  confirmMandate: async ({ deps, act, params, body }) =>
    answer(await confirmMandate(deps, act, { mandateId: params.mandateId, ...body })),
  revokeMandate: async ({ deps, act, params, body }) =>
    answer(await revokeMandate(deps, act, { mandateId: params.mandateId, ...body })),
  listMandates: ({ deps, act, params }) => listMandates(deps, act, params.personId),
  listOwnMandates: ({ deps, act }) => listOwnMandates(deps, act),
  revokeOwnMandate: async ({ deps, act, params, body }) =>
    answer(await revokeOwnMandate(deps, act, { mandateId: params.mandateId, ...body })),
}

/** A use case's outcome in the shape of the contract. */
function answer(decision: Decision<CarriedOut>) {
  if (!decision.ok) return decision
  const { subjectId, ...outcome } = decision.value
  return { ...decision, value: { ...outcome, mandateId: subjectId } }
}
