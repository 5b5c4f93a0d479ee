/** How long somebody outside has not signed the ledger of a city. */
export type WitnessStanding = 'well' | 'silent' | 'too-long'

/** After an hour without a signature from outside the administrators are told. */
export const WITNESS_SILENT_MINUTES = 60
/**
 * After four hours no permit is ordered or made: as long as exchange systems of governments (X-Road) go on without a time-stamp
 * from outside (I-153).
 */
export const WITNESS_STOP_MINUTES = 240

/**
 * How the outside witness of a ledger stands. It goes by the system clock, because it is about machines.
 *
 * @param lastAt - when a signature from outside last came, or when the first checkpoint was sealed; null before the first
 *
 * Last signed at 08:00: at 09:00 well, at 09:01 silent, at 12:00 silent, at 12:01 too long.
 */
export function witnessStanding(lastAt: string | null, at: string): WitnessStanding {
  if (lastAt === null) return 'well'
  const minutes = (Date.parse(at) - Date.parse(lastAt)) / 60_000
  if (minutes > WITNESS_STOP_MINUTES) return 'too-long'
  return minutes > WITNESS_SILENT_MINUTES ? 'silent' : 'well'
}
