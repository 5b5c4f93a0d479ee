import { readFileSync } from 'node:fs'
import { enrolmentCodeSm3, newEnrolmentCode } from '@anju/crypto/enrolment-code.ts'
import type { CryptoProvider } from '@anju/crypto/provider.ts'
import { uuidV7 } from '@anju/crypto/random.ts'
import { keyStanding } from '@anju/domain/access/key-standing.ts'
import { addHours, civilDateOf } from '@anju/domain/kernel/plain-date.ts'
import type { AccountPolicy } from '@anju/domain/policy/account-policy.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { plainDate } from '@anju/domain/policy/sourced.ts'
import { normaliseIdNumber, parseIdNumber } from '@anju/standards/id-number.ts'
import { Client } from 'pg'
import { parse } from 'yaml'
import { z } from 'zod'
import { enterOfficial } from '../store/entered-account.ts'
import { sealEntered } from '../store/row-seal.ts'
import { keySpanOf } from '../store/session.ts'
import type { Say } from './migrate.ts'

const ROLES = ['administrator', 'security-administrator', 'audit-administrator'] as const
const words = z.string().min(1)
const entries = z.array(
  z.strictObject({
    name: words,
    idNumber: words,
    role: z.enum(ROLES),
    office: z.string().regex(/^\d{3}$/),
    from: plainDate,
  }),
)

export type FirstAdministratorsOrder = {
  readonly ownerUrl: string
  readonly city: string
  /** Path of the YAML file: a list of name, idNumber, role, office and from. */
  readonly file: string
  readonly packs: readonly Pack[]
  readonly crypto: CryptoProvider
  /** System instant. */
  readonly at: string
}

/**
 * Enters the first administrators of a city, as the owner of the installation at the console, and prints the codes that each types in to
 * bind their keys, one for every key. Accounts come by proposal and approval only: while the city has a system and a security
 * administrator it refuses. Should all of one role be gone, or have no key that opens anything, it enters those that are lacking and
 * nobody else. Nothing else makes an account, and there is no default one.
 *
 * @throws Error with what is wrong, before anything is written
 */
export async function firstAdministrators(order: FirstAdministratorsOrder, say: Say): Promise<void> {
  const wanted = entries.parse(parse(readFileSync(order.file, 'utf8')))
  const { city, crypto } = order
  const policy = policyOf(order)
  const hours = policy.enrolmentCodeHours.value
  const faults = wanted
    .map(({ idNumber, from }, at) => ({ at, isPossible: parseIdNumber(normaliseIdNumber(idNumber), from).ok }))
    .filter(({ isPossible }) => !isPossible)
    .map(({ at }) => `entry ${at + 1}: the ID number is not possible`)
  if (faults.length > 0) throw new Error(faults.map((fault) => `  - ${fault}`).join('\n'))
  const client = new Client({ connectionString: order.ownerUrl, application_name: 'anju first administrators' })
  await client.connect()
  try {
    await client.query('begin')
    const bound = await client.query<{ key_fingerprint: string }>('select key_fingerprint from shared.installation')
    if (bound.rows[0]?.key_fingerprint !== crypto.fingerprint)
      throw new Error('The database belongs to another key folder: nobody entered with this one could be found again')
    // One at a time: a second console waits here, and finds the administrators of the first.
    await client.query('select 1 from shared.city where city = $1 for update', [city])
    const held = await heldRoles(client, order, policy)
    if (held.includes('administrator') && held.includes('security-administrator'))
      throw new Error(`${city} has its administrators: they propose and approve every further account`)
    const unfit = ROLES.flatMap((role) => {
      const isNamed = wanted.some((each) => each.role === role)
      if (isNamed && held.includes(role)) return [`${city} has its ${role}: the file is for those that it lacks`]
      return isNamed || held.includes(role) ? [] : [`the file has no ${role}`]
    })
    if (unfit.length > 0) throw new Error(unfit.map((fault) => `  - ${fault}`).join('\n'))
    const lines: string[] = []
    for (const each of wanted) lines.push(...(await enter(client, order, each, policy)))
    await client.query('commit')
    for (const line of lines) say(line)
    say(`Each code is shown here only, is good once and for ${hours} hours.`)
  } finally {
    await client.end()
  }
}

/**
 * Which of the three somebody holds, today or later, with an account that works: they have a code in hand, or keys that open the
 * registry. Of whom all lack the second key for too long nobody could propose one for another.
 */
async function heldRoles(
  client: Client,
  { city, at }: FirstAdministratorsOrder,
  policy: AccountPolicy,
): Promise<readonly string[]> {
  const today = civilDateOf(at)
  const held = await client.query<{
    role: string
    has_code: boolean
    keys: readonly { readonly bound: string; readonly revoked: string | null }[] | null
  }>(
    `select p.role, exists (select 1 from shared.enrolment e where e.official_id = o.official_id and e.code_sm3 is not null and e.used_at is null and e.expires_at > $4) as has_code,
       (select jsonb_agg(jsonb_build_object('bound', a.registered_at, 'revoked', a.revoked_at)) from shared.authenticator a where a.official_id = o.official_id) as keys
     from shared.post p join shared.office f using (office_id) join shared.official o using (official_id)
     where f.city = $1 and p.role = any($2) and coalesce(p.valid_to, 'infinity') >= $3 and o.active and coalesce(o.left_on, 'infinity') > $3`,
    [city, [...ROLES], today, at],
  )
  const isWorking = ({ has_code: hasCode, keys }: (typeof held.rows)[number]) => {
    const { state } = keyStanding((keys ?? []).map(keySpanOf), today, policy)
    return hasCode || state === 'complete' || state === 'grace'
  }
  return held.rows.filter(isWorking).map(({ role }) => role)
}

function policyOf({ packs, city }: FirstAdministratorsOrder): AccountPolicy {
  const [pack] = packs.toReversed()
  if (pack === undefined) throw new Error(`law/packs has no pack for ${city}`)
  return pack.accounts
}

async function enter(
  client: Client,
  { city, crypto, at }: FirstAdministratorsOrder,
  { name, idNumber, role, office, from }: z.infer<typeof entries>[number],
  policy: AccountPolicy,
): Promise<readonly string[]> {
  const person = { officialId: uuidV7(), name, idNumber: normaliseIdNumber(idNumber) }
  const id = await enterOfficial(client, crypto, person)
  const postId = uuidV7()
  const posted = await client.query(
    `insert into shared.post (post_id, official_id, office_id, role, division_prefix, valid_from)
     select $1, $2, office_id, $3, division_prefix, $4 from shared.office where city = $5 and code = $6`,
    [postId, id, role, from, city, office],
  )
  if (posted.rowCount !== 1) throw new Error(`${city} has no office ${office}; enter-offices comes first`)
  await sealEntered(client, crypto, 'post', [postId])
  const codes = Array.from({ length: policy.authenticators.value }, () => newEnrolmentCode())
  const expiresAt = addHours(at, policy.enrolmentCodeHours.value)
  for (const [n, code] of codes.entries()) {
    const enrolmentId = uuidV7()
    await client.query(
      `insert into shared.enrolment (enrolment_id, official_id, reason, proposed_at, approved_at, code_sm3, expires_at, city) values ($1, $2, $3, $4, $4, $5, $6, $7)`,
      [enrolmentId, id, n === 0 ? 'first' : 'further', at, enrolmentCodeSm3(code), expiresAt, city],
    )
    await sealEntered(client, crypto, 'enrolment', [enrolmentId])
  }
  return codes.map((code) => `${role}  ${name}  ${code}`)
}
