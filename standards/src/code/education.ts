import { findCode } from './code-entry.ts'

/**
 * Education (文化程度): the nine choices of fill-in note 4, which are the major groups of GB/T 4658-1984.
 * The label of 50 is the form's own, 技术学校; the standard says 技工学校.
 */
export const EDUCATION_LEVELS = [
  { code: '10', zh: '研究生', en: 'Postgraduate' },
  { code: '20', zh: '大学本科（简称“大学”）', en: 'Undergraduate degree' },
  { code: '30', zh: '大学专科和专科学校（简称“大专”）', en: 'Junior college' },
  { code: '40', zh: '中等专业学校或中等技术学校', en: 'Secondary specialised or technical school' },
  { code: '50', zh: '技术学校', en: 'Vocational school' },
  { code: '60', zh: '高中', en: 'Senior high school' },
  { code: '70', zh: '初中', en: 'Junior high school' },
  { code: '80', zh: '小学', en: 'Primary school' },
  { code: '90', zh: '文盲或半文盲', en: 'Illiterate or semi-literate' },
] as const

export type EducationCode = (typeof EDUCATION_LEVELS)[number]['code']

export function findEducation(code: string) {
  return findCode(EDUCATION_LEVELS, code)
}

/** Codes in use in GB/T 4658-2006, which is finer: two digits below each major group. */
const CODES_2006 = /^(1[0-9]|2[0-8]|3[0-3]|4[0-9]|6[0-3]|7[013]|8[013]|90)$/

/**
 * Maps a code of the 2006 revision to the form's nine by its first digit. Only 47, 48 and 49, schools for skilled
 * workers (技工学校), go to 50, because that revision has no group 5.
 *
 * @returns undefined for a code that the 2006 revision does not have
 */
export function educationFrom2006(code: string): EducationCode | undefined {
  if (!CODES_2006.test(code)) return undefined
  if (code === '47' || code === '48' || code === '49') return '50'
  return findEducation(`${code[0]}0`)?.code
}
