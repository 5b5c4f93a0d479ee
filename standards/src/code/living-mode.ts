import { findCode } from './code-entry.ts'

/** How the person lives (居住方式): the five choices of fill-in note 8, a local list. */
export const LIVING_MODES = [
  { code: '1', zh: '单身居住', en: 'Alone' },
  { code: '2', zh: '家庭居住', en: 'With family' },
  { code: '3', zh: '合伙居住', en: 'Sharing with others' },
  { code: '4', zh: '集体居住（单位宿舍）', en: "Collective (employer's dormitory)" },
  { code: '5', zh: '其他', en: 'Other' },
] as const

export type LivingModeCode = (typeof LIVING_MODES)[number]['code']

export function findLivingMode(code: string) {
  return findCode(LIVING_MODES, code)
}
