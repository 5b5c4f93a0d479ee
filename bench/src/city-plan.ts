import { castId, OFFICES, OFFICIALS, type CastOffice } from '@anju/dev/cast.ts'
import type { Client } from 'pg'
import { HUKOU_PROVINCES, type County } from './invented-person.ts'
import { seededRandom } from './seeded-random.ts'

/** The city that is generated, and the last day of its past unless another is named. */
export const CITY = 'foshan'
export const CITY_PREFIX = '4406'
export const CITY_ENDS_ON = '2016-12-31'

export type Village = { readonly code: string; readonly lanes: readonly string[] }
/** A service station with its front desk; one for each town. */
export type Station = {
  readonly officeId: string
  readonly code: string
  readonly officialId: string
  readonly postId: string
  readonly division: string
  readonly zh: string
}
export type Town = {
  readonly code: string
  readonly names: { readonly city: string; readonly district: string; readonly town: string }
  readonly station: Station
}

/** Everything the workers share: small, plain, and the same for the same seed. */
export type CityPlan = {
  readonly seed: number
  readonly persons: number
  readonly partSize: number
  /** Last day of the city's past. */
  readonly endsOn: string
  /** Share of the persons whose registration also stands in the ledger. */
  readonly ledgerShare: number
  readonly villages: readonly Village[]
  /** Weight of each village, in the order of `villages`. */
  readonly weights: readonly number[]
  readonly towns: Readonly<Record<string, Town>>
  readonly counties: Readonly<Record<string, readonly County[]>>
}

const LANE_NAMES = [
  '人民路',
  '建设路',
  '新兴路',
  '大道',
  '中路',
  '工业一路',
  '工业二路',
  '文明街',
  '新村一巷',
  '新村二巷',
  '祠堂街',
  '市场路',
]
/** Towns known for their factories hold far more new residents than the others. */
const CROWDED: Readonly<Record<string, number>> = {
  '440605124': 9,
  '440605125': 8,
  '440605126': 6,
  '440605011': 6,
  '440606006': 6,
  '440606102': 5,
  '440606005': 4,
  '440604011': 4,
  '440604100': 3,
  '440606004': 3,
}

/** Draws the plan of a city from the register of divisions in the database. */
export async function planCity(
  client: Client,
  wanted: Pick<CityPlan, 'seed' | 'persons' | 'partSize' | 'endsOn' | 'ledgerShare'>,
): Promise<CityPlan> {
  const random = seededRandom(wanted.seed, 1)
  const divisions = await client.query<{ code: string; name: string; statistical: boolean }>(
    `select code, name, statistical from shared.division where code like $1 order by code`,
    [`${CITY_PREFIX}%`],
  )
  const names = new Map(divisions.rows.map(({ code, name }) => [code, name]))
  const townRows = divisions.rows.filter(({ code, statistical }) => code.length === 9 && !statistical)
  const towns = Object.fromEntries(townRows.map(({ code, name }, at) => [code, townOf(code, name, at, names)]))
  const inTown = divisions.rows.filter(({ code }) => code.length === 12 && towns[code.slice(0, 9)] !== undefined)
  const villages = inTown.map(({ code, name }) => ({ code, lanes: lanesOf(name) }))
  // A few villages of each town hold most of its people: the weight of a village is uniform to the third power.
  const weights = villages.map(({ code }) => (CROWDED[code.slice(0, 9)] ?? 1) * (0.02 + random.next() ** 3))
  return { ...wanted, villages, weights, towns, counties: await listCounties(client) }
}

function townOf(code: string, name: string, at: number, names: ReadonlyMap<string, string>): Town {
  const stem = name.replace(/(街道|镇)$/, '')
  return {
    code,
    names: { city: names.get(code.slice(0, 4)) ?? '', district: names.get(code.slice(0, 6)) ?? '', town: name },
    station: castStation(code) ?? {
      officeId: castId('office', 1_000 + at),
      code: String(300 + at),
      officialId: castId('official', 1_000 + at),
      postId: castId('post', 1_000 + at),
      division: code,
      zh: `${stem}流管服务站`,
    },
  }
}

/** Two towns have their station in the named cast already. */
function castStation(town: string): Station | undefined {
  const office: CastOffice | undefined = Object.values(OFFICES).find(({ divisionPrefix }) => divisionPrefix === town)
  const clerk = Object.values(OFFICIALS).find(
    (official) => official.office.key === office?.key && official.role === 'clerk',
  )
  if (office === undefined || clerk === undefined) return undefined
  return {
    officeId: office.officeId,
    code: office.code,
    officialId: clerk.officialId,
    postId: clerk.postId,
    division: town,
    zh: office.zh,
  }
}

function lanesOf(village: string): readonly string[] {
  const stem = village.replace(/(社区居民委员会|居民委员会|社区居委会|居委会|村民委员会|村委会|社区|村)$/, '')
  return LANE_NAMES.slice(0, 8).map((lane) => stem + lane)
}

async function listCounties(client: Client): Promise<Readonly<Record<string, readonly County[]>>> {
  const rows = await client.query<County>(
    `select d.code, p.name || c.name || d.name as name from shared.division d
     join shared.division p on p.code = left(d.code, 2) join shared.division c on c.code = left(d.code, 4)
     where d.level = 3 and not d.statistical and d.valid_to is null and d.code not like $1 and left(d.code, 2) = any($2) order by d.code`,
    [`${CITY_PREFIX}%`, HUKOU_PROVINCES.map(({ code }) => code)],
  )
  return Object.groupBy(rows.rows, ({ code }) => code.slice(0, 2)) as Record<string, readonly County[]>
}

/** Stations, their front desks and the lanes of every village, as owner. Safe to run again. */
export async function enterStations(
  client: Client,
  plan: CityPlan,
  blindIndexOf: (idNumber: string) => Buffer,
  numberOf: (at: number) => string,
): Promise<void> {
  let at = 0
  for (const { station } of Object.values(plan.towns)) {
    at += 1
    await client.query(
      `insert into shared.office (office_id, city, kind, code, name_zh, name_en, division_prefix) values ($1, $2, 'service-station', $3, $4, $5, $6) on conflict do nothing`,
      [station.officeId, CITY, station.code, station.zh, `Service station ${station.code}`, station.division],
    )
    await client.query(
      `insert into shared.official (official_id, name, id_bidx) values ($1, $2, $3) on conflict do nothing`,
      [station.officialId, `前台${station.code}`, blindIndexOf(numberOf(at))],
    )
    await client.query(
      `insert into shared.post (post_id, official_id, office_id, role, division_prefix, valid_from, confirmed_on) values ($1, $2, $3, 'clerk', $4, '2009-01-01', current_date) on conflict do nothing`,
      [station.postId, station.officialId, station.officeId, station.division],
    )
  }
  const lanes = plan.villages.flatMap(({ code, lanes: all }) => all.map((lane) => [code, lane] as const))
  await client.query(
    `insert into ${CITY}.lane (division_code, name) select * from unnest($1::text[], $2::text[]) on conflict do nothing`,
    [lanes.map(([code]) => code), lanes.map(([, lane]) => lane)],
  )
}
