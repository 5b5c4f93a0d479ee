import { findCode } from './code-entry.ts'
import type { PoliceLodgingCode } from './police-lodging.ts'
import type { PoliceResidenceCode } from './police-residence.ts'

/**
 * Type of place lived in (居住处所类型): the seven choices of fill-in note 9, a local list. Each row names its
 * counterpart in the two lists police systems use: the older one of temporary lodging, and the newer one of residence.
 */
export const PLACE_TYPES = [
  { code: '1', zh: '租住房屋', en: 'Rented dwelling', lodging: '34', residence: '30' },
  { code: '2', zh: '企事业单位内部', en: 'On the premises of an employer', lodging: '25', residence: '42' },
  { code: '3', zh: '个体店摊', en: 'Own shop or stall', lodging: '51', residence: '73' },
  { code: '4', zh: '购买房屋', en: 'Purchased dwelling', lodging: '33', residence: '21' },
  { code: '5', zh: '临时工棚', en: 'Temporary site hut', lodging: '42', residence: '71' },
  { code: '6', zh: '居住家中', en: "In a resident's home", lodging: '31', residence: '23' },
  { code: '7', zh: '其他', en: 'Other', lodging: '99', residence: '90' },
] as const satisfies readonly {
  code: string
  zh: string
  en: string
  lodging: PoliceLodgingCode
  residence: PoliceResidenceCode
}[]

export type PlaceTypeCode = (typeof PLACE_TYPES)[number]['code']

export function findPlaceType(code: string) {
  return findCode(PLACE_TYPES, code)
}
