/**
 * Every paper that some city's checklist (材料清单) may name, with its words and its kind: an identity or other document
 * (证件) and a contract (合同) are checked in the original, a proof (证明) is written for this purpose (FG-2015:二.二(3)).
 */
export const MATERIALS = {
  'identity-document': {
    kind: 'document',
    zh: '居民身份证或其他有效身份证明',
    en: 'ID card or other valid proof of identity',
  },
  'residence-permit': { kind: 'document', zh: '居住证原证', en: 'the residence permit itself' },
  photo: { kind: 'document', zh: '本人相片', en: "the applicant's photo" },
  'labour-contract': { kind: 'contract', zh: '劳动合同', en: 'labour contract' },
  'business-licence': { kind: 'document', zh: '工商营业执照', en: 'business licence' },
  'employer-proof': { kind: 'proof', zh: '用人单位出具的劳动关系证明', en: "employer's proof of the labour relation" },
  'hiring-certificate': { kind: 'document', zh: '录用、聘用证书', en: 'hiring certificate' },
  payslip: { kind: 'document', zh: '工资条', en: 'payslip' },
  'attendance-card': { kind: 'document', zh: '考勤卡', en: 'attendance card' },
  'social-insurance-proof': { kind: 'proof', zh: '社会保险缴纳凭证', en: 'proof of social insurance paid' },
  'tax-proof': { kind: 'proof', zh: '纳税证明', en: 'proof of tax paid' },
  lease: { kind: 'contract', zh: '房屋租赁合同', en: 'lease' },
  'rental-filing-certificate': { kind: 'proof', zh: '出租屋登记备案证明', en: 'rental filing certificate' },
  'title-deed': { kind: 'document', zh: '自有房屋产权证明', en: 'own title to the home' },
  'purchase-contract': { kind: 'contract', zh: '购房合同', en: 'purchase contract' },
  'host-title-deed': { kind: 'document', zh: '亲友房屋产权证明', en: "title of the relative or friend's home" },
  'host-statement': { kind: 'proof', zh: '房屋所有人书面说明', en: "owner's written statement" },
  'landlord-lodging-proof': { kind: 'proof', zh: '房屋出租人出具的住宿证明', en: "landlord's lodging proof" },
  'employer-lodging-proof': { kind: 'proof', zh: '用人单位出具的住宿证明', en: "employer's lodging proof" },
  'school-lodging-proof': { kind: 'proof', zh: '就读学校出具的住宿证明', en: "school's lodging proof" },
  'student-card': { kind: 'document', zh: '学生证', en: 'student card' },
  'school-roll-card': { kind: 'document', zh: '学籍卡', en: 'school roll card' },
  'school-proof': { kind: 'proof', zh: '就读学校出具的连续就读证明', en: "school's proof of continuous study" },
  'agent-identity-document': { kind: 'document', zh: '代办人身份证件', en: "agent's identity document" },
  'household-booklet': { kind: 'document', zh: '委托人户口簿', en: "applicant's household booklet" },
  'agent-household-booklet': { kind: 'document', zh: '代办人户口簿', en: "agent's household booklet" },
  // What a list that ends in 等 leaves open: offered by the applicant, never asked for; what it is stands in the reason.
  'comparable-proof-of-employment': {
    kind: 'proof',
    zh: '其他同等就业证明',
    en: 'another, comparable proof of employment',
  },
  'comparable-proof-of-dwelling': {
    kind: 'proof',
    zh: '其他同等居住地住址证明',
    en: 'another, comparable proof of dwelling',
  },
  'comparable-proof-of-study': { kind: 'proof', zh: '其他同等就读证明', en: 'another, comparable proof of study' },
} as const satisfies Record<string, { kind: MaterialKind; zh: string; en: string }>

export type MaterialKind = 'document' | 'contract' | 'proof'
export type MaterialKey = keyof typeof MATERIALS

export function isMaterialKey(text: string): text is MaterialKey {
  return Object.hasOwn(MATERIALS, text)
}

export const MATERIAL_KEYS: readonly MaterialKey[] = Object.keys(MATERIALS).filter(isMaterialKey)

/** Of each group of proofs, the kind under which a comparable one is taken. */
export const COMPARABLE_PROOFS = {
  employment: 'comparable-proof-of-employment',
  dwelling: 'comparable-proof-of-dwelling',
  study: 'comparable-proof-of-study',
} as const satisfies Record<string, MaterialKey>

export function isComparableProof(kind: string): boolean {
  return Object.values<string>(COMPARABLE_PROOFS).includes(kind)
}

/** What a notice (一次性告知) can ask for: a material, or any one of the ways to show something, or the landlord's filing. */
export const NOTICE_ITEMS = {
  ...MATERIALS,
  'proof-of-employment': { zh: '清单所列就业证明之一', en: 'one of the listed proofs of employment' },
  'proof-of-dwelling': { zh: '清单所列居住地住址证明之一', en: 'one of the listed proofs of dwelling' },
  'proof-of-study': { zh: '清单所列就读证明之一', en: 'one of the listed proofs of study' },
  'proof-of-one-condition': {
    zh: '居住地住址、就业、就读证明之一',
    en: 'one proof of address, work or school',
  },
  'house-filing': { zh: '房屋出租人办理出租屋登记备案', en: 'the filing of the house by its landlord' },
} as const satisfies Record<string, { zh: string; en: string }>

export type NoticeItem = keyof typeof NOTICE_ITEMS
