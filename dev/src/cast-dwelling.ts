import type { Address } from '@anju/standards/address/address.ts'
import { castId, type CastCity } from './cast.ts'

/** A dwelling that a trial run begins with. */
export type CastDwelling = {
  readonly dwellingId: string
  readonly addressId: string
  readonly city: CastCity
  readonly address: Address
  readonly livingAreaM2: number
  readonly filingNo: string
  readonly landlordName: string
}

/** Registered lanes 街路巷, by village or community. */
export const LANES: Readonly<Record<CastCity, Readonly<Record<string, readonly string[]>>>> = {
  foshan: {
    '440604011209': ['张槎三路', '张槎一路', '张槎路'],
    '440604011207': ['大江路', '大江村三巷'],
    '440605011020': ['灯湖东路', '灯湖西路'],
  },
  linhe: {
    '150802001009': ['胜利北路', '团结路'],
    '150802001002': ['五一街', '五星路'],
  },
}

type Parts = { readonly door: string; readonly building?: string; readonly unit?: string; readonly room?: string }

function dwelling(
  n: number,
  city: CastCity,
  divisionCode: string,
  lane: string,
  parts: Parts,
  livingAreaM2: number,
  filingNo: string,
  landlordName: string,
): CastDwelling {
  return {
    dwellingId: castId('dwelling', n),
    addressId: castId('address', n),
    city,
    address: { divisionCode, lane: { kind: 'registered', laneId: `${divisionCode}/${lane}`, name: lane }, ...parts },
    livingAreaM2,
    filingNo,
    landlordName,
  }
}

export const DWELLINGS = {
  /** An ordinary flat, filed as a let house: enough for twelve. */
  flat: dwelling(
    1,
    'foshan',
    '440604011209',
    '张槎三路',
    { door: '12号', building: '3栋', unit: '302房' },
    36.5,
    '禅租备2015-0312',
    '区沛霖',
  ),
  /** Small: enough for three, so a fourth permit raises the alarm. */
  room: dwelling(
    2,
    'foshan',
    '440604011209',
    '张槎三路',
    { door: '12号', building: '3栋', unit: '303房' },
    9,
    '禅租备2015-0313',
    '区沛霖',
  ),
  dormitory: dwelling(
    3,
    'foshan',
    '440604011207',
    '大江路',
    { door: '18号', building: '员工宿舍楼2栋', unit: '305房' },
    20,
    '',
    '大江针织厂',
  ),
  /** One room of a flat, enough for one person alone. */
  lodging: dwelling(
    4,
    'foshan',
    '440604011207',
    '大江村三巷',
    { door: '7号之2', unit: '201房', room: 'A' },
    5,
    '禅租备2015-0420',
    '招绮雯',
  ),
  guichengFlat: dwelling(
    5,
    'foshan',
    '440605011020',
    '灯湖东路',
    { door: '8号', building: '1栋', unit: '1203房' },
    90,
    '南租备2015-1077',
    '关铭基',
  ),
  linheFlat: dwelling(
    6,
    'linhe',
    '150802001009',
    '胜利北路',
    { door: '26号', building: '2栋1单元', unit: '501房' },
    62,
    '',
    '苏和',
  ),
  linheDormitory: dwelling(
    7,
    'linhe',
    '150802001002',
    '五一街',
    { door: '9号', building: '职工宿舍楼1栋', unit: '203房' },
    18,
    '',
    '河套面粉厂',
  ),
} as const satisfies Record<string, CastDwelling>
