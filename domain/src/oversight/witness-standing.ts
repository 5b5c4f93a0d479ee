import { addHours } from '../kernel/plain-date.ts'

/** How long somebody outside has not signed the ledger of a city. */
export type WitnessStanding = 'well' | 'silent' | 'too-long'

/** After an hour without a signature from outside the administrators are told. */
export const WITNESS_SILENT_HOURS = 1
/**
 * After four hours no permit is ordered or made: as long as exchange systems of governments (X-Road) go on without a time-stamp
 * from outside (I-153).
 */
export const WITNESS_STOP_HOURS = 4

/**
 * How the outside witness of a ledger stands. It goes by the system clock, because it is about machines.
 *
 * @param lastAt - when a signature from outside last came, or when the first checkpoint was sealed; null before the first
 *
 * Last signed at 08:00: at 09:00 well, at 09:01 silent, at 12:00 silent, at 12:01 too long.
 */
export function witnessStanding(lastAt: string | null, at: string): WitnessStanding {
  if (lastAt === null) return 'well'
  if (at > addHours(lastAt, WITNESS_STOP_HOURS)) return 'too-long'
  return at > addHours(lastAt, WITNESS_SILENT_HOURS) ? 'silent' : 'well'
}
