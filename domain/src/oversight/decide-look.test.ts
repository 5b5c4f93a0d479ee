import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseClauseRef } from '../kernel/clause.ts'
import { lookPolicySchema } from '../policy/look-policy.ts'
import { decideExport, decideLook } from './decide-look.ts'

const sourced = (value: unknown) => ({ value, law: 'CN-663:17', gist: 'x' })
const policy = lookPolicySchema.parse({
  purposes: sourced([{ key: 'telephone', zh: '电话', en: 'telephone' }]),
  withoutCasePerDay: sourced(50),
  revealsPerDay: sourced(60),
  revealSeconds: sourced(30),
  exportRowsFree: sourced(100),
  exportRowsPerDay: sourced(200),
  keptMonths: sourced(6),
  handedOutKeptMonths: sourced(36),
  withheldDays: sourced(180),
})
const codesOf = (decision: ReturnType<typeof decideLook> | ReturnType<typeof decideExport>) =>
  decision.ok ? [] : decision.refusals.map(({ code }) => code)

describe('CN-663:17 查阅要有办件或者事由', () => {
  it('a case suffices, a purpose of the list suffices, anything else does not', () => {
    const caseId = '01520000-0000-7000-8000-000000000001'
    const look = (purpose?: string, forCase?: string) => decideLook({ purpose, caseId: forCase }, policy)
    assert.deepEqual(look(undefined, caseId).ok && look(undefined, caseId), {
      ok: true,
      value: { purpose: 'case' },
      grounds: [{ law: parseClauseRef('CN-663:17'), key: 'look.purpose-stated', facts: {} }],
    })
    const chosen = look('telephone')
    assert.ok(chosen.ok)
    assert.equal(chosen.value.purpose, 'telephone')
    assert.deepEqual(codesOf(look()), ['look.purpose-missing'])
    assert.deepEqual(codesOf(look('curiosity')), ['look.purpose-unknown'])
    // What follows from the work cannot be claimed.
    assert.deepEqual(codesOf(look('work-list')), ['look.purpose-unknown'])
  })
})

describe('I-148 导出要有理由、有上限', () => {
  const rows = (count: number, rowsToday = 0, reason = '') =>
    codesOf(decideExport({ rows: count, rowsToday, reason }, policy))
  it('100 rows need no reason, 101 do; blanks are no reason', () => {
    assert.deepEqual(rows(100), [])
    assert.deepEqual(rows(101), ['export.reason-missing'])
    assert.deepEqual(rows(101, 0, '  '), ['export.reason-missing'])
    assert.deepEqual(rows(101, 0, '季度盘点'), [])
  })
  it('the day has a hard limit, and both reasons are told at once', () => {
    assert.deepEqual(rows(100, 100), [])
    assert.deepEqual(rows(100, 101), ['export.too-many-today'])
    assert.deepEqual(rows(201), ['export.reason-missing', 'export.too-many-today'])
  })
})
