import type { cardRoutes } from '@anju/contract/routes/card.ts'
import type { Decision } from '@anju/domain/kernel/decision.ts'
import type { CardReason } from '@anju/domain/replacement/decide-replacement.ts'
import { remakeCardOfCase } from '../../usecases/remake-card-of-case.ts'
import { decidePermitEnding, endPermit, type PermitEndingOutcome } from '../../usecases/end-permit.ts'
import { getCardDesk } from '../../usecases/get-card-desk.ts'
import { listFees } from '../../usecases/list-fees.ts'
import { type CardCaseOutcome, openCardCase, type OpenCardCase } from '../../usecases/open-card-case.ts'
import { correctCardCase, receiveCardOfCase, reportLossOfCase } from '../../usecases/receive-card-of-case.ts'
import { recordCardFound, reportCardLost } from '../../usecases/report-card-lost.ts'
import {
  approveCardCase,
  handOverCardOfCase,
  produceCardOfCase,
  refuseCardCase,
} from '../../usecases/step-card-case.ts'
import { keepFee } from '../../usecases/keep-fee.ts'
import { chargeFee, type FeeOutcome, reverseFee, waiveFee } from '../../usecases/take-fee.ts'
import type { HandlersOf } from '../mount.ts'

export const cardHandlers: HandlersOf<typeof cardRoutes> = {
  getCardDesk: ({ deps, act, params }) => getCardDesk(deps, act, params.permitId),
  openCardCase: async ({ deps, act, params, body }) =>
    ofCase(
      await openCardCase(deps, act, {
        ...body,
        permitId: params.permitId,
        reason: reasonOf(body.reason, body.particulars),
      }),
    ),
  approveCardCase: async ({ deps, act, params, body }) =>
    ofCase(await approveCardCase(deps, act, { cardCaseId: params.cardCaseId, ...body })),
  refuseCardCase: async ({ deps, act, params, body }) =>
    ofCase(await refuseCardCase(deps, act, { cardCaseId: params.cardCaseId, ...body })),
  produceCardOfCase: async ({ deps, act, params, body }) =>
    ofCase(await produceCardOfCase(deps, act, { cardCaseId: params.cardCaseId, ...body })),
  remakeCardOfCase: async ({ deps, act, params, body }) =>
    ofCase(await remakeCardOfCase(deps, act, { cardCaseId: params.cardCaseId, ...body })),
  handOverCardOfCase: async ({ deps, act, params, body }) =>
    ofCase(await handOverCardOfCase(deps, act, { cardCaseId: params.cardCaseId, ...body })),
  receiveCardOfCase: async ({ deps, act, params, body }) =>
    ofCase(await receiveCardOfCase(deps, act, { cardCaseId: params.cardCaseId, ...body })),
  reportLossOfCase: async ({ deps, act, params, body }) =>
    ofCase(await reportLossOfCase(deps, act, { cardCaseId: params.cardCaseId, ...body })),
  correctCardCase: async ({ deps, act, params, body }) =>
    ofCase(await correctCardCase(deps, act, { cardCaseId: params.cardCaseId, ...body })),
  reportCardLost: async ({ deps, act, params, body }) =>
    ofPermit(params.permitId, await reportCardLost(deps, act, { permitId: params.permitId, ...body })),
  recordCardFound: async ({ deps, act, params, body }) =>
    ofPermit(params.permitId, await recordCardFound(deps, act, { permitId: params.permitId, ...body })),
  endPermit: async ({ deps, act, params, body }) =>
    ofEnding(await endPermit(deps, act, { permitId: params.permitId, ...body })),
  decidePermitEnding: async ({ deps, act, params, body }) =>
    ofEnding(await decidePermitEnding(deps, act, { endingId: params.endingId, ...body })),
  chargeFee: async ({ deps, act, params, body }) =>
    ofFee(await chargeFee(deps, act, { cardCaseId: params.cardCaseId, ...body })),
  waiveFee: async ({ deps, act, params, body }) =>
    ofFee(await waiveFee(deps, act, { cardCaseId: params.cardCaseId, ...body })),
  reverseFee: async ({ deps, act, params, body }) =>
    ofFee(await reverseFee(deps, act, { entryId: params.entryId, ...body })),
  keepFee: async ({ deps, act, params, body }) => {
    const decision = await keepFee(deps, act, { entryId: params.entryId, ...body })
    if (!decision.ok) return decision
    const { subjectId, ...outcome } = decision.value
    return { ...decision, value: { ...outcome, keptId: subjectId } }
  },
  listFees: ({ deps, act, query }) => listFees(deps, act, { on: query.on ?? null }),
}

function reasonOf(kind: CardReason['kind'], particulars: OpenCardCase['particulars']): CardReason {
  return kind === 'changed' ? { kind, particulars: particulars.map(({ field }) => field) } : { kind }
}

function ofCase(decision: Decision<CardCaseOutcome>) {
  if (!decision.ok) return decision
  const { subjectId, ...outcome } = decision.value
  return { ...decision, value: { ...outcome, cardCaseId: subjectId } }
}

function ofEnding(decision: Decision<PermitEndingOutcome>) {
  if (!decision.ok) return decision
  const { subjectId, ...outcome } = decision.value
  return { ...decision, value: { ...outcome, endingId: subjectId } }
}

function ofFee(decision: Decision<FeeOutcome>) {
  if (!decision.ok) return decision
  const { subjectId, ...outcome } = decision.value
  return { ...decision, value: { ...outcome, entryId: subjectId } }
}

function ofPermit(permitId: string, decision: Awaited<ReturnType<typeof reportCardLost>>) {
  if (!decision.ok) return decision
  const { version, grounds, repeated } = decision.value
  return { ...decision, value: { version, grounds, repeated, permitId } }
}
