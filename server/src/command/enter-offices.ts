import { readFileSync } from 'node:fs'
import { uuidV7 } from '@anju/crypto/random.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { Client } from 'pg'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Say } from './migrate.ts'

const words = z.string().min(1)
const prefix = z.string().regex(/^\d{2,12}$/)
const officeCode = z.string().regex(/^\d{3}$/)
const office = z.strictObject({ code: officeCode, kind: words, zh: words, en: words, divisionPrefix: prefix })
const entries = z.strictObject({ offices: z.array(office).min(1) })
/** Offices of a city, as its administrators write them down. */
export type Entries = z.infer<typeof entries>

export type OfficesOrder = {
  readonly ownerUrl: string
  readonly city: string
  /** Path of the YAML file. */
  readonly file: string
  readonly packs: readonly Pack[]
}

/** What a file that names officials is told: there is one way to an account, and it has two administrators. */
const NO_OFFICIALS =
  'The file names officials. Nobody gets an account from the console but the first three administrators (first-administrators). ' +
  'Everybody else is proposed by the system administrator, one by one or by the roster, and approved by the security administrator.'

/**
 * Enters the offices of a city (机构) from a file. What is there already stays as it is, so the same file may come again; nothing is
 * ever removed. It makes no account and no post: those come by proposal and approval only.
 *
 * @throws Error with every fault of the file, before anything is written.
 */
export async function enterOffices({ ownerUrl, city, file, packs }: OfficesOrder, say: Say): Promise<void> {
  const written: unknown = parse(readFileSync(file, 'utf8'))
  if (typeof written === 'object' && written !== null && 'officials' in written) throw new Error(NO_OFFICIALS)
  const wanted = entries.parse(written)
  const client = new Client({ connectionString: ownerUrl, application_name: 'anju offices' })
  await client.connect()
  try {
    const found = await client.query<{ jurisdiction: string; division_prefix: string }>(
      'select jurisdiction, division_prefix from shared.city where city = $1',
      [city],
    )
    const [served] = found.rows
    if (served === undefined) throw new Error(`There is no city ${city}: add-city comes first`)
    const own = packs.filter(({ jurisdiction }) => jurisdiction === served.jurisdiction)
    const faults = listFaults(wanted, served.division_prefix, own)
    if (faults.length > 0) throw new Error(faults.map((fault) => `  - ${fault}`).join('\n'))
    await client.query('begin')
    const offices = await recordOffices(client, city, wanted)
    await client.query('commit')
    say(`${city}: ${offices} offices entered; what was there stays`)
  } finally {
    await client.end()
  }
}

/** Everything that is wrong, by the packs of the jurisdiction. */
function listFaults({ offices }: Entries, cityPrefix: string, packs: readonly Pack[]): readonly string[] {
  const codes = offices.map(({ code }) => code)
  const kinds = new Set(packs.flatMap(({ workflow }) => workflow.offices.map(({ kind }) => kind)))
  const faults = [
    ...(packs.length === 0 ? ['law/packs has no pack of the jurisdiction of this city'] : []),
    ...codes.filter((code, at) => codes.indexOf(code) !== at).map((code) => `two offices have the code ${code}`),
    ...offices.flatMap(({ code, kind }) => (kinds.has(kind) ? [] : [`office ${code}: no pack knows the kind ${kind}`])),
    ...offices
      .filter(({ divisionPrefix }) => !divisionPrefix.startsWith(cityPrefix))
      .map(({ divisionPrefix }) => `the divisions ${divisionPrefix} lie outside the city's ${cityPrefix}`),
  ]
  return [...new Set(faults)]
}

async function recordOffices(client: Client, city: string, { offices }: Entries): Promise<number> {
  let entered = 0
  for (const { code, kind, zh, en, divisionPrefix } of offices) {
    const { rowCount } = await client.query(
      `insert into shared.office (office_id, city, kind, code, name_zh, name_en, division_prefix)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (city, code) do nothing`,
      [uuidV7(), city, kind, code, zh, en, divisionPrefix],
    )
    entered += rowCount ?? 0
  }
  return entered
}
