import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Ending } from '@anju/domain/ending/decide-ending.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import { reachParameters, seenWithin } from './reach.ts'

export const PERMIT_ENDING_EVENTS = ['local-hukou', 'died', 'fraud', 'conditions-gone'] as const
/** Events that can end a permit for good. */
export type PermitEndingEvent = (typeof PERMIT_ENDING_EVENTS)[number]

/** The ending of a permit (注销、收缴), put forward or done. */
export type PermitEndingRow = {
  readonly ending_id: string
  readonly version: number
  readonly permit_id: string
  readonly person_id: string
  readonly division_code: string
  readonly event: PermitEndingEvent
  readonly happened_on: PlainDate
  readonly pack: string
  readonly law: string
  readonly state: 'proposed' | 'done' | 'rejected' | 'taken-back'
  readonly proposed_by: string
  readonly proposed_on: PlainDate
  readonly decided_by: string | null
  readonly decided_on: PlainDate | null
  readonly ends_on: PlainDate | null
  readonly card: Ending['card']
  readonly card_taken_on: PlainDate | null
}

const COLUMNS = `n.ending_id, n.version, n.permit_id, n.person_id, n.division_code, n.event, n.happened_on, n.pack, n.law, n.state, n.proposed_by, n.proposed_on, n.decided_by,
  n.decided_on, n.ends_on, n.card, n.card_taken_on`

export async function findPermitEnding(db: Db, endingId: string): Promise<PermitEndingRow | undefined> {
  const rows = await db.read<PermitEndingRow>(`select ${COLUMNS} from permit_ending n where n.ending_id = $1`, [
    endingId,
  ])
  return rows[0]
}

/** Every ending that was put forward for a permit, oldest first. */
export async function listEndingsOf(db: Db, permitId: string): Promise<readonly PermitEndingRow[]> {
  return db.read<PermitEndingRow>(
    `select ${COLUMNS} from permit_ending n where n.permit_id = $1 order by n.proposed_on, n.recorded_at`,
    [permitId],
  )
}

/** An ending that waits for a second official, for the queue. */
export type ProposedEnding = PermitEndingRow & { readonly name: string; readonly standard_text: string }

/** Endings that were put forward and not decided, longest waiting first. */
export async function listProposedEndings(db: Db, part: string, limit: number): Promise<readonly ProposedEnding[]> {
  const [prefixes, ...others] = reachParameters(db.scope)
  return db.read<ProposedEnding>(
    `select ${COLUMNS}, p.name, a.standard_text
     from permit_ending n join person p using (person_id) join permit t using (permit_id) join dwelling d on d.dwelling_id = t.dwelling_id join address a using (address_id)
     where n.state = 'proposed' and ${seenWithin('n', [1, 4, 5, 6])}
       and ($2 = '' or strpos(p.name, $2) > 0 or strpos(a.standard_text, $2) > 0 or t.permit_no = $2)
     order by n.proposed_on, n.ending_id limit $3`,
    [prefixes, part, limit, ...others],
  )
}

/** An ending whose day has come since it was decided. */
export type EndedMeanwhile = PermitEndingRow & { readonly id: string; readonly ends_on: PlainDate }

/**
 * Endings decided for a day that was still to come then and has come by `on`, whose permit still has a good card or an open case of another, oldest first.
 * @param permitId - only of this permit
 */
export async function listEndedMeanwhile(
  db: Db,
  on: PlainDate,
  limit: number,
  permitId: string | null = null,
): Promise<readonly EndedMeanwhile[]> {
  return db.read<EndedMeanwhile>(
    `select ${COLUMNS}, n.ending_id as id
     from permit_ending n join permit t using (permit_id)
     where n.state = 'done' and n.ends_on > n.decided_on and n.ends_on <= $1 and ($3::uuid is null or permit_id = $3)
       and t.state = 'ended' and t.ended_on = n.ends_on
       and (exists (select from card c where c.permit_id = t.permit_id and c.state = 'good')
         or exists (select from card_case x where x.permit_id = t.permit_id and x.closed_on is null))
     order by n.ends_on, n.ending_id limit $2`,
    [on, limit, permitId],
  )
}

/** A second one that is open or done breaks `permit_ending_proposed_once` or `permit_ending_done_once`. */
export async function recordPermitEnding(tx: Tx, row: Omit<PermitEndingRow, 'version'>): Promise<void> {
  await tx.write(
    `insert into permit_ending (ending_id, version, permit_id, person_id, division_code, event, happened_on, pack, law, state, proposed_by, proposed_on, decided_by, decided_on, ends_on, card, card_taken_on)
     values ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      row.ending_id,
      row.permit_id,
      row.person_id,
      row.division_code,
      row.event,
      row.happened_on,
      row.pack,
      row.law,
      row.state,
      row.proposed_by,
      row.proposed_on,
      row.decided_by,
      row.decided_on,
      row.ends_on,
      row.card,
      row.card_taken_on,
    ],
  )
}

/** Decides what was put forward, or notes that the card came back. @returns whether the row still stood at that version. */
export async function changePermitEnding(
  tx: Tx,
  { ending_id: id, version }: Pick<PermitEndingRow, 'ending_id' | 'version'>,
  change: Partial<Pick<PermitEndingRow, 'state' | 'decided_by' | 'decided_on' | 'ends_on' | 'card_taken_on'>>,
): Promise<boolean> {
  const rows = await tx.write(
    `update permit_ending set version = version + 1, state = coalesce($3, state), decided_by = coalesce($4, decided_by), decided_on = coalesce($5, decided_on),
       ends_on = coalesce($6, ends_on), card_taken_on = coalesce($7, card_taken_on) where ending_id = $1 and version = $2 returning 1`,
    [
      id,
      version,
      change.state ?? null,
      change.decided_by ?? null,
      change.decided_on ?? null,
      change.ends_on ?? null,
      change.card_taken_on ?? null,
    ],
  )
  return rows.length === 1
}
