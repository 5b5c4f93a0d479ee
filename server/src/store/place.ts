import type { Address, DivisionNames } from '@anju/standards/address/address.ts'
import type { Db, Pool, Tx } from '@anju/platform/database/pool.ts'

export type DivisionRow = {
  readonly code: string
  readonly name: string
  readonly level: number
  readonly has_children: boolean
}

/**
 * Children of a division; the provinces without one. Retired units are not offered, nor those that exist for statistics
 * only. The headings 市辖区, 县 and 省直辖县级行政区划 are such: what stands below them is shown below the province.
 */
export async function listDivisions(shared: Pool, parent: string | undefined): Promise<readonly DivisionRow[]> {
  if (parent === undefined)
    return shared.ask<DivisionRow>(
      'select code, name, level, true as has_children from division where parent_code is null and not statistical and valid_to is null order by code',
    )
  return shared.ask<DivisionRow>(
    `select d.code, d.name, d.level, exists (select 1 from division c where c.parent_code = d.code and not c.statistical and c.valid_to is null) as has_children
     from division d
     where (d.parent_code = $1 or d.parent_code in (select h.code from division h where h.parent_code = $1 and h.statistical and h.level = 2))
       and not d.statistical and d.valid_to is null order by d.code`,
    [parent],
  )
}

/** Names of the given codes; a code that is not in the register is left out. */
export async function findDivisionNames(shared: Pool, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await shared.ask<{ code: string; name: string }>(
    'select code, name from division where code = any($1)',
    [codes],
  )
  return new Map(rows.map((row) => [row.code, row.name]))
}

/** Province to committee, for an address text. Undefined when the committee is not in the register. */
export async function findNamesAbove(shared: Pool, committee: string): Promise<DivisionNames | undefined> {
  const codes = [2, 4, 6, 9, 12].map((length) => committee.slice(0, length))
  const names = await findDivisionNames(shared, codes)
  const [province, city, district, town, own] = codes.map((code) => names.get(code))
  if (province === undefined || city === undefined || district === undefined || town === undefined || own === undefined)
    return undefined
  return { province, city, district, town, committee: own }
}

/** The other districts of the city with their towns, to notice an address of theirs in this one's text. */
export async function listOtherDistricts(
  shared: Pool,
  committee: string,
): Promise<readonly { readonly name: string; readonly towns: readonly string[] }[]> {
  return shared.ask<{ name: string; towns: string[] }>(
    `select d.name, array(select t.name from division t where t.parent_code = d.code) as towns
     from division d where d.parent_code = $1 and d.code <> $2`,
    [committee.slice(0, 4), committee.slice(0, 6)],
  )
}

export async function listLanes(db: Db, divisionCode: string, part: string): Promise<readonly string[]> {
  const rows = await db.read<{ name: string }>(
    `select name from lane where division_code = $1 and strpos(name, $2) > 0 order by name limit 50`,
    [divisionCode, part],
  )
  return rows.map((row) => row.name)
}

export async function hasLane(db: Db, divisionCode: string, name: string): Promise<boolean> {
  const rows = await db.read('select 1 from lane where division_code = $1 and name = $2', [divisionCode, name])
  return rows.length > 0
}

export type DwellingRow = {
  readonly dwelling_id: string
  readonly version: number
  readonly address_id: string
  readonly division_code: string
  readonly standard_text: string
  readonly status: 'standard' | 'pending-survey'
  readonly lane: string
  readonly door: string
  readonly building: string
  readonly unit: string
  readonly room: string
  readonly survey_reference: string
  readonly latitude: number | null
  readonly longitude: number | null
  readonly living_area_m2: number | null
  readonly filing_no: string
  readonly occupants: number
  readonly permits: number
}

const DWELLING = `select d.dwelling_id, d.version, d.address_id, d.division_code, a.standard_text, a.status, a.lane, a.door, a.building, a.unit, a.room,
  a.survey_reference, a.latitude, a.longitude, d.living_area_m2, d.filing_no, d.occupants, d.permits from dwelling d join address a using (address_id)`

export async function findDwelling(db: Db, dwellingId: string): Promise<DwellingRow | undefined> {
  const rows = await db.read<DwellingRow>(`${DWELLING} where d.dwelling_id = $1`, [dwellingId])
  return rows[0]
}

/** Whether the house that a person is registered at is filed as let (出租屋备案), at the latest registration in force. */
export async function isHouseFiled(db: Db, personId: string): Promise<boolean> {
  const rows = await db.read<{ filed: boolean }>(
    `select d.filing_no <> '' as filed from registration r join dwelling d using (dwelling_id)
     where r.person_id = $1 and r.registered_on is not null and r.ended_on is null order by r.registered_on desc limit 1`,
    [personId],
  )
  return rows[0]?.filed ?? false
}

export async function findDwellingByText(
  db: Db,
  divisionCode: string,
  normalText: string,
): Promise<DwellingRow | undefined> {
  const rows = await db.read<DwellingRow>(`${DWELLING} where a.division_code = $1 and a.normal_text = $2`, [
    divisionCode,
    normalText,
  ])
  return rows[0]
}

export async function listDwellings(
  db: Db,
  part: string,
  divisionPrefixes: readonly string[],
): Promise<readonly DwellingRow[]> {
  return db.read<DwellingRow>(
    `${DWELLING} where a.standard_text like $1 and d.division_code like any ($2) order by a.standard_text limit 20`,
    [`%${part.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`, divisionPrefixes.map((prefix) => `${prefix}%`)],
  )
}

/** Whether the same door has other flats in the register: then a flat must be named. */
export async function hasSeveralUnits(
  db: Db,
  address: Pick<Address, 'divisionCode'>,
  lane: string,
  door: string,
  building: string,
): Promise<boolean> {
  const rows = await db.read<{ n: number }>(
    `select count(distinct unit) as n from address where division_code = $1 and lane = $2 and door = $3 and building = $4 and unit <> ''`,
    [address.divisionCode, lane, door, building],
  )
  return (rows[0]?.n ?? 0) > 1
}

export type NewDwelling = {
  readonly dwellingId: string
  readonly addressId: string
  readonly divisionCode: string
  readonly lane: string
  readonly door: string
  readonly building: string
  readonly unit: string
  readonly room: string
  readonly standardText: string
  readonly normalText: string
  readonly status: 'standard' | 'pending-survey'
  readonly surveyReference: string
  readonly coordinates: readonly [number, number] | null
  readonly livingAreaM2: number | null
  readonly filingNo: string
  readonly landlordName: string
}

/** Enters a dwelling with its address. An address that is there already makes it fail with 23505 on `address_once`. */
export async function recordDwelling(tx: Tx, dwelling: NewDwelling): Promise<void> {
  await tx.write(
    `with place as (
       insert into address (address_id, division_code, lane, door, building, unit, room, standard_text, normal_text, status, survey_reference, latitude, longitude)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     )
     insert into dwelling (dwelling_id, address_id, division_code, living_area_m2, filing_no, landlord_name) values ($14, $1, $2, $15, $16, $17)`,
    [
      dwelling.addressId,
      dwelling.divisionCode,
      dwelling.lane,
      dwelling.door,
      dwelling.building,
      dwelling.unit,
      dwelling.room,
      dwelling.standardText,
      dwelling.normalText,
      dwelling.status,
      dwelling.surveyReference,
      dwelling.coordinates?.[0] ?? null,
      dwelling.coordinates?.[1] ?? null,
      dwelling.dwellingId,
      dwelling.livingAreaM2,
      dwelling.filingNo,
      dwelling.landlordName,
    ],
  )
}

/** The survey has settled a pending address. @returns whether it was still pending. */
export async function recordSurvey(
  tx: Tx,
  addressId: string,
  lane: string,
  standardText: string,
  normalText: string,
): Promise<boolean> {
  const rows = await tx.write(
    `with bumped as (update dwelling set version = version + 1 where address_id = $1)
     update address set lane = $2, status = 'standard', standard_text = $3, normal_text = $4 where address_id = $1 and status = 'pending-survey' returning 1`,
    [addressId, lane, standardText, normalText],
  )
  return rows.length === 1
}

/** A lane enters the register (街路巷名录). */
export async function recordLane(tx: Tx, divisionCode: string, lane: string): Promise<void> {
  await tx.write('insert into lane (division_code, name) values ($1, $2) on conflict do nothing', [divisionCode, lane])
}

/** The officer measured the living area at the door. */
export async function recordLivingArea(tx: Tx, dwellingId: string, livingAreaM2: number): Promise<void> {
  await tx.write('update dwelling set living_area_m2 = $2, version = version + 1 where dwelling_id = $1', [
    dwellingId,
    livingAreaM2,
  ])
}

/** Moves the two counts of a dwelling, in the transaction of what changed them. */
export async function recordOccupancy(
  tx: Tx,
  dwellingId: string,
  change: { readonly occupants?: number; readonly permits?: number },
): Promise<void> {
  await tx.write('update dwelling set occupants = occupants + $2, permits = permits + $3 where dwelling_id = $1', [
    dwellingId,
    change.occupants ?? 0,
    change.permits ?? 0,
  ])
}
