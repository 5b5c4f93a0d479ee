import type { PlainDate } from '../kernel/plain-date.ts'

/** The part of a registration that its receipt (居住登记回执) speaks of. */
export type ReceiptSubject = {
  readonly receiptNumber: string
  readonly registeredOn: PlainDate
  readonly cancelled?: { readonly on: PlainDate; readonly reason: string }
}

export type ReceiptStanding =
  | { readonly valid: true; readonly receiptNumber: string; readonly registeredOn: PlainDate }
  | { readonly valid: false; readonly receiptNumber: string; readonly cancelledOn: PlainDate; readonly reason: string }

/**
 * Tells what a look-up of a receipt answers: the registration day, or since when and why it is void.
 *
 * A registration found untrue is cancelled and the person told at once (FS-2016-14:附件2.注销告知), so the receipt must not go
 * on speaking for it. A reprint carries the same number, because the registration is the same.
 */
export function receiptStanding(subject: ReceiptSubject): ReceiptStanding {
  const { receiptNumber, registeredOn, cancelled } = subject
  if (cancelled === undefined) return { valid: true, receiptNumber, registeredOn }
  return { valid: false, receiptNumber, cancelledOn: cancelled.on, reason: cancelled.reason }
}
