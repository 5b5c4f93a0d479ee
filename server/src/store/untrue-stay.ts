import type { RegistrationFields } from './registration.ts'

/**
 * Whether nobody lived under a registration: it was cancelled as untrue (不属实), or reopened by an objection and ended in another way before a
 * visit undid that finding (I-212).
 */
export function isUntrueStay(row: Pick<RegistrationFields, 'state' | 'finding' | 'ended_on'>): boolean {
  return row.state === 'cancelled-untrue' || (row.finding === 'untrue' && row.ended_on !== null)
}

/** The opposite of {@link isUntrueStay} as a condition on the registration `alias`. */
export const livedUnder = (alias: string) =>
  `${alias}.state <> 'cancelled-untrue' and (${alias}.finding is distinct from 'untrue' or ${alias}.ended_on is null)`
