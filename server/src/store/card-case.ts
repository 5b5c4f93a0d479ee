import { canonicalJsonBytes } from '@anju/crypto/canonical-json.ts'
import type { CryptoProvider } from '@anju/crypto/provider.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Particular } from '@anju/domain/policy/replacement-policy.ts'
import type { CardCaseState } from '@anju/domain/replacement/card-case-machine.ts'
import type { CardReason, NewCard } from '@anju/domain/replacement/decide-replacement.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import type { Agent } from './application.ts'
import { reachParameters, seenWithin } from './reach.ts'

/** What became of the card that another one takes the place of: handed in, or gone by the holder's own word. */
export type OldCard = 'handed-in' | 'lost'

/** What an entry on the card said and what it says from now on. */
export type Particulars = readonly { readonly field: Particular; readonly before: string; readonly after: string }[]

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
  readonly mandate_id: string | null
  readonly particulars_enc: Buffer | null
  /** Null for cases from before numbers were given. */
  readonly acceptance_no: string | null
  readonly state: CardCaseState
  readonly accepted_on: PlainDate
  readonly due_on: PlainDate
  readonly reviewed_on: PlainDate | null
  readonly exported_on: PlainDate | null
  readonly made_on: PlainDate | null
  readonly batch_no: string | null
  readonly dispatched_on: PlainDate | null
  readonly quality_reasons: readonly string[]
  readonly quality_notes_enc: Buffer | null
  readonly refusal_enc: Buffer | null
  readonly old_card: OldCard | null
  readonly handed_over_on: PlainDate | null
  readonly closed_on: PlainDate | null
}

const COLUMNS = `x.card_case_id, x.version, x.permit_id, x.person_id, x.office_id, x.division_code, x.business, x.reason, x.particulars, x.pack, x.needs_review, x.agent_enc, x.mandate_id,
  x.particulars_enc, x.acceptance_no, x.state, x.accepted_on, x.due_on, x.reviewed_on, x.exported_on, x.made_on, x.batch_no, x.dispatched_on, x.quality_reasons,
  x.quality_notes_enc, x.refusal_enc, x.old_card, x.handed_over_on, x.closed_on`

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
  | 'mandate_id'
  | 'particulars_enc'
  | 'acceptance_no'
  | 'accepted_on'
  | 'due_on'
>

/** A second open one of the permit breaks `card_case_open_once`. */
export async function recordCardCase(tx: Tx, one: NewCardCase): Promise<void> {
  await tx.write(
    `insert into card_case (card_case_id, version, permit_id, person_id, office_id, division_code, business, reason, particulars, pack, needs_review, agent_enc, state, accepted_on, due_on, mandate_id, particulars_enc, acceptance_no)
     values ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $13, 'accepted', $11, $12, $14, $15, $16)`,
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
      one.mandate_id,
      one.particulars_enc,
      one.acceptance_no,
    ],
  )
}

/** The parts of a case that change over its life. */
export type CardCaseChange = Partial<
  Pick<
    CardCaseRow,
    | 'reviewed_on'
    | 'exported_on'
    | 'made_on'
    | 'batch_no'
    | 'dispatched_on'
    | 'quality_reasons'
    | 'quality_notes_enc'
    | 'refusal_enc'
    | 'old_card'
    | 'handed_over_on'
    | 'closed_on'
  >
>

/** @returns whether the row still stood at that version. */
export async function changeCardCase(
  tx: Tx,
  row: CardCaseRow,
  state: CardCaseState,
  change: CardCaseChange,
): Promise<boolean> {
  const next = { ...row, ...change }
  const rows = await tx.write(
    `update card_case set version = version + 1, state = $3, reviewed_on = $4, exported_on = $5, made_on = $6, batch_no = $7, dispatched_on = $8, quality_reasons = $9,
       quality_notes_enc = $10, old_card = $11, handed_over_on = $12, closed_on = $13, refusal_enc = $14
     where card_case_id = $1 and version = $2 returning 1`,
    [
      row.card_case_id,
      row.version,
      state,
      next.reviewed_on,
      next.exported_on,
      next.made_on,
      next.batch_no,
      next.dispatched_on,
      [...next.quality_reasons],
      next.quality_notes_enc,
      next.old_card,
      next.handed_over_on,
      next.closed_on,
      next.refusal_enc,
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

type CasePlace = Pick<CardCaseRow, 'card_case_id' | 'person_id'>
type Kept = {
  readonly agent_enc: Agent
  readonly particulars_enc: Particulars
  readonly quality_notes_enc: Readonly<Record<string, string>>
  readonly refusal_enc: { readonly note: string }
}

/** Seals what a case keeps of persons, under the key of the holder. */
export function sealOfCase<C extends keyof Kept>(
  crypto: CryptoProvider,
  row: CasePlace,
  column: C,
  value: Kept[C],
  wrappedKey: Buffer,
): Buffer {
  return crypto.seal(placeOf(row, column), canonicalJsonBytes(value), wrappedKey)
}

/** What stands sealed in a case; undefined when there is none. @throws NotAuthentic when it is not what was sealed */
export function openOfCase<C extends keyof Kept>(
  crypto: CryptoProvider,
  row: CasePlace & Readonly<Record<C, Buffer | null>>,
  column: C,
  wrappedKey: Buffer,
): Kept[C] | undefined {
  const sealed: Buffer | null = row[column]
  if (sealed === null) return undefined
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- authenticated: what opens is what was written
  return JSON.parse(crypto.open(placeOf(row, column), sealed, wrappedKey).toString('utf8')) as Kept[C]
}

function placeOf({ card_case_id: rowId, person_id: personId }: CasePlace, column: keyof Kept) {
  return { table: 'card_case', column, rowId, personId }
}
