import { applicationRoutes } from '@anju/contract/routes/application.ts'
import type { permitRoutes } from '@anju/contract/routes/person.ts'
import type { Decision } from '@anju/domain/kernel/decision.ts'
import { acceptApplication } from '../../usecases/accept-application.ts'
import type { ApplicationOutcome } from '../../usecases/application-step.ts'
import { applyForPermit } from '../../usecases/apply-for-permit.ts'
import { approveApplication } from '../../usecases/approve-application.ts'
import { correctApplication } from '../../usecases/correct-application.ts'
import { getApplication } from '../../usecases/get-application.ts'
import { giveDeficiencyNotice } from '../../usecases/give-deficiency-notice.ts'
import { handOver } from '../../usecases/hand-over.ts'
import { listBatches } from '../../usecases/list-batches.ts'
import { lookUpPermit } from '../../usecases/look-up-permit.ts'
import { notifyReady } from '../../usecases/notify-ready.ts'
import { previewApplication } from '../../usecases/preview-application.ts'
import { producePermit } from '../../usecases/produce-permit.ts'
import { receiveCard } from '../../usecases/receive-card.ts'
import { refuseApplication } from '../../usecases/refuse-application.ts'
import { remakeCard } from '../../usecases/remake-card.ts'
import { reportLoss } from '../../usecases/report-loss.ts'
import { returnDocuments } from '../../usecases/return-documents.ts'
import { stopApplication } from '../../usecases/stop-application.ts'
import { supplementApplication } from '../../usecases/supplement-application.ts'
import { verifyApplication } from '../../usecases/verify-application.ts'
import { withdrawApplication } from '../../usecases/withdraw-application.ts'
import type { HandlersOf } from '../mount.ts'

export const applicationHandlers: HandlersOf<typeof applicationRoutes & typeof permitRoutes> = {
  applyForPermit: async ({ deps, act, body }) => answer(await applyForPermit(deps, act, body)),
  previewApplication: ({ deps, act, body }) => previewApplication(deps, act, body),
  getApplication: ({ deps, act, params }) => getApplication(deps, act, params.applicationId),
  acceptApplication: async ({ deps, act, params, body }) =>
    answer(await acceptApplication(deps, act, { ...params, ...body })),
  giveDeficiencyNotice: async ({ deps, act, params, body }) =>
    answer(await giveDeficiencyNotice(deps, act, { ...params, ...body })),
  supplementApplication: async ({ deps, act, params, body }) =>
    answer(await supplementApplication(deps, act, { ...params, ...body })),
  verifyApplication: async ({ deps, act, params, body }) =>
    answer(await verifyApplication(deps, act, { ...params, ...body })),
  approveApplication: async ({ deps, act, params, body }) =>
    answer(await approveApplication(deps, act, { ...params, ...body })),
  refuseApplication: async ({ deps, act, params, body }) =>
    answer(await refuseApplication(deps, act, { ...params, ...body })),
  returnDocuments: async ({ deps, act, params, body }) =>
    answer(await returnDocuments(deps, act, { ...params, ...body })),
  correctApplication: async ({ deps, act, params, body }) =>
    answer(await correctApplication(deps, act, { ...params, ...body })),
  producePermit: async ({ deps, act, params, body }) => answer(await producePermit(deps, act, { ...params, ...body })),
  remakeCard: async ({ deps, act, params, body }) => answer(await remakeCard(deps, act, { ...params, ...body })),
  receiveCard: async ({ deps, act, params, body }) => answer(await receiveCard(deps, act, { ...params, ...body })),
  reportLoss: async ({ deps, act, params, body }) => answer(await reportLoss(deps, act, { ...params, ...body })),
  notifyReady: async ({ deps, act, params, body }) => answer(await notifyReady(deps, act, { ...params, ...body })),
  handOver: async ({ deps, act, params, body }) => answer(await handOver(deps, act, { ...params, ...body })),
  withdrawApplication: async ({ deps, act, params, body }) =>
    answer(await withdrawApplication(deps, act, { ...params, ...body })),
  stopApplication: async ({ deps, act, params, body }) =>
    answer(await stopApplication(deps, act, { ...params, ...body })),
  listBatches: ({ act }) => listBatches(act),
  lookUpPermit: ({ deps, act, body }) => lookUpPermit(deps, act, body.permitNo),
}

/** A use case's outcome in the shape of the contract. */
function answer(decision: Decision<ApplicationOutcome>) {
  if (!decision.ok) return decision
  const { subjectId, ...outcome } = decision.value
  return { ...decision, value: { ...outcome, applicationId: subjectId } }
}
