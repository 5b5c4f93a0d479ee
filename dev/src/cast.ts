import { idCheckCharacter } from '@anju/standards/id-number.ts'
import type { Role } from '@anju/domain/policy/workflow-policy.ts'

/** The cities of a trial run: a prefecture with districts, and a district that is a city of its own here. */
export type CastCity = 'foshan' | 'linhe'
export const CITIES = [
  { city: 'foshan', jurisdiction: 'foshan', divisionPrefix: '4406', nameZh: '佛山市', nameEn: 'Foshan' },
  { city: 'linhe', jurisdiction: 'linhe', divisionPrefix: '150802', nameZh: '临河区', nameEn: 'Linhe' },
] as const satisfies readonly { readonly city: CastCity; readonly [key: string]: string }[]

/**
 * The first six digits of every invented ID number: divisions that were never assigned, so that no number is anybody's.
 */
const UNASSIGNED: Record<CastCity, string> = { foshan: '440699', linhe: '150899' }

/** An invented ID number with the right check character. Odd sequences are men, even ones women. */
export function inventedIdNumber(city: CastCity, birthOn: string, sequence: number): string {
  const first17 = `${UNASSIGNED[city]}${birthOn.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`
  return first17 + idCheckCharacter(first17)
}

/** Fixed ids in the shape of UUIDv7, so that a second seeding meets the first. The last digits tell what and which. */
export function castId(kind: 'office' | 'official' | 'post' | 'account' | 'address' | 'dwelling', n: number): string {
  const kinds = { office: 1, official: 2, post: 3, account: 4, address: 5, dwelling: 6 }
  return `01520000-0000-7000-8000-${String(kinds[kind]).padStart(4, '0')}${String(n).padStart(8, '0')}`
}

export type CastOffice = {
  readonly key: string
  readonly officeId: string
  readonly city: CastCity
  readonly kind: string
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly divisionPrefix: string
}

const office = (
  n: number,
  key: string,
  city: CastCity,
  kind: string,
  code: string,
  divisionPrefix: string,
  zh: string,
  en: string,
): CastOffice => ({
  key,
  officeId: castId('office', n),
  city,
  kind,
  code,
  zh,
  en,
  divisionPrefix,
})

export const OFFICES = {
  zhangcha: office(
    1,
    'zhangcha',
    'foshan',
    'service-station',
    '101',
    '440604011',
    '张槎街道流管服务站',
    'Zhangcha service station',
  ),
  guicheng: office(
    2,
    'guicheng',
    'foshan',
    'service-station',
    '201',
    '440605011',
    '桂城街道流管服务站',
    'Guicheng service station',
  ),
  cardCentre: office(
    3,
    'cardCentre',
    'foshan',
    'police-card-centre',
    '901',
    '4406',
    '市公安局制证中心',
    'police card centre',
  ),
  migrantOffice: office(
    6,
    'migrantOffice',
    'foshan',
    'district-migrant-office',
    '801',
    '440604',
    '禅城区流管办',
    'Chancheng migrant office',
  ),
  tuanjie: office(4, 'tuanjie', 'linhe', 'police-station', '101', '150802001', '团结派出所', 'Tuanjie police station'),
  hall: office(
    5,
    'hall',
    'linhe',
    'district-police-hall',
    '001',
    '150802',
    '临河区公安局户籍服务大厅',
    'Linhe police household hall',
  ),
} as const satisfies Record<string, CastOffice>

/** An official of the cast, at one post. `zh` and `en` say what the person is for. */
export type CastOfficial = {
  readonly kind: 'official'
  readonly key: string
  readonly officialId: string
  readonly postId: string
  readonly name: string
  readonly idNumber: string
  readonly role: Role
  readonly office: CastOffice
  readonly city: CastCity
  /** What the post sees. */
  readonly divisionPrefix: string
  readonly zh: string
  readonly en: string
}

const official = (
  n: number,
  key: string,
  name: string,
  birthOn: string,
  sequence: number,
  role: Role,
  at: CastOffice,
  zh: string,
  en: string,
): CastOfficial => ({
  kind: 'official',
  key,
  officialId: castId('official', n),
  postId: castId('post', n),
  name,
  idNumber: inventedIdNumber(at.city, birthOn, sequence),
  role,
  office: at,
  city: at.city,
  divisionPrefix: at.divisionPrefix,
  zh,
  en,
})

const { zhangcha, guicheng, migrantOffice, tuanjie, hall } = OFFICES

export const OFFICIALS = {
  clerk: official(
    1,
    'clerk',
    '陈嘉怡',
    '1990-03-12',
    102,
    'clerk',
    zhangcha,
    '张槎站前台：登记、受理、发证',
    'Zhangcha front desk: registers, accepts, hands over',
  ),
  coordinator: official(
    2,
    'coordinator',
    '黄志豪',
    '1987-11-05',
    103,
    'coordinator',
    zhangcha,
    '张槎站区域协管员：上门核实',
    'Zhangcha area coordinator: visits',
  ),
  secondCoordinator: official(
    3,
    'secondCoordinator',
    '何丽娟',
    '1992-06-24',
    104,
    'coordinator',
    zhangcha,
    '张槎站第二协管员：复核不属实',
    'Zhangcha second coordinator: confirms what was found untrue',
  ),
  stationHead: official(
    4,
    'stationHead',
    '梁伟棠',
    '1975-09-18',
    105,
    'station-head',
    zhangcha,
    '张槎站站长：审核',
    'Zhangcha station head: reviews',
  ),
  deputyHead: official(
    5,
    'deputyHead',
    '罗美玲',
    '1979-02-08',
    106,
    'deputy-head',
    zhangcha,
    '张槎站副站长：审核',
    'Zhangcha deputy head: reviews',
  ),
  guichengClerk: official(
    6,
    'guichengClerk',
    '冯晓彤',
    '1994-08-30',
    108,
    'clerk',
    guicheng,
    '桂城站前台：看不到张槎的事项',
    'Guicheng front desk: does not see the cases of Zhangcha',
  ),
  registrar: official(
    7,
    'registrar',
    '武建军',
    '1983-04-17',
    201,
    'registrar',
    tuanjie,
    '团结派出所登记民警',
    'registering officer of the Tuanjie police station',
  ),
  hallClerk: official(
    8,
    'hallClerk',
    '杨雪梅',
    '1989-12-02',
    202,
    'hall-clerk',
    hall,
    '大厅受理员：受理、发证',
    'hall clerk: accepts and hands over',
  ),
  hallReviewer: official(
    9,
    'hallReviewer',
    '郭永胜',
    '1978-07-21',
    203,
    'hall-reviewer',
    hall,
    '大厅审核民警',
    'hall reviewer: decides',
  ),
  hallMaker: official(
    10,
    'hallMaker',
    '刘海燕',
    '1991-05-14',
    204,
    'hall-maker',
    hall,
    '大厅制证员',
    'hall maker: makes the card',
  ),
  administrator: official(
    11,
    'administrator',
    '苏慧敏',
    '1981-06-13',
    110,
    'administrator',
    migrantOffice,
    '区流管办系统管理员：管理用户和岗位、试算规则变更',
    'system administrator of the migrant office: keeps accounts and posts, tries out changes of rules',
  ),
  secondAdministrator: official(
    12,
    'secondAdministrator',
    '谢志强',
    '1979-09-18',
    111,
    'administrator',
    migrantOffice,
    '区流管办系统管理员（二）：管理用户和岗位',
    'second system administrator of the migrant office: keeps accounts and posts',
  ),
  securityAdministrator: official(
    13,
    'securityAdministrator',
    '唐丽萍',
    '1984-02-27',
    112,
    'security-administrator',
    migrantOffice,
    '区流管办安全管理员：审批用户、密钥、委托',
    'security administrator of the migrant office: approves accounts, keys and lent posts',
  ),
  auditAdministrator: official(
    14,
    'auditAdministrator',
    '罗文涛',
    '1982-10-05',
    113,
    'audit-administrator',
    migrantOffice,
    '区流管办审计管理员：只查日志',
    'audit administrator of the migrant office: reads the logs and nothing else',
  ),
  linheAdministrator: official(
    15,
    'linheAdministrator',
    '巴特尔',
    '1980-12-12',
    205,
    'administrator',
    hall,
    '临河系统管理员：管理用户和岗位',
    'system administrator of Linhe: keeps accounts and posts',
  ),
  linheSecurityAdministrator: official(
    16,
    'linheSecurityAdministrator',
    '段玉兰',
    '1985-05-23',
    206,
    'security-administrator',
    hall,
    '临河安全管理员：审批用户、密钥、委托',
    'security administrator of Linhe: approves accounts, keys and lent posts',
  ),
  linheAuditAdministrator: official(
    17,
    'linheAuditAdministrator',
    '韩世杰',
    '1977-07-07',
    207,
    'audit-administrator',
    hall,
    '临河审计管理员：只查日志',
    'audit administrator of Linhe: reads the logs and nothing else',
  ),
} as const satisfies Record<string, CastOfficial>

/** Somebody from elsewhere: what the front desk keys in of them. */
export type CastPerson = {
  readonly name: string
  readonly sex: '1' | '2'
  readonly ethnicity: string
  readonly birthOn: string
  readonly idNumber: string
  readonly mobile: string
  readonly hukouDivision: string
  readonly hukouDetail: string
  readonly city: CastCity
}

const person = (
  city: CastCity,
  name: string,
  birthOn: string,
  sequence: number,
  mobile: string,
  hukouDivision: string,
  hukouDetail: string,
): CastPerson => ({
  name,
  sex: sequence % 2 === 1 ? '1' : '2',
  ethnicity: '01',
  birthOn,
  idNumber: inventedIdNumber(city, birthOn, sequence),
  mobile,
  hukouDivision,
  hukouDetail,
  city,
})

/** New residents without an account, who come to the window. */
export const ARRIVALS = {
  /** The person of the reference scenario: arrives in Foshan on Monday 2016-01-04. */
  zhang: person('foshan', '张秀兰', '1988-05-20', 302, '13800000101', '430524', '湖南省隆回县桃洪镇文仙村五组'),
  li: person('foshan', '李建平', '1985-10-11', 303, '13800000102', '511321', '四川省南部县河坝镇双龙村二社'),
  qin: person('foshan', '覃小芳', '1996-01-28', 304, '13800000103', '450881', '广西桂平市金田镇新圩村'),
  zhao: person('linhe', '赵德海', '1982-03-03', 401, '13900000201', '610826', '陕西省绥德县名州镇裴家峁村'),
  sun: person('linhe', '孙玉珍', '1990-09-09', 402, '13900000202', '150824', '内蒙古乌拉特中旗海流图镇'),
} as const satisfies Record<string, CastPerson>

/** A resident who signs in with their real name and declares for themselves. */
export type CastResident = CastPerson & {
  readonly kind: 'resident'
  readonly key: string
  readonly accountId: string
  readonly zh: string
  readonly en: string
}

export const RESIDENTS = {
  foshanResident: {
    ...person('foshan', '周文杰', '1993-07-16', 305, '13800000104', '360732', '江西省兴国县潋江镇埠头村'),
    kind: 'resident',
    key: 'foshanResident',
    accountId: castId('account', 1),
    zh: '居民本人网上申报（佛山）',
    en: 'resident who declares online in Foshan',
  },
  linheResident: {
    ...person('linhe', '马晓霞', '1995-02-19', 404, '13900000203', '640324', '宁夏同心县豫海镇'),
    kind: 'resident',
    key: 'linheResident',
    accountId: castId('account', 2),
    zh: '居民本人（临河；当地只在窗口申报）',
    en: 'resident of Linhe, where declarations are made in person',
  },
} as const satisfies Record<string, CastResident>

export type CastMember = CastOfficial | CastResident
/** Everybody who can sign in, in the order in which the launcher lists them. */
export const CAST: readonly CastMember[] = [...Object.values(OFFICIALS), ...Object.values(RESIDENTS)]
