import type { Recorded, ResidentAccount } from '../store/resident-account.ts'

/** Somebody who has shown that a mobile is in their hand: its indexes, under every key that is looked up. */
export type PhoneHolder = { readonly name: string; readonly mobileIndexes: readonly Buffer[] }

/**
 * Whether a person who holds a phone is taken for the person of an ID number (实名认定).
 *
 * - In the city's register: name and mobile must be those of record. Without a number of record the phone shows nothing.
 * - Not in the register, with an account: the mobile bound at the first sign-in, and its name. An account that an identity
 *   provider or a counter made surer is never opened by a phone that it does not know.
 * - Neither: the first use binds; the account stays at `phone` until the person is seen.
 */
export function isTakenForPerson(
  holder: PhoneHolder,
  recorded: Recorded | undefined,
  account: Pick<ResidentAccount, 'name' | 'assurance' | 'mobileBidx'> | undefined,
): boolean {
  const holds = (mobileBidx: Buffer | null) =>
    mobileBidx !== null && holder.mobileIndexes.some((index) => index.equals(mobileBidx))
  if (recorded !== undefined) return recorded.name === holder.name && holds(recorded.mobileBidx)
  if (account === undefined) return true
  if (account.name !== holder.name) return false
  return account.mobileBidx === null ? account.assurance === 'phone' : holds(account.mobileBidx)
}
