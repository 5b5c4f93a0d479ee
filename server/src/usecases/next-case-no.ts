import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { composeAcceptanceNumber } from '@anju/standards/acceptance-number.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import { nextNumber } from '../store/registration.ts'

/**
 * The next number (受理号, or a registration's receipt number) of an office on a day: county, office, day, serial. A rolled-back act leaves no gap.
 * @param divisionCode - where the dwelling lies; its first six digits are the county
 */
export async function nextCaseNo(
  tx: Tx,
  counter: 'acceptance' | 'receipt',
  office: { readonly officeId: string; readonly code: string },
  divisionCode: string,
  on: PlainDate,
): Promise<string> {
  return composeAcceptanceNumber({
    divisionCode: divisionCode.slice(0, 6),
    officeCode: office.code,
    acceptedOn: on,
    serial: await nextNumber(tx, office.officeId, counter, on),
  })
}
