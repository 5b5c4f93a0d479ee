import { findCode } from './code-entry.ts'

/**
 * Relation (家庭关系), GB/T 4761-2008. The person named stands in this relation **to** the applicant: 51 is the applicant's
 * father. 98 and 99 are not certain to be in the standard; they are in the lists that police systems exchange.
 */
export const RELATIONS = [
  { code: '01', zh: '本人', en: 'Self' },
  { code: '02', zh: '户主', en: 'Head of household' },
  { code: '10', zh: '配偶', en: 'Spouse' },
  { code: '11', zh: '夫', en: 'Husband' },
  { code: '12', zh: '妻', en: 'Wife' },
  { code: '20', zh: '子', en: 'Son' },
  { code: '21', zh: '独生子', en: 'Only son' },
  { code: '22', zh: '长子', en: 'Eldest son' },
  { code: '23', zh: '次子', en: 'Second son' },
  { code: '24', zh: '三子', en: 'Third son' },
  { code: '25', zh: '四子', en: 'Fourth son' },
  { code: '26', zh: '五子', en: 'Fifth son' },
  { code: '27', zh: '养子或继子', en: 'Adopted son or stepson' },
  { code: '28', zh: '女婿', en: 'Son-in-law' },
  { code: '29', zh: '其他儿子', en: 'Other son' },
  { code: '30', zh: '女', en: 'Daughter' },
  { code: '31', zh: '独生女', en: 'Only daughter' },
  { code: '32', zh: '长女', en: 'Eldest daughter' },
  { code: '33', zh: '二女', en: 'Second daughter' },
  { code: '34', zh: '三女', en: 'Third daughter' },
  { code: '35', zh: '四女', en: 'Fourth daughter' },
  { code: '36', zh: '五女', en: 'Fifth daughter' },
  { code: '37', zh: '养女或继女', en: 'Adopted daughter or stepdaughter' },
  { code: '38', zh: '儿媳', en: 'Daughter-in-law' },
  { code: '39', zh: '其他女儿', en: 'Other daughter' },
  { code: '40', zh: '孙子、孙女或外孙子、外孙女', en: 'Grandchild' },
  { code: '41', zh: '孙子', en: "Grandson, son's son" },
  { code: '42', zh: '孙女', en: "Granddaughter, son's daughter" },
  { code: '43', zh: '外孙子', en: "Grandson, daughter's son" },
  { code: '44', zh: '外孙女', en: "Granddaughter, daughter's daughter" },
  { code: '45', zh: '孙媳妇或外孙媳妇', en: "Grandson's wife" },
  { code: '46', zh: '孙女婿或外孙女婿', en: "Granddaughter's husband" },
  { code: '47', zh: '曾孙子或外曾孙子', en: 'Great-grandson' },
  { code: '48', zh: '曾孙女或外曾孙女', en: 'Great-granddaughter' },
  { code: '49', zh: '其他孙子、孙女或外孙子、外孙女', en: 'Other grandchild' },
  { code: '50', zh: '父母', en: 'Parent' },
  { code: '51', zh: '父亲', en: 'Father' },
  { code: '52', zh: '母亲', en: 'Mother' },
  { code: '53', zh: '公公', en: "Husband's father" },
  { code: '54', zh: '婆婆', en: "Husband's mother" },
  { code: '55', zh: '岳父', en: "Wife's father" },
  { code: '56', zh: '岳母', en: "Wife's mother" },
  { code: '57', zh: '继父或养父', en: 'Stepfather or adoptive father' },
  { code: '58', zh: '继母或养母', en: 'Stepmother or adoptive mother' },
  { code: '59', zh: '其他父母关系', en: 'Other parental relation' },
  { code: '60', zh: '祖父母或外祖父母', en: 'Grandparent' },
  { code: '61', zh: '祖父', en: 'Paternal grandfather' },
  { code: '62', zh: '祖母', en: 'Paternal grandmother' },
  { code: '63', zh: '外祖父', en: 'Maternal grandfather' },
  { code: '64', zh: '外祖母', en: 'Maternal grandmother' },
  { code: '65', zh: '配偶的祖父母或外祖父母', en: "Spouse's grandparent" },
  { code: '66', zh: '曾祖父', en: 'Great-grandfather' },
  { code: '67', zh: '曾祖母', en: 'Great-grandmother' },
  { code: '68', zh: '配偶的曾祖父母或外曾祖父母', en: "Spouse's great-grandparent" },
  { code: '69', zh: '其他祖父母或外祖父母关系', en: 'Other grandparental relation' },
  { code: '70', zh: '兄弟姐妹', en: 'Sibling' },
  { code: '71', zh: '兄', en: 'Elder brother' },
  { code: '72', zh: '嫂', en: "Elder brother's wife" },
  { code: '73', zh: '弟', en: 'Younger brother' },
  { code: '74', zh: '弟媳', en: "Younger brother's wife" },
  { code: '75', zh: '姐姐', en: 'Elder sister' },
  { code: '76', zh: '姐夫', en: "Elder sister's husband" },
  { code: '77', zh: '妹妹', en: 'Younger sister' },
  { code: '78', zh: '妹夫', en: "Younger sister's husband" },
  { code: '79', zh: '其他兄弟姐妹', en: 'Other sibling relation' },
  { code: '80', zh: '其他', en: 'Other relation' },
  { code: '81', zh: '伯父', en: "Father's elder brother" },
  { code: '82', zh: '伯母', en: "Wife of father's elder brother" },
  { code: '83', zh: '叔父', en: "Father's younger brother" },
  { code: '84', zh: '婶母', en: "Wife of father's younger brother" },
  { code: '85', zh: '舅父', en: "Mother's brother" },
  { code: '86', zh: '舅母', en: "Wife of mother's brother" },
  { code: '87', zh: '姨父', en: "Husband of mother's sister" },
  { code: '88', zh: '姨母', en: "Mother's sister" },
  { code: '89', zh: '姑父', en: "Husband of father's sister" },
  { code: '90', zh: '姑母', en: "Father's sister" },
  { code: '91', zh: '堂兄弟、堂姐妹', en: 'Cousin of the same surname line' },
  { code: '92', zh: '表兄弟、表姐妹', en: 'Cousin of another surname line' },
  { code: '93', zh: '侄子', en: "Brother's son" },
  { code: '94', zh: '侄女', en: "Brother's daughter" },
  { code: '95', zh: '外甥', en: "Sister's son" },
  { code: '96', zh: '外甥女', en: "Sister's daughter" },
  { code: '97', zh: '其他亲属', en: 'Other relative' },
  { code: '98', zh: '非亲属', en: 'Not a relative' },
  { code: '99', zh: '其他', en: 'Other' },
] as const

export type RelationCode = (typeof RELATIONS)[number]['code']

export function findRelation(code: string) {
  return findCode(RELATIONS, code)
}

/**
 * Codes of close relatives (近亲属): spouse, children, grandchildren, parents, grandparents, brothers and sisters, step-
 * and adoptive ones included. Relatives by marriage, and uncles, aunts and cousins, are not.
 */
const CLOSE_RELATIVE = /^(1[0-2]|2[0-79]|3[0-79]|4[0-49]|5[01278]|6[0-4]|7[01357])$/

/**
 * Whether a relation is one of those the Civil Code calls close relatives (近亲属, art. 1045), who alone beside a guardian
 * may act for an applicant (CN-663:9). A guardian (监护人) is not a relation of this list: guardianship is proven apart.
 */
export function isCloseRelative(code: string): boolean {
  return CLOSE_RELATIVE.test(code)
}
