import type { transferRoutes } from '@anju/contract/routes/transfer.ts'
import type { Decision } from '@anju/domain/kernel/decision.ts'
import { acceptTransferEndorsement } from '../../usecases/accept-transfer-endorsement.ts'
import { answerTransfer, postInquiry } from '../../usecases/answer-transfer.ts'
import type { CarriedOut } from '../../usecases/carry-out.ts'
import { decideTransferCase } from '../../usecases/decide-transfer-case.ts'
import { getTransfers } from '../../usecases/get-transfers.ts'
import { openTransfer } from '../../usecases/open-transfer.ts'
import type { HandlersOf } from '../mount.ts'

export const transferHandlers: HandlersOf<typeof transferRoutes> = {
  getTransfers: ({ deps, act, params }) => getTransfers(deps, act, params.personId),
  openTransfer: async ({ deps, act, params, body }) =>
    ofCase(await openTransfer(deps, act, { personId: params.personId, ...body })),
  acceptTransferEndorsement: async ({ deps, act, params, body }) =>
    ofCase(await acceptTransferEndorsement(deps, act, { transferId: params.transferId, ...body })),
  postInquiry: async ({ deps, act, params, body }) =>
    ofCase(await postInquiry(deps, act, { transferId: params.transferId, ...body })),
  answerTransfer: async ({ deps, act, params, body }) =>
    ofCase(await answerTransfer(deps, act, { transferId: params.transferId, ...body })),
  decideTransferCase: async ({ deps, act, params, body }) => {
    const decision = await decideTransferCase(deps, act, { transferId: params.transferId, ...body })
    if (!decision.ok) return decision
    const { subjectId, change, ...outcome } = decision.value
    const told =
      change === undefined
        ? null
        : { effect: change.effect, issuedOn: change.issuedOn, nextAnniversaryOn: change.nextAnniversaryOn }
    return { ...decision, value: { ...outcome, transferId: subjectId, change: told } }
  },
}

function ofCase<T extends CarriedOut>(decision: Decision<T>) {
  if (!decision.ok) return decision
  const { subjectId, ...outcome } = decision.value
  return { ...decision, value: { ...outcome, transferId: subjectId } }
}
