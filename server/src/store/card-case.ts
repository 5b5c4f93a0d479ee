import { canonicalJsonBytes } from '@anju/crypto/canonical-json.ts'
import type { CryptoProvider } from '@anju/crypto/provider.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { CardCaseState } from '@anju/domain/replacement/card-case-machine.ts'
import type { CardReason, NewCard } from '@anju/domain/replacement/decide-replacement.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import type { Agent } from './application.ts'
import { reachParameters, seenWithin } from './reach.ts'

/** A case in which another card is made. */
export type CardCaseRow = {
  readonly card_case_id: string
  readonly version: number
  readonly permit_id: string
  readonly person_id: string
  readonly office_id: string
  readonly division_code: string
  readonly business: NewCard['business']
  readonly reason: CardReason['kind']
  readonly particulars: readonly string[]
  readonly pack: string
  readonly needs_review: boolean
  readonly agent_enc: Buffer | null
  readonly state: CardCaseState
  readonly accepted_on: PlainDate
  readonly due_on: PlainDate
  readonly reviewed_on: PlainDate | null
  readonly made_on: PlainDate | null
  readonly handed_over_on: PlainDate | null
  readonly closed_on: PlainDate | null
}

const COLUMNS = `x.card_case_id, x.version, x.permit_id, x.person_id, x.office_id, x.division_code, x.business, x.reason, x.particulars, x.pack, x.needs_review, x.agent_enc, x.state,
  x.accepted_on, x.due_on, x.reviewed_on, x.made_on, x.handed_over_on, x.closed_on`

export async function findCardCase(db: Db, cardCaseId: string): Promise<CardCaseRow | undefined> {
  const rows = await db.read<CardCaseRow>(`select ${COLUMNS} from card_case x where x.card_case_id = $1`, [cardCaseId])
  return rows[0]
}

/** The case, locked to the end of the transaction: its fee is settled by one clerk at a time. */
export async function lockCardCase(tx: Tx, cardCaseId: string): Promise<CardCaseRow | undefined> {
  const rows = await tx.write<CardCaseRow>(`select ${COLUMNS} from card_case x where x.card_case_id = $1 for update`, [
    cardCaseId,
  ])
  return rows[0]
}

/** Every case of a permit, oldest first. */
export async function listCardCasesOf(db: Db, permitId: string): Promise<readonly CardCaseRow[]> {
  return db.read<CardCaseRow>(
    `select ${COLUMNS} from card_case x where x.permit_id = $1 order by x.accepted_on, x.recorded_at, x.card_case_id`,
    [permitId],
  )
}

export type NewCardCase = Pick<
  CardCaseRow,
  | 'card_case_id'
  | 'permit_id'
  | 'person_id'
  | 'office_id'
  | 'division_code'
  | 'business'
  | 'reason'
  | 'particulars'
  | 'pack'
  | 'needs_review'
  | 'agent_enc'
  | 'accepted_on'
  | 'due_on'
>

/** A second open one of the permit breaks `card_case_open_once`. */
export async function recordCardCase(tx: Tx, one: NewCardCase): Promise<void> {
  await tx.write(
    `insert into card_case (card_case_id, version, permit_id, person_id, office_id, division_code, business, reason, particulars, pack, needs_review, agent_enc, state, accepted_on, due_on)
     values ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $13, 'accepted', $11, $12)`,
    [
      one.card_case_id,
      one.permit_id,
      one.person_id,
      one.office_id,
      one.division_code,
      one.business,
      one.reason,
      [...one.particulars],
      one.pack,
      one.needs_review,
      one.accepted_on,
      one.due_on,
      one.agent_enc,
    ],
  )
}

export type CardCaseChange = {
  readonly state: CardCaseState
  readonly reviewedOn?: PlainDate
  readonly madeOn?: PlainDate
  readonly handedOverOn?: PlainDate
  readonly closedOn?: PlainDate
}

/** @returns whether the row still stood at that version. */
export async function changeCardCase(
  tx: Tx,
  { card_case_id: id, version }: Pick<CardCaseRow, 'card_case_id' | 'version'>,
  change: CardCaseChange,
): Promise<boolean> {
  const rows = await tx.write(
    `update card_case set version = version + 1, state = $3, reviewed_on = coalesce($4, reviewed_on), made_on = coalesce($5, made_on),
       handed_over_on = coalesce($6, handed_over_on), closed_on = coalesce($7, closed_on)
     where card_case_id = $1 and version = $2 returning 1`,
    [
      id,
      version,
      change.state,
      change.reviewedOn ?? null,
      change.madeOn ?? null,
      change.handedOverOn ?? null,
      change.closedOn ?? null,
    ],
  )
  return rows.length === 1
}

/** A case that waits for somebody, for the queue. */
export type WaitingCardCase = CardCaseRow & { readonly name: string; readonly standard_text: string }

/** Cases that are not finished, first due first. */
export async function listOpenCardCases(db: Db, part: string, limit: number): Promise<readonly WaitingCardCase[]> {
  const [prefixes, ...others] = reachParameters(db.scope)
  return db.read<WaitingCardCase>(
    `select ${COLUMNS}, p.name, a.standard_text
     from card_case x join person p using (person_id) join permit t using (permit_id) join dwelling d on d.dwelling_id = t.dwelling_id join address a using (address_id)
     where x.closed_on is null and ${seenWithin('x', [1, 4, 5, 6])}
       and ($2 = '' or strpos(p.name, $2) > 0 or strpos(a.standard_text, $2) > 0 or t.permit_no = $2)
     order by x.due_on, x.card_case_id limit $3`,
    [prefixes, part, limit, ...others],
  )
}

type AgentPlace = Pick<CardCaseRow, 'card_case_id' | 'person_id'>

export function sealCardAgent(crypto: CryptoProvider, row: AgentPlace, agent: Agent, wrappedKey: Buffer): Buffer {
  return crypto.seal(placeOf(row), canonicalJsonBytes(agent), wrappedKey)
}

/** Who came in the holder's place; undefined when the holder came. @throws NotAuthentic when it is not what was sealed */
export function openCardAgent(
  crypto: CryptoProvider,
  row: AgentPlace & Pick<CardCaseRow, 'agent_enc'>,
  wrappedKey: Buffer,
): Agent | undefined {
  if (row.agent_enc === null) return undefined
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- authenticated: what opens is what was written
  return JSON.parse(crypto.open(placeOf(row), row.agent_enc, wrappedKey).toString('utf8')) as Agent
}

function placeOf({ card_case_id: rowId, person_id: personId }: AgentPlace) {
  return { table: 'card_case', column: 'agent_enc', rowId, personId }
}
