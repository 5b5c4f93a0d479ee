/** A division set up after the day of the source, with the day it was announced. */
export type LaterDivision = {
  readonly code: string
  readonly name: string
  readonly validFrom: string
  readonly source: string
}

/**
 * Counties set up since the tables of 2023-06-30. Their towns and villages are not here: no public list with codes gives them.
 */
export const LATER_DIVISIONS: readonly LaterDivision[] = [
  { code: '653228', name: '和康县', validFrom: '2024-12-27', source: 'announced' },
  { code: '653229', name: '和安县', validFrom: '2024-12-27', source: 'announced' },
]
