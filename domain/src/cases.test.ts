import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { z } from 'zod'

import { CASE_RULES } from '../test/case-rules.ts'
import { getPack, listYaml, readYaml } from '../test/held-law.ts'
import { type Pack, packSchema } from './policy/pack.ts'

const refusal = z.strictObject({
  code: z.string(),
  law: z.string().optional(),
  facts: z.record(z.string(), z.unknown()).optional(),
})
const expectation = z.union([
  z.strictObject({ granted: z.record(z.string(), z.unknown()) }),
  z.strictObject({ refused: z.array(refusal).min(1) }),
  z.strictObject({ gives: z.unknown() }),
])
const caseFile = z.strictObject({
  cases: z
    .array(
      z.strictObject({
        rule: z.string(),
        title: z.string().min(1),
        pack: z.string(),
        /** Keys of the pack that this case reads otherwise: what another city could write. */
        policy: z.record(z.string(), z.unknown()).optional(),
        facts: z.record(z.string(), z.unknown()),
        expected: expectation,
        clauses: z.array(z.string()).min(1),
      }),
    )
    .min(1),
})
type LawCase = z.infer<typeof caseFile>['cases'][number]

const files = ['cases', 'examples/cases']
  .flatMap(listYaml)
  .map((path) => ({ path, cases: caseFile.parse(readYaml(path)).cases }))
const written = files.reduce((sum, { cases }) => sum + cases.length, 0)
let replayed = 0

for (const { path, cases } of files) {
  describe(path, () => {
    for (const one of cases) {
      it(`${one.rule}: ${one.title}`, () => {
        replay(one)
        replayed += 1
      })
    }
  })
}

describe('the cases as a whole', () => {
  it('no title comes twice for a rule', () => {
    const names = files.flatMap(({ cases }) => cases.map(({ rule, pack, title }) => `${rule} ${pack} ${title}`))
    assert.equal(new Set(names).size, names.length)
  })
  it('every rule that can be replayed has a case', () => {
    const used = new Set(files.flatMap(({ cases }) => cases.map(({ rule }) => rule)))
    assert.deepEqual(
      Object.keys(CASE_RULES).filter((rule) => !used.has(rule)),
      [],
    )
  })
  after(() => assert.equal(replayed, written, 'every case that is written must be replayed'))
})

function replay({ rule, pack, policy, facts, expected }: LawCase): void {
  const run = CASE_RULES[rule]
  assert.ok(run, `No rule is called ${rule}`)
  const outcome: unknown = run(facts, withPolicy(getPack(pack), policy))
  if ('gives' in expected) return assertHolds(outcome, expected.gives)
  const decision = z.union([granted, refused]).parse(outcome)
  if ('granted' in expected) {
    assert.ok(decision.ok, `Refused: ${JSON.stringify(decision)}`)
    assert.ok(decision.grounds.length > 0, 'A granted decision names its grounds')
    return assertHolds(decision.value, expected.granted)
  }
  assert.ok(!decision.ok, `Granted: ${JSON.stringify(decision)}`)
  assert.deepEqual(
    decision.refusals.map(({ code }) => code),
    expected.refused.map(({ code }) => code),
  )
  for (const [index, wanted] of expected.refused.entries()) {
    const got: z.infer<typeof refused>['refusals'][number] | undefined = decision.refusals[index]
    if (wanted.law !== undefined) assert.equal(got?.law, wanted.law)
    if (wanted.facts !== undefined) assert.deepEqual({ ...got?.facts, ...wanted.facts }, got?.facts)
  }
}

const granted = z.object({ ok: z.literal(true), value: z.unknown(), grounds: z.array(z.unknown()) })
const refused = z.object({
  ok: z.literal(false),
  refusals: z.array(z.object({ code: z.string(), law: z.string(), facts: z.record(z.string(), z.unknown()) })),
})

/** Plain values and lists of the same length must be equal; of an object, what the case names. */
function assertHolds(actual: unknown, expected: unknown): void {
  if (Array.isArray(expected)) {
    assert.ok(
      Array.isArray(actual) && actual.length === expected.length,
      `${JSON.stringify(actual)} has another length`,
    )
    for (const [index, part] of expected.entries()) assertHolds(actual[index], part)
  } else if (typeof expected === 'object' && expected !== null) {
    const record = z.record(z.string(), z.unknown()).parse(actual)
    for (const [key, part] of Object.entries(expected)) assertHolds(record[key], part)
  } else assert.equal(actual, expected)
}

/** The pack as another city could have written it, checked by the same schema. */
function withPolicy(pack: Pack, policy: Record<string, unknown> | undefined): Pack {
  return policy === undefined ? pack : packSchema.parse(merged(pack, policy))
}

function merged(under: unknown, over: unknown): unknown {
  if (!isRecord(under) || !isRecord(over)) return over
  const keys = Object.entries(over).map(([key, value]) => [key, merged(under[key], value)])
  return { ...under, ...Object.fromEntries(keys) }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
