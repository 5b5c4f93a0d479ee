import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { EndTakenBack, PermitEnding } from '@anju/domain/permit/permit-facts.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import { writeSealed, type Sealing } from './row-seal.ts'

/** Stored states; suspended (使用功能中止) follows from dates and is never stored. */
export type PermitState = 'pending-pick-up' | 'in-force' | 'ended'

export type PermitRow = {
  readonly permit_id: string
  readonly permit_no: string
  readonly state: PermitState
  readonly issued_on: PlainDate
  readonly base_on: PlainDate
  /** Of the good card; null when the card was lost or voided and no other is made yet. */
  readonly stock_no: string | null
}

const PERMIT = `select t.permit_id, t.permit_no, t.state, t.issued_on, t.base_on, c.stock_no
from permit t left join card c on c.permit_id = t.permit_id and c.state = 'good'`

export async function findPermitOfApplication(db: Db, applicationId: string): Promise<PermitRow | undefined> {
  const rows = await db.read<PermitRow>(`${PERMIT} where t.application_id = $1`, [applicationId])
  return rows[0]
}

/** The permit that a person holds or is about to be handed. */
export async function findPermitOfPerson(db: Db, personId: string): Promise<PermitRow | undefined> {
  const rows = await db.read<PermitRow>(
    `${PERMIT} where t.person_id = $1 and t.state in ('pending-pick-up', 'in-force')`,
    [personId],
  )
  return rows[0]
}

export type PermitByNumber = PermitRow & {
  readonly person_id: string
  readonly person_name: string
  readonly standard_text: string
}

/** A permit with its holder and address, in one statement: the most frequent question of all. */
export async function findPermitByNumber(db: Db, permitNo: string): Promise<PermitByNumber | undefined> {
  const rows = await db.read<PermitByNumber>(
    `select t.permit_id, t.permit_no, t.state, t.issued_on, t.base_on, c.stock_no, t.person_id, p.name as person_name, a.standard_text
     from permit t join person p using (person_id) join dwelling d using (dwelling_id) join address a using (address_id)
     left join card c on c.permit_id = t.permit_id and c.state = 'good'
     where t.permit_no = $1`,
    [permitNo],
  )
  return rows[0]
}

/** What led to a permit: exactly one of three. */
export type PermitOrigin =
  | { readonly applicationId: string }
  | { readonly transferId: string }
  | { readonly importId: string }

export type NewPermit = PermitOrigin & {
  readonly permitId: string
  readonly personId: string
  readonly dwellingId: string
  readonly divisionCode: string
  readonly permitNo: string
  readonly issuedOn: PlainDate
  /** County of issue, 6 digits; that of the division when left out. */
  readonly issuedIn?: string
  /** Last day printed on a permit from before the regulation. */
  readonly printedExpiryOn?: PlainDate | null
}

/** A permit waits for pick-up from the day it is issued. A second one of the person breaks `permit_one_in_force`. */
export async function recordPermit(tx: Tx, sealing: Sealing, permit: NewPermit): Promise<void> {
  await writeSealed(tx, sealing, 'permit', { column: 'permit_id', id: permit.permitId }, () => insertPermit(tx, permit))
}

/** One that its holder has in hand already waits for no pick-up: it was handed over where it was issued. */
async function insertPermit(tx: Tx, permit: NewPermit): Promise<void> {
  await tx.write(
    `insert into permit (permit_id, version, person_id, application_id, dwelling_id, division_code, permit_no, state, issued_on, base_on, issued_in, transfer_id, import_id, handed_over_on, printed_expiry_on)
     values ($1, 1, $2, $3, $4, $5, $6, case when $3::uuid is null then 'in-force' else 'pending-pick-up' end, $7, $7, $8, $9, $10, case when $3::uuid is null then $7::date end, $11)`,
    [
      permit.permitId,
      permit.personId,
      'applicationId' in permit ? permit.applicationId : null,
      permit.dwellingId,
      permit.divisionCode,
      permit.permitNo,
      permit.issuedOn,
      permit.issuedIn ?? permit.divisionCode.slice(0, 6),
      'transferId' in permit ? permit.transferId : null,
      'importId' in permit ? permit.importId : null,
      permit.printedExpiryOn ?? null,
    ],
  )
}

export type NewCard = {
  readonly cardId: string
  readonly permitId: string
  readonly divisionCode: string
  readonly stockNo: string
  readonly chipUid: string | null
  readonly madeOn: PlainDate
  readonly madeFor: 'first' | 'replacement' | 'reissue' | 'correction'
}

/** A stock number that was ever used breaks `card_stock_no_key`. */
export async function recordCard(tx: Tx, sealing: Sealing, card: NewCard): Promise<void> {
  await writeSealed(tx, sealing, 'card', { column: 'card_id', id: card.cardId }, () =>
    tx.write(
      `insert into card (card_id, permit_id, division_code, stock_no, chip_uid, state, made_on, made_for) values ($1, $2, $3, $4, $5, 'good', $6, $7)`,
      [card.cardId, card.permitId, card.divisionCode, card.stockNo, card.chipUid, card.madeOn, card.madeFor],
    ),
  )
}

/** Why a card must not be taken for a permit any more. `lost` is a loss by the holder; one that was lost before it was theirs is `lost-in-transit`. */
export type VoidReason =
  | 'lost'
  | 'damaged'
  | 'changed'
  | 'office-error'
  | 'spoiled'
  | 'lost-in-transit'
  | 'withdrawn'
  | 'ended'

/** The good card of a permit, if there is one, must never be taken for a permit again from this day on. */
export async function voidCard(
  tx: Tx,
  sealing: Sealing,
  permitId: string,
  reason: VoidReason,
  on: PlainDate,
): Promise<void> {
  await writeSealed(tx, sealing, 'card', { column: 'permit_id', id: permitId }, () =>
    tx.write(
      `update card set state = 'void', void_reason = $2, voided_on = $3, found_on = null, version = version + 1 where permit_id = $1 and state = 'good'`,
      [permitId, reason, on],
    ),
  )
}

export async function recordHandOver(tx: Tx, sealing: Sealing, permitId: string, on: PlainDate): Promise<void> {
  await writeSealed(tx, sealing, 'permit', { column: 'permit_id', id: permitId }, () =>
    tx.write(`update permit set state = 'in-force', handed_over_on = $2, version = version + 1 where permit_id = $1`, [
      permitId,
      on,
    ]),
  )
}

/** The permit is now one for another dwelling (变更居住地址); its number, card and day of issue stay. */
export async function movePermit(
  tx: Tx,
  sealing: Sealing,
  permitId: string,
  to: { readonly dwellingId: string; readonly divisionCode: string },
): Promise<void> {
  await writeSealed(tx, sealing, 'permit', { column: 'permit_id', id: permitId }, () =>
    tx.write(`update permit set dwelling_id = $2, division_code = $3, version = version + 1 where permit_id = $1`, [
      permitId,
      to.dwellingId,
      to.divisionCode,
    ]),
  )
}

/**
 * An end is taken back: the permit goes on as if it had never ended. A card that was voided stays void.
 * @param told - of an end that was told and could not be mended by coming: what it cost is made good
 * @returns whether it had ended.
 */
export async function restorePermit(
  tx: Tx,
  sealing: Sealing,
  permitId: string,
  told: EndTakenBack | null = null,
): Promise<boolean> {
  const rows = await writeSealed(tx, sealing, 'permit', { column: 'permit_id', id: permitId }, () =>
    tx.write(
      `update permit set state = 'in-force', ended_on = null, end_reason = null, version = version + 1,
         ends_taken_back = case when $2::date is null then ends_taken_back else coalesce(ends_taken_back, '{}') || daterange($2::date, $3::date, '[]') end
       where permit_id = $1 and state = 'ended' and handed_over_on is not null returning 1`,
      [permitId, told?.toldOn ?? null, told?.endorseUntil ?? null],
    ),
  )
  return rows.length === 1
}

/** @param on - the first day on which it is no permit any more */
export async function endPermit(
  tx: Tx,
  sealing: Sealing,
  permitId: string,
  on: PlainDate,
  reason: PermitEnding,
): Promise<void> {
  await writeSealed(tx, sealing, 'permit', { column: 'permit_id', id: permitId }, () =>
    tx.write(
      `update permit set state = 'ended', ended_on = $2, end_reason = $3, version = version + 1 where permit_id = $1 and state <> 'ended'`,
      [permitId, on, reason],
    ),
  )
}

/**
 * A card that was lost came back. One that was not made anew serves again, another stays void for good; either way it is kept that it was found.
 * @param serves - whether it is good again
 */
export async function recordFoundCard(
  tx: Tx,
  sealing: Sealing,
  card: { readonly permitId: string; readonly stockNo: string; readonly serves: boolean },
  on: PlainDate,
): Promise<void> {
  await writeSealed(tx, sealing, 'card', { column: 'permit_id', id: card.permitId }, () =>
    tx.write(
      `update card set found_on = $2, state = case when $3 then 'good' else state end, version = version + 1 where stock_no = $1 and state = 'void'`,
      [card.stockNo, on, card.serves],
    ),
  )
}

export type CardOfPermit = {
  readonly card_id: string
  readonly stock_no: string
  readonly state: 'good' | 'void'
  readonly made_on: PlainDate
  readonly made_for: string | null
  readonly void_reason: string | null
  readonly voided_on: PlainDate | null
  readonly found_on: PlainDate | null
}

/** Every card that was made for a permit, oldest first. */
export async function listCardsOf(db: Db, permitId: string): Promise<readonly CardOfPermit[]> {
  return db.read<CardOfPermit>(
    `select c.card_id, c.stock_no, c.state, c.made_on, c.made_for, c.void_reason, c.voided_on, c.found_on
     from card c where c.permit_id = $1 order by c.made_on, c.card_id`,
    [permitId],
  )
}
