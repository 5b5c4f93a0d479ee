import { findCode } from './code-entry.ts'

/**
 * Reasons for taking a person off the register (人员注销原因), GA/T 2000.25-2014, as far as its numbers are known: that of a
 * person who became a local resident is not.
 */
export const DEREGISTRATION_CODES = [
  { code: '1', zh: '死亡', en: 'Died' },
  { code: '2', zh: '失踪', en: 'Missing' },
  { code: '3', zh: '迁出、离开', en: 'Moved out or left' },
] as const

export type DeregistrationCode = (typeof DEREGISTRATION_CODES)[number]['code']

export function findDeregistration(code: string) {
  return findCode(DEREGISTRATION_CODES, code)
}
