import { findCode } from './code-entry.ts'

/** Political affiliation (政治面貌), GB/T 4762-1984: the thirteen choices of fill-in note 5. */
export const POLITICAL_AFFILIATIONS = [
  { code: '01', zh: '中共党员', en: 'Member of the Communist Party of China' },
  { code: '02', zh: '中共预备党员', en: 'Probationary member of the Communist Party of China' },
  { code: '03', zh: '共青团员', en: 'Member of the Communist Youth League' },
  { code: '04', zh: '民革会员', en: 'Member of the Revolutionary Committee of the Chinese Kuomintang' },
  { code: '05', zh: '民盟盟员', en: 'Member of the China Democratic League' },
  { code: '06', zh: '民建会员', en: 'Member of the China National Democratic Construction Association' },
  { code: '07', zh: '民进会员', en: 'Member of the China Association for Promoting Democracy' },
  { code: '08', zh: '农工党党员', en: "Member of the Chinese Peasants' and Workers' Democratic Party" },
  { code: '09', zh: '致公党党员', en: 'Member of the China Zhi Gong Party' },
  { code: '10', zh: '九三学社社员', en: 'Member of the Jiusan Society' },
  { code: '11', zh: '台盟盟员', en: 'Member of the Taiwan Democratic Self-Government League' },
  { code: '12', zh: '无党派民主人士', en: 'Democrat without party affiliation' },
  { code: '13', zh: '群众', en: 'No affiliation' },
] as const

export type PoliticsCode = (typeof POLITICAL_AFFILIATIONS)[number]['code']

export function findPolitics(code: string) {
  return findCode(POLITICAL_AFFILIATIONS, code)
}
