import { findCode } from './code-entry.ts'

/** Place of residence (居住处所), the newer list of police systems; tens are the groups. */
export const POLICE_RESIDENCES = [
  { code: '10', zh: '行业场所', en: 'Lodging business' },
  { code: '11', zh: '宾馆旅店', en: 'Hotel or inn' },
  { code: '12', zh: '家庭旅店', en: 'Family guest house' },
  { code: '13', zh: '留宿洗浴场所', en: 'Bath house with lodging' },
  { code: '14', zh: '酒店式公寓', en: 'Serviced apartment' },
  { code: '20', zh: '普通住宅', en: 'Ordinary dwelling' },
  { code: '21', zh: '自有住宅', en: 'Own dwelling' },
  { code: '22', zh: '公有住宅', en: 'Public dwelling' },
  { code: '23', zh: '居民家中', en: "In a resident's home" },
  { code: '30', zh: '租赁房屋', en: 'Rented dwelling' },
  { code: '40', zh: '单位内部', en: 'On the premises of an organisation' },
  { code: '41', zh: '机关团体', en: 'Public office or organisation' },
  { code: '42', zh: '企事业单位', en: 'Enterprise or institution' },
  { code: '43', zh: '学校', en: 'School' },
  { code: '44', zh: '部队', en: 'Military unit' },
  { code: '50', zh: '宗教场所', en: 'Place of worship' },
  { code: '60', zh: '治疗养老场所', en: 'Place of treatment or old-age care' },
  { code: '61', zh: '医院', en: 'Hospital' },
  { code: '62', zh: '疗养院', en: 'Sanatorium' },
  { code: '63', zh: '康复中心', en: 'Rehabilitation centre' },
  { code: '64', zh: '养老院', en: 'Old-age home' },
  { code: '70', zh: '流动（临时）性住所', en: 'Mobile or temporary dwelling' },
  { code: '71', zh: '工地、工棚', en: 'Building site or site hut' },
  { code: '72', zh: '水上船舶', en: 'Vessel on the water' },
  { code: '73', zh: '商铺摊点', en: 'Shop or stall' },
  { code: '80', zh: '救助场所', en: 'Relief centre' },
  { code: '90', zh: '其他', en: 'Other' },
] as const

export type PoliceResidenceCode = (typeof POLICE_RESIDENCES)[number]['code']

export function findPoliceResidence(code: string) {
  return findCode(POLICE_RESIDENCES, code)
}
