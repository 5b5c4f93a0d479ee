import { granted, ground, refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Act, Deps } from '../deps.ts'
import { type ApplicationCommand, type ApplicationOutcome, stepApplication } from './application-step.ts'
import { policeEvidence, policeGrounds, type PoliceEvidence } from './police-evidence.ts'

export type RecordDispatch = ApplicationCommand &
  PoliceEvidence & {
    readonly batchNo: string
    readonly stockNo: string
    readonly dispatchedOn: PlainDate
    readonly dispatchedBy: string
  }

/** The card has left for the office on a list (分发送办单位), signed over by the police. By the exchange only. */
export function recordDispatch(deps: Deps, act: Act, command: RecordDispatch): Promise<Decision<ApplicationOutcome>> {
  const { batchNo, stockNo, dispatchedOn, dispatchedBy } = command
  return stepApplication(deps, act, command, 'dispatch', ({ permit }, pack) => {
    if (permit?.stock_no !== stockNo) return refused(refusal('card.stock-number-mismatch', pack.source, { stockNo }))
    return granted(
      {
        change: { batch_no: batchNo, dispatched_on: dispatchedOn },
        facts: { batchNo, stockNo, dispatchedOn, dispatchedBy, ...policeEvidence(command) },
      },
      [ground(pack.source, 'card.dispatched', { batchNo, dispatchedOn }), ...policeGrounds(command, pack.source)],
    )
  })
}
