import { findCode } from './code-entry.ts'

/** Sex (性别), GB/T 2261.1-2003. */
export const SEXES = [
  { code: '0', zh: '未知的性别', en: 'Unknown' },
  { code: '1', zh: '男性', en: 'Male' },
  { code: '2', zh: '女性', en: 'Female' },
  { code: '9', zh: '未说明的性别', en: 'Not stated' },
] as const

export type SexCode = (typeof SEXES)[number]['code']

/** The two boxes of the form, with the words printed beside them. */
export const FORM_SEXES = [
  { code: '1', zh: '男', en: 'Male' },
  { code: '2', zh: '女', en: 'Female' },
] as const

export type FormSexCode = (typeof FORM_SEXES)[number]['code']

export function findSex(code: string) {
  return findCode(SEXES, code)
}
