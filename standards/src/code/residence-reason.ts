import { findCode } from './code-entry.ts'
import type { PoliceReasonCode } from './police-reason.ts'

/** Reason for living here (居住事由): the seven boxes of the form, numbered in its order, with the police code of each. */
export const RESIDENCE_REASONS = [
  { code: '1', zh: '务工', en: 'Employment', police: '204' },
  { code: '2', zh: '务农', en: 'Farming', police: '205' },
  { code: '3', zh: '经商', en: 'Business', police: '206' },
  { code: '4', zh: '服务', en: 'Service work', police: '208' },
  { code: '5', zh: '借读培训', en: 'Schooling or training', police: '212' },
  { code: '6', zh: '投靠亲友', en: 'Joining family or friends', police: '131' },
  { code: '7', zh: '其他', en: 'Other', police: '999' },
] as const satisfies readonly { code: string; zh: string; en: string; police: PoliceReasonCode }[]

export type ResidenceReasonCode = (typeof RESIDENCE_REASONS)[number]['code']

export function findResidenceReason(code: string) {
  return findCode(RESIDENCE_REASONS, code)
}
