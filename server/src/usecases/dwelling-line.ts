import type { DwellingRow } from '../store/place.ts'

/** A dwelling as a list shows it. */
export type DwellingLine = {
  readonly dwellingId: string
  readonly standardText: string
  readonly status: 'standard' | 'pending-survey'
  readonly livingAreaM2: number | null
}

export function dwellingLine(row: DwellingRow): DwellingLine {
  return {
    dwellingId: row.dwelling_id,
    standardText: row.standard_text,
    status: row.status,
    livingAreaM2: row.living_area_m2,
  }
}
