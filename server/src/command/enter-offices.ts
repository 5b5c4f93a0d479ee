import { readFileSync } from 'node:fs'
import type { CryptoProvider } from '@anju/crypto/provider.ts'
import { uuidV7 } from '@anju/crypto/random.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { findPackInForce } from '@anju/domain/policy/select-pack.ts'
import { plainDate } from '@anju/domain/policy/sourced.ts'
import { ROLES } from '@anju/domain/policy/workflow-policy.ts'
import { normaliseIdNumber, parseIdNumber } from '@anju/standards/id-number.ts'
import { Client } from 'pg'
import { parse } from 'yaml'
import { z } from 'zod'
import { enterOfficial } from '../store/entered-account.ts'
import { sealEntered } from '../store/row-seal.ts'
import type { Say } from './migrate.ts'

const words = z.string().min(1)
const prefix = z.string().regex(/^\d{2,12}$/)
const officeCode = z.string().regex(/^\d{3}$/)
const post = z.strictObject({ role: z.enum(ROLES), office: officeCode, divisionPrefix: prefix, from: plainDate })
const entries = z.strictObject({
  offices: z.array(z.strictObject({ code: officeCode, kind: words, zh: words, en: words, divisionPrefix: prefix })),
  officials: z.array(z.strictObject({ name: words, idNumber: words, posts: z.array(post).min(1) })),
})
/** Offices, officials and posts of a city, as an administrator writes them down. */
export type Entries = z.infer<typeof entries>

export type OfficesOrder = {
  readonly ownerUrl: string
  readonly city: string
  /** Path of the YAML file. */
  readonly file: string
  readonly packs: readonly Pack[]
  readonly crypto: CryptoProvider
}

/**
 * Enters the offices of a city, its officials and their posts (机构、用户、岗位) from a file. What is there already stays as it is,
 * so the same file may come again; nothing is ever removed. ID numbers are kept as blind indexes only.
 *
 * @throws Error with every fault of the file, before anything is written.
 */
export async function enterOffices({ ownerUrl, city, file, packs, crypto }: OfficesOrder, say: Say): Promise<void> {
  const wanted = entries.parse(parse(readFileSync(file, 'utf8')))
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
    const bound = await client.query<{ key_fingerprint: string }>('select key_fingerprint from shared.installation')
    if (bound.rows[0]?.key_fingerprint !== crypto.fingerprint)
      throw new Error('The database belongs to another key folder: nobody entered with this one could be found again')
    await client.query('begin')
    const offices = await recordOffices(client, city, wanted)
    const posts = await recordPosts(client, city, wanted, crypto)
    await client.query('commit')
    say(`${city}: ${offices} offices and ${posts} posts entered; what was there stays`)
  } finally {
    await client.end()
  }
}

/** Everything that is wrong, by the pack of the day on which each post begins. */
function listFaults({ offices, officials }: Entries, cityPrefix: string, packs: readonly Pack[]): readonly string[] {
  const codes = offices.map(({ code }) => code)
  const kinds = new Set(packs.flatMap(({ workflow }) => workflow.offices.map(({ kind }) => kind)))
  const outside = [...offices, ...officials.flatMap(({ posts }) => posts)].map((each) => each.divisionPrefix)
  return [
    ...(packs.length === 0 ? ['law/packs has no pack of the jurisdiction of this city'] : []),
    ...codes.filter((code, at) => codes.indexOf(code) !== at).map((code) => `two offices have the code ${code}`),
    ...offices.flatMap(({ code, kind }) => (kinds.has(kind) ? [] : [`office ${code}: no pack knows the kind ${kind}`])),
    ...outside
      .filter((one) => !one.startsWith(cityPrefix))
      .map((one) => `the divisions ${one} lie outside the city's ${cityPrefix}`),
    ...officials.flatMap(({ name, idNumber, posts }) => [
      ...posts.flatMap(({ from }) =>
        parseIdNumber(idNumber, from).ok ? [] : [`${name}: the ID number is not possible`],
      ),
      ...posts.flatMap((each) => listPostFaults(name, each, offices, packs)),
    ]),
  ].filter((fault, at, all) => all.indexOf(fault) === at)
}

function listPostFaults(
  name: string,
  { role, office, from }: Entries['officials'][number]['posts'][number],
  offices: Entries['offices'],
  packs: readonly Pack[],
): readonly string[] {
  const [anyPack] = packs
  if (anyPack === undefined) return []
  // Officials may be in office before the first pack begins.
  const pack = findPackInForce(packs, anyPack.jurisdiction, from) ?? anyPack
  const named = pack.workflow.roles.find((each) => each.role === role)
  const at = offices.find(({ code }) => code === office)
  if (named === undefined) return [`${name}: the pack ${pack.id} has no role ${role}`]
  if (at === undefined) return [`${name}: the file has no office ${office}`]
  return at.kind === named.officeKind ? [] : [`${name}: ${role} works at a ${named.officeKind}, not at a ${at.kind}`]
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

async function recordPosts(
  client: Client,
  city: string,
  { officials }: Entries,
  crypto: CryptoProvider,
): Promise<number> {
  let entered = 0
  for (const { name, idNumber, posts } of officials) {
    const person = { officialId: uuidV7(), name, idNumber: normaliseIdNumber(idNumber) }
    const officialId = await enterOfficial(client, crypto, person)
    for (const { role, office, divisionPrefix, from } of posts) {
      const postId = uuidV7()
      const { rowCount } = await client.query(
        `insert into shared.post (post_id, official_id, office_id, role, division_prefix, valid_from)
         select $1, $5, office_id, $2, $3, $4 from shared.office
         where city = $6 and code = $7 and not exists (
           select 1 from shared.post p where p.official_id = $5 and p.office_id = office.office_id
             and p.role = $2 and p.division_prefix = $3 and p.valid_from = $4)`,
        [postId, role, divisionPrefix, from, officialId, city, office],
      )
      await sealEntered(client, crypto, 'post', [postId])
      entered += rowCount ?? 0
    }
  }
  return entered
}
