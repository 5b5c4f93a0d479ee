import { findCode } from './code-entry.ts'

/** Employment (就业状况): the three boxes of the form, a local list. */
export const EMPLOYMENT_STATUSES = [
  { code: '1', zh: '在职', en: 'Employed' },
  { code: '2', zh: '灵活就业', en: 'Flexible employment' },
  { code: '3', zh: '无业', en: 'Not employed' },
] as const

export type EmploymentCode = (typeof EMPLOYMENT_STATUSES)[number]['code']

export function findEmployment(code: string) {
  return findCode(EMPLOYMENT_STATUSES, code)
}
