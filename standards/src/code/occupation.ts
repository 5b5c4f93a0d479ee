import { findCode } from './code-entry.ts'

/** Occupation (职业): the fourteen choices of fill-in note 7, a local list numbered in the order of the note. */
export const OCCUPATIONS = [
  { code: '01', zh: '高新技术及现代化服务业', en: 'High technology and modern services' },
  { code: '02', zh: '文教工作人员', en: 'Culture and education' },
  { code: '03', zh: '治安保卫人员', en: 'Security guard' },
  { code: '04', zh: '保姆', en: 'Nanny' },
  { code: '05', zh: '护工', en: 'Care worker' },
  { code: '06', zh: '制造业', en: 'Manufacturing' },
  { code: '07', zh: '建筑业', en: 'Construction' },
  { code: '08', zh: '娱乐餐饮消费性服务业', en: 'Entertainment, catering and consumer services' },
  { code: '09', zh: '机关工作人员', en: 'Public office staff' },
  { code: '10', zh: '商贸业', en: 'Commerce and trade' },
  { code: '11', zh: '居民服务业', en: 'Services to residents' },
  { code: '12', zh: '农林畜养业', en: 'Farming, forestry and livestock' },
  { code: '13', zh: '工人', en: 'Worker' },
  { code: '14', zh: '其他', en: 'Other' },
] as const

export type OccupationCode = (typeof OCCUPATIONS)[number]['code']

export function findOccupation(code: string) {
  return findCode(OCCUPATIONS, code)
}
