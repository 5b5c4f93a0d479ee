import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { explainGround, explainRefusal } from '@anju/contract/message.ts'
import { GROUND_MESSAGES } from '@anju/contract/message/ground-message.ts'
import { PERMIT_GROUND_MESSAGES } from '@anju/contract/message/permit-ground-message.ts'
import { isKnownClause } from '@anju/dev/law-reference.ts'
import type { Facts } from '@anju/domain/kernel/decision.ts'
import { REFUSAL_CODES } from '@anju/domain/kernel/refusal-code.ts'
import { packSchema } from '@anju/domain/policy/pack.ts'
import { parse } from 'yaml'
import { z } from 'zod'
import { PERMIT_CASE_RULES } from '../../domain/test/permit-case-rules.ts'
import { listFiles, readFile } from './repository.ts'

const caseFile = z.object({
  cases: z.array(
    z.object({
      rule: z.string(),
      title: z.string(),
      pack: z.string(),
      policy: z.unknown().optional(),
      facts: z.unknown(),
    }),
  ),
})
/** A reason as it stands anywhere in an answer: a segment, a standing, a ground, something owed, a milestone, a refusal. */
const reason = z.object({
  law: z.string(),
  key: z.string().optional(),
  code: z.string().optional(),
  facts: z.record(z.string(), z.unknown()),
})

const packs = new Map(
  listFiles()
    .filter((path) => /^law\/(packs|examples\/(?!cases))\/?.*\.yaml$/.test(path))
    .map((path) => packSchema.parse(parse(readFile(path))))
    .map((pack) => [pack.id, pack]),
)
const cases = listFiles()
  .filter((path) => /^law\/(examples\/)?cases\/.*\.yaml$/.test(path))
  .flatMap((path) => caseFile.parse(parse(readFile(path))).cases)
  .filter(({ rule, policy }) => rule in PERMIT_CASE_RULES && policy === undefined)

describe('every reason that the life of a permit gives', () => {
  const reasons = cases.flatMap(({ facts, pack, rule, title }) => {
    const law = packs.get(pack)
    if (law === undefined) throw new Error(`No pack ${pack}`)
    return reasonsIn(PERMIT_CASE_RULES[rule]?.(facts, law)).map((one) => ({ ...one, title }))
  })
  it('is found at all', () => assert.ok(reasons.length > 300, `${reasons.length} found`))
  it('has words in both languages with every fact filled in, and a clause that exists', () => {
    const faults = reasons.flatMap(({ code, facts, key, law, title }) => {
      const known = REFUSAL_CODES.find((one) => one === code)
      if (known === undefined && (key === undefined || GROUND_MESSAGES[key] === undefined)) return [`${title}: ${key}`]
      const printed = facts as Facts
      const said = (['zh', 'en'] as const).map((language) =>
        known === undefined
          ? explainGround({ key: key ?? '', facts: printed }, language)
          : explainRefusal({ code: known, facts: printed }, language),
      )
      const isSaid = said.every((text) => text !== '' && !/[…{}[\]]/.test(text))
      return isSaid && isKnownClause(law) ? [] : [`${title}: ${law} ${said.join(' / ')}`]
    })
    assert.deepEqual(faults, [])
  })
  it('each word of a permit is one that some case gives', () => {
    const given = new Set(reasons.map(({ key }) => key))
    assert.deepEqual(
      Object.keys(PERMIT_GROUND_MESSAGES).filter((key) => !given.has(key) && !ONLY_BY_OTHER_READINGS.includes(key)),
      [],
    )
  })
})

/** Reasons that no pack of ours gives: cases reach them with another reading. */
const ONLY_BY_OTHER_READINGS: readonly string[] = [
  'endorsement.late-gap-included',
  'endorsement.late-restart',
  'residence.suspended-counted',
  'years.restart-late',
]

function reasonsIn(value: unknown): readonly z.infer<typeof reason>[] {
  if (Array.isArray(value)) return value.flatMap(reasonsIn)
  if (typeof value !== 'object' || value === null) return []
  const found = reason.safeParse(value)
  const own = found.success && (found.data.key !== undefined || found.data.code !== undefined) ? [found.data] : []
  return [...own, ...Object.values(value).flatMap(reasonsIn)]
}
