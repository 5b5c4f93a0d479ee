import { findCode } from './code-entry.ts'

/**
 * Identity documents (证件类型), three digits as commonly exchanged. `subject` tells whose document it is: only a
 * citizen's leads to residence registration under the permit regulation, the others go to their own procedure.
 */
export const DOCUMENT_TYPES = [
  { code: '111', zh: '居民身份证', en: 'Resident identity card', subject: 'citizen' },
  { code: '113', zh: '户口簿', en: 'Household register', subject: 'citizen' },
  { code: '114', zh: '军人证', en: 'Military identity card', subject: 'citizen' },
  { code: '117', zh: '出生医学证明', en: 'Medical certificate of birth', subject: 'citizen' },
  { code: '414', zh: '护照', en: 'Passport', subject: 'foreigner' },
  {
    code: '511',
    zh: '台湾居民来往大陆通行证',
    en: 'Mainland travel permit for Taiwan residents',
    subject: 'hong-kong-macao-taiwan',
  },
  {
    code: '516',
    zh: '港澳居民来往内地通行证',
    en: 'Mainland travel permit for Hong Kong and Macao residents',
    subject: 'hong-kong-macao-taiwan',
  },
  {
    code: '550',
    zh: '港澳台居民居住证',
    en: 'Residence permit for Hong Kong, Macao and Taiwan residents',
    subject: 'hong-kong-macao-taiwan',
  },
  { code: '553', zh: '外国人永久居留身份证', en: "Foreigner's permanent resident identity card", subject: 'foreigner' },
] as const

export type DocumentTypeCode = (typeof DOCUMENT_TYPES)[number]['code']
export type DocumentSubject = (typeof DOCUMENT_TYPES)[number]['subject']

export function findDocumentType(code: string) {
  return findCode(DOCUMENT_TYPES, code)
}
