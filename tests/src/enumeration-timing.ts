import { inventedIdNumber } from '@anju/dev/cast.ts'
import type { TestRegistry } from '@anju/tests/test-registry.ts'
import { findRecorded } from '@anju/server/store/resident-account.ts'
import { sendSignInCode, type CodeAsked } from '@anju/server/usecases/sign-in-resident.ts'
import { lowerShare, welchT } from './welch.ts'

/** How a code is asked for, and how long the answer took. */
export type Asker = (asked: CodeAsked, at: string) => Promise<unknown>

const START = Date.parse('2026-06-01T02:00:00.000Z')

/** Numbers that the register knows: rows of `person` alone, as fast as they can be made. */
export async function enterKnown(registry: TestRegistry, count: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, n) => numberOf('known', n))
  await registry.asOwner(
    `insert into foshan.person (person_id, document_kind, index_key_version, id_bidx, id_enc, dek_wrapped, name, sex, ethnicity, birth_on, hukou_division, hukou_detail, division_code)
     select gen_random_uuid(), '111', 1, decode(b, 'hex'), '\\x00', '\\x00', '郑国强', '1', '01', '1980-01-01', '430524', '', '440604011001' from unnest($1::text[]) b`,
    [numbers.map((number) => registry.deps.crypto.blindIndex('idno', number).toString('hex'))],
  )
  // Limits are not what is measured.
  await registry.asOwner(
    "update shared.sign_in_setting set value = 10000000 where name like 'most.%' or name like 'proof.%' or name = 'completed-sent-min'",
  )
  await registry.asOwner('analyze foshan.person')
}

/** Known and unknown people by turns, in a drawn order: times in milliseconds and every form the answer had. */
export async function measureTiming(ask: Asker, count: number, random: () => number) {
  const times = { known: [] as number[], unknown: [] as number[] }
  const forms = { known: new Set<string>(), unknown: new Set<string>() }
  for (let n = 0; n < count; n += 1) {
    const order = random() < 0.5 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)
    for (const kind of order) {
      const asked = askedBy(kind, n)
      const at = new Date(START + n * 120_000).toISOString()
      const started = performance.now()
      // oxlint-disable-next-line no-await-in-loop -- one after the other is what is measured
      const answer = await ask(asked, at)
      times[kind].push(performance.now() - started)
      forms[kind].add(formOf(answer))
    }
  }
  const t = welchT(lowerShare(times.known, 0.9), lowerShare(times.unknown, 0.9))
  return { t, whole: welchT(times.known, times.unknown), forms }
}

/** The use case as it is. */
export function realAsker(registry: TestRegistry): Asker {
  const city = cityOf(registry)
  return (asked, at) => sendSignInCode(registry.deps, city, asked, at, true)
}

/** Negative control: somebody well-meaning who looks first whether there is anybody to send a code to. */
export function leakingAsker(registry: TestRegistry): Asker {
  const [city, real] = [cityOf(registry), realAsker(registry)]
  return async (asked, at) => {
    const recorded = await findRecorded(city, [registry.deps.crypto.blindIndex('idno', asked.idNumber)])
    if (recorded === undefined) return { ok: true, value: { wants: 'code' } }
    return real(asked, at)
  }
}

function cityOf({ deps }: TestRegistry) {
  const city = deps.cities.get('foshan')
  if (city === undefined) throw new Error('The cast has no Foshan')
  return city
}

function askedBy(kind: 'known' | 'unknown', n: number): CodeAsked {
  const digits = String(n).padStart(7, '0')
  return {
    name: '郑国强',
    idNumber: numberOf(kind, n),
    mobile: `13${kind === 'known' ? '1' : '2'}0${digits}`,
    proof: undefined,
    ip: '10.0.0.1',
    network: `${kind} ${n}`,
    device: `${kind} ${n}`,
  }
}

function numberOf(kind: 'known' | 'unknown', n: number): string {
  const day = new Date(Date.UTC(kind === 'known' ? 1960 : 1961, 0, 1 + Math.floor(n / 900) * 2))
    .toISOString()
    .slice(0, 10)
  return inventedIdNumber(kind === 'known' ? 'foshan' : 'linhe', day, 1 + (n % 900))
}

/** The keys of an answer at every depth, and the kinds of their values. */
function formOf(answer: unknown): string {
  if (Array.isArray(answer)) return `[${answer.map(formOf).join()}]`
  if (typeof answer !== 'object' || answer === null) return typeof answer
  return `{${Object.entries(answer)
    .map(([key, value]) => `${key}:${formOf(value)}`)
    .toSorted()
    .join()}}`
}
