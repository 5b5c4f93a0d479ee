import { findCode } from './code-entry.ts'

/** Place of temporary lodging (暂住处所), the older list of police systems. */
export const POLICE_LODGINGS = [
  { code: '00', zh: '不详', en: 'Unknown' },
  { code: '01', zh: '宾馆', en: 'Hotel' },
  { code: '02', zh: '公寓', en: 'Serviced apartment' },
  { code: '03', zh: '旅馆', en: 'Guest house' },
  { code: '04', zh: '旅店', en: 'Inn' },
  { code: '05', zh: '招待所', en: 'Hostel' },
  { code: '11', zh: '医院', en: 'Hospital' },
  { code: '12', zh: '疗养院', en: 'Sanatorium' },
  { code: '13', zh: '康复中心', en: 'Rehabilitation centre' },
  { code: '21', zh: '机关', en: 'Public office' },
  { code: '22', zh: '团体', en: 'Public organisation' },
  { code: '23', zh: '部队', en: 'Military unit' },
  { code: '24', zh: '学校', en: 'School' },
  { code: '25', zh: '企事业单位内部', en: 'On the premises of an employer' },
  { code: '26', zh: '宗教场所', en: 'Place of worship' },
  { code: '27', zh: '外地常驻机构', en: 'Standing office of another place' },
  { code: '31', zh: '居民家中', en: "In a resident's home" },
  { code: '32', zh: '自建房屋', en: 'Self-built dwelling' },
  { code: '33', zh: '购买房屋', en: 'Purchased dwelling' },
  { code: '34', zh: '租赁房屋', en: 'Rented dwelling' },
  { code: '41', zh: '流动性施工单位', en: 'Travelling construction crew' },
  { code: '42', zh: '临时工棚', en: 'Temporary site hut' },
  { code: '43', zh: '水上船舶', en: 'Vessel on the water' },
  { code: '51', zh: '个体摊点', en: 'Own stall' },
  { code: '61', zh: '收容站', en: 'Reception centre' },
  { code: '62', zh: '遣送站', en: 'Repatriation station' },
  { code: '99', zh: '其他', en: 'Other' },
] as const

export type PoliceLodgingCode = (typeof POLICE_LODGINGS)[number]['code']

export function findPoliceLodging(code: string) {
  return findCode(POLICE_LODGINGS, code)
}
