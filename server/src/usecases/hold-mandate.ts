import { decideMandate, type MandateUse } from '@anju/domain/agency/decide-mandate.ts'
import type { MandateScope } from '@anju/domain/agency/mandate.ts'
import { type Decision, granted } from '@anju/domain/kernel/decision.ts'
import { addMonths, type PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import { normaliseIdNumber } from '@anju/standards/id-number.ts'
import type { Act, Deps } from '../deps.ts'
import { type AgentLimit, findDwellingOf, tallyAgent } from '../store/agent-tally.ts'
import type { Agent } from '../store/application.ts'
import { lockMandate, type MandateRow, mandateOf, openMandateAgent, recordMandateUse } from '../store/mandate.ts'
import type { Effect } from '../store/record-event.ts'

/** An act of an agent: for whom, what, and the number on the document that was shown. */
export type AgentActing = {
  readonly mandateId: string | null
  readonly principalId: string
  readonly agentIdNumber: string
  readonly scope: MandateScope
}

export type HeldMandate = MandateUse & {
  readonly row: MandateRow
  readonly agent: Agent
  /** Counts the use under the case that was acted in; in the same transaction as the act. */
  readonly count: (tx: Tx, caseId: string) => Promise<void>
  /** Tells the principal; belongs to the effects of the act. */
  readonly effect: Effect
}

/**
 * Holds the mandate (委托) of an agent's act to the end of the transaction, and says whether it is active for this principal,
 * agent and scope. Every act of an agent goes through here: whoever is granted counts the use with `count` and tells the
 * principal with `effect`, in the transaction of the act. A mandate out of reach is none.
 */
export async function holdMandate(
  deps: Deps,
  act: Act,
  tx: Tx,
  acting: AgentActing,
  { agency }: Pick<Pack, 'agency'>,
): Promise<Decision<HeldMandate>> {
  const { mandateId, principalId, scope } = acting
  const row = mandateId === null ? undefined : await lockMandate(tx, mandateId)
  const mandate = row === undefined ? undefined : mandateOf(deps.crypto, row)
  const asked = { principalId, agentRef: normaliseIdNumber(acting.agentIdNumber), scope }
  const decision = decideMandate(mandate, asked, act.legalOn, agency)
  if (!decision.ok || row === undefined) return decision.ok ? missing() : decision
  const agent = openMandateAgent(deps.crypto, row)
  const { use } = decision.value
  return granted(
    {
      ...decision.value,
      row,
      agent,
      count: async (writing, caseId) => {
        await recordMandateUse(writing, row, { scope, caseId, use, on: act.legalOn })
        const household = row.way === 'guardian' ? await findDwellingOf(writing, row.person_id) : undefined
        const acted = {
          agentIdNumber: agent.idNumber,
          household: household ?? row.person_id,
          mandateId: row.mandate_id,
          on: act.legalOn,
          at: act.at,
        }
        await tallyAgent(writing, deps.crypto, acted, limitsOf(agency, act.legalOn))
      },
      effect: { topic: 'notice.agent-acted', payload: { mandateId: row.mandate_id, scope } },
    },
    decision.grounds,
  )
}

function missing(): never {
  throw new Error('A mandate that is not there was found active')
}

function limitsOf({ principalsPerMonth, principalsPerYear }: Pack['agency'], on: PlainDate): readonly AgentLimit[] {
  return [
    { span: 'month', after: addMonths(on, -1), most: principalsPerMonth.value, law: principalsPerMonth.law },
    { span: 'year', after: addMonths(on, -12), most: principalsPerYear.value, law: principalsPerYear.law },
  ]
}
