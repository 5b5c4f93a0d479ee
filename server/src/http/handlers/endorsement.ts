import type { endorsementRoutes } from '@anju/contract/routes/endorsement.ts'
import type { Decision } from '@anju/domain/kernel/decision.ts'
import { checkEndorsement } from '../../usecases/check-endorsement.ts'
import { completeEndorsement } from '../../usecases/complete-endorsement.ts'
import { confirmEndorsement } from '../../usecases/confirm-endorsement.ts'
import type { EndorsementOutcome } from '../../usecases/endorse-permit.ts'
import { endorseWithAmendment } from '../../usecases/endorse-with-amendment.ts'
import { getEndorsement } from '../../usecases/get-endorsement.ts'
import { getPersonFile } from '../../usecases/get-person-file.ts'
import { listOwnPermits } from '../../usecases/list-own-permits.ts'
import { refuseEndorsement } from '../../usecases/refuse-endorsement.ts'
import type { HandlersOf } from '../mount.ts'

export const endorsementHandlers: HandlersOf<typeof endorsementRoutes> = {
  getEndorsement: ({ deps, act, params }) => getEndorsement(deps, act, params.permitId),
  endorsePermit: async ({ deps, act, params, body }) =>
    answer(await endorseWithAmendment(deps, act, { permitId: params.permitId, ...body })),
  checkEndorsement: async ({ deps, act, params, body }) =>
    answer(await checkEndorsement(deps, act, { endorsementId: params.endorsementId, ...body })),
  completeEndorsement: async ({ deps, act, params, body }) =>
    answer(await completeEndorsement(deps, act, { endorsementId: params.endorsementId, ...body })),
  refuseEndorsement: async ({ deps, act, params, body }) =>
    answer(await refuseEndorsement(deps, act, { endorsementId: params.endorsementId, ...body })),
  listOwnPermits: ({ deps, act }) => listOwnPermits(deps, act),
  confirmEndorsement: async ({ deps, act, params, body }) =>
    answer(await confirmEndorsement(deps, act, { permitId: params.permitId, ...body })),
  getPersonFile: ({ deps, act, params }) => getPersonFile(deps, act, params.personId),
}

/** A use case's outcome in the shape of the contract. */
function answer(decision: Decision<EndorsementOutcome>) {
  if (!decision.ok) return decision
  const { subjectId, ...outcome } = decision.value
  return { ...decision, value: { ...outcome, endorsementId: subjectId } }
}
