import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { MoveEffect } from '@anju/domain/permit/move-effect.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'

/** One change of address (变更居住地址) written to a permit. */
export type AddressChangeRow = {
  readonly address_change_id: string
  readonly permit_id: string
  readonly from_county: string
  readonly to_county: string
  readonly moved_on: PlainDate
  readonly changed_on: PlainDate
  readonly effect: WrittenEffect
  readonly written: 'chip' | 'paper'
  readonly standard_text: string
}

/** What is left of a move's effects once it is written. */
export type WrittenEffect = Exclude<MoveEffect, 'new-application' | 'police-decide'>

export type NewAddressChange = {
  readonly addressChangeId: string
  readonly permitId: string
  readonly personId: string
  readonly registrationId: string
  readonly officeId: string
  readonly divisionCode: string
  readonly fromCounty: string
  readonly toCounty: string
  readonly movedOn: PlainDate
  readonly changedOn: PlainDate
  readonly effect: WrittenEffect
  readonly written: 'chip' | 'paper'
  readonly pack: string
}

/** A second one for the same registration breaks `address_change_once`. */
export async function recordAddressChange(tx: Tx, one: NewAddressChange): Promise<void> {
  await tx.write(
    `insert into address_change (address_change_id, permit_id, person_id, registration_id, office_id, division_code, from_county, to_county, moved_on, changed_on, effect, written, pack)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      one.addressChangeId,
      one.permitId,
      one.personId,
      one.registrationId,
      one.officeId,
      one.divisionCode,
      one.fromCounty,
      one.toCounty,
      one.movedOn,
      one.changedOn,
      one.effect,
      one.written,
      one.pack,
    ],
  )
}

/** The registration whose address was written to a permit last; undefined while none was written since its issue. */
export async function findWrittenRegistration(db: Db, permitId: string): Promise<string | undefined> {
  const rows = await db.read<{ registration_id: string }>(
    'select registration_id from address_change where permit_id = $1 order by changed_on desc, recorded_at desc limit 1',
    [permitId],
  )
  return rows[0]?.registration_id
}

/** The changes written to a permit, oldest first, each with the address it led to. */
export async function listAddressChanges(db: Db, permitId: string): Promise<readonly AddressChangeRow[]> {
  return db.read<AddressChangeRow>(
    `select c.address_change_id, c.permit_id, c.from_county, c.to_county, c.moved_on, c.changed_on, c.effect, c.written, a.standard_text
     from address_change c join registration r using (registration_id) join dwelling d using (dwelling_id) join address a using (address_id)
     where c.permit_id = $1 order by c.changed_on, c.recorded_at`,
    [permitId],
  )
}
