import { type FormValues, isFilledIn } from './form-values.ts'

const EMPLOYER = ['employerName', 'employerAddress', 'employerPhone'] as const

export type WaivedField = (typeof EMPLOYER)[number] | 'occupation'

/**
 * The fields that fill-in note 6 spares an applicant: the employer for flexible employment (灵活就业), employer and occupation for
 * those not employed (无业). Faces hide them. The note waives, it does not forbid: a value is a warning, never a refusal.
 */
export function listWaivedFields(employment: string | undefined): readonly WaivedField[] {
  if (employment === '3') return [...EMPLOYER, 'occupation']
  return employment === '2' ? EMPLOYER : []
}

/** The form without the values that note 6 waives: what is recorded when the clerk leaves hidden fields behind. */
export function withoutWaivedFields(values: FormValues): FormValues {
  const waived: readonly string[] = listWaivedFields(values.employment)
  const kept = Object.entries(values).filter(([field]) => !waived.includes(field))
  return Object.fromEntries(kept)
}

/** Waived fields that are nevertheless filled in. */
export function listFilledWaivedFields(values: FormValues): readonly WaivedField[] {
  return listWaivedFields(values.employment).filter((field) => isFilledIn(values[field]))
}
