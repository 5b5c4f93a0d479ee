import { findCode } from './code-entry.ts'

/** Reason for residence as police systems exchange it (居住事由): the form's seven and the rest of that list. */
export const POLICE_REASONS = [
  { code: '131', zh: '投靠亲友', en: 'Joining family or friends' },
  { code: '201', zh: '投资', en: 'Investment' },
  { code: '202', zh: '购房', en: 'Purchase of a dwelling' },
  { code: '203', zh: '外国人加入中国籍', en: 'Naturalisation' },
  { code: '204', zh: '务工', en: 'Employment' },
  { code: '205', zh: '务农', en: 'Farming' },
  { code: '206', zh: '经商', en: 'Business' },
  { code: '207', zh: '求学', en: 'Study' },
  { code: '208', zh: '服务', en: 'Service work' },
  { code: '209', zh: '保姆', en: 'Domestic work' },
  { code: '210', zh: '因公出差', en: 'Business trip' },
  { code: '211', zh: '派出工作', en: 'Posting' },
  { code: '212', zh: '借读培训', en: 'Schooling or training' },
  { code: '213', zh: '治病疗养', en: 'Medical treatment or convalescence' },
  { code: '214', zh: '探亲访友', en: 'Visiting family or friends' },
  { code: '215', zh: '回原籍', en: 'Return to the place of origin' },
  { code: '216', zh: '旅游度假', en: 'Travel or holiday' },
  { code: '217', zh: '上访', en: 'Petitioning' },
  { code: '218', zh: '流浪乞讨', en: 'Homelessness' },
  { code: '999', zh: '其他', en: 'Other' },
] as const

export type PoliceReasonCode = (typeof POLICE_REASONS)[number]['code']

export function findPoliceReason(code: string) {
  return findCode(POLICE_REASONS, code)
}
