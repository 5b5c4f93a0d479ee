import { findCode } from './code-entry.ts'

/** Marital status (婚姻状况), GB/T 2261.2-2003. */
export const MARITAL_STATUSES = [
  { code: '10', zh: '未婚', en: 'Never married' },
  { code: '20', zh: '已婚', en: 'Married' },
  { code: '21', zh: '初婚', en: 'Married, first marriage' },
  { code: '22', zh: '再婚', en: 'Remarried' },
  { code: '23', zh: '复婚', en: 'Remarried to a former spouse' },
  { code: '30', zh: '丧偶', en: 'Widowed' },
  { code: '40', zh: '离婚', en: 'Divorced' },
  { code: '90', zh: '未说明的婚姻状况', en: 'Not stated' },
] as const

export type MaritalCode = (typeof MARITAL_STATUSES)[number]['code']

/** The three boxes of the form. 其他 is 90 unless the applicant says which: 30 widowed or 40 divorced. */
export const FORM_MARITAL_STATUSES = [
  { code: '10', zh: '未婚', en: 'Unmarried' },
  { code: '20', zh: '已婚', en: 'Married' },
  { code: '90', zh: '其他', en: 'Other' },
] as const

export type FormMaritalCode = (typeof FORM_MARITAL_STATUSES)[number]['code']

export function findMaritalStatus(code: string) {
  return findCode(MARITAL_STATUSES, code)
}

/** The box of the form that a national code falls into. */
export function maritalBoxOf(code: MaritalCode): FormMaritalCode {
  if (code === '10') return '10'
  return code.startsWith('2') ? '20' : '90'
}
