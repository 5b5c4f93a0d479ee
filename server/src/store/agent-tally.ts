import type { CryptoProvider } from '@anju/crypto/provider.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import { idNumberIndex } from './person.ts'

/** More people than a number of the pack, within a span. */
export type AgentLimit = {
  readonly span: 'month' | 'year'
  /** Acts after this day count. */
  readonly after: PlainDate
  readonly most: number
  readonly law: string
}
export type AgentActed = {
  readonly agentIdNumber: string
  readonly household: string
  readonly mandateId: string
  readonly on: PlainDate
  readonly at: string
}

/**
 * Counts for whom an agent acted, and puts down an alert where that is more than the pack's number within a month or twelve
 * months. @returns the spans that were passed
 */
export async function tallyAgent(
  tx: Tx,
  crypto: CryptoProvider,
  acted: AgentActed,
  limits: readonly AgentLimit[],
): Promise<readonly AgentLimit['span'][]> {
  const index = idNumberIndex(crypto, acted.agentIdNumber)
  const indexes = crypto.blindIndexes('idno', acted.agentIdNumber).map((one) => one.index)
  await tx.write('insert into agent_tally (agent_bidx, household, on_day) values ($1, $2, $3) on conflict do nothing', [
    index,
    acted.household,
    acted.on,
  ])
  const passed: AgentLimit['span'][] = []
  for (const { span, after, most, law } of limits) {
    const rows = await tx.write<{ n: number }>(
      'select count(distinct household)::int as n from agent_tally where agent_bidx = any($1) and on_day > $2 and on_day <= $3',
      [indexes, after, acted.on],
    )
    const n = rows[0]?.n ?? 0
    if (n <= most) continue
    passed.push(span)
    await tx.write(
      `insert into agent_alert (agent_bidx, span, on_day, principals, most, law, mandate_id, raised_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict do nothing`,
      [index, span, acted.on, n, most, law, acted.mandateId, acted.at],
    )
  }
  return passed
}

export type AgentAlertRow = {
  readonly span: 'month' | 'year'
  readonly on_day: string
  readonly principals: number
  readonly most: number
  readonly law: string
  readonly mandate_id: string
  readonly person_id: string | null
  readonly raised_at: string
}

export async function listAgentAlertRows(db: Db, limit: number): Promise<readonly AgentAlertRow[]> {
  return db.read<AgentAlertRow>(
    `select a.span, a.on_day, a.principals, a.most, a.law, a.mandate_id, m.person_id, a.raised_at
     from agent_alert a left join mandate m using (mandate_id) order by a.raised_at desc, a.span limit $1`,
    [limit],
  )
}

/** Where a person lives by their newest registration; undefined when there is none in sight. */
export async function findDwellingOf(db: Db, personId: string): Promise<string | undefined> {
  const rows = await db.read<{ dwelling_id: string }>(
    'select dwelling_id from registration where person_id = $1 order by registered_on desc nulls last limit 1',
    [personId],
  )
  return rows[0]?.dwelling_id
}
