import assert from 'node:assert/strict'
import { test } from 'node:test'
import { planTests } from './test-plan.ts'

const names = (plan: ReturnType<typeof planTests>) => plan.groups.map((group) => group.name)

test('什么也不说就是全部 · no argument means everything; CI repeats on PostgreSQL 15', () => {
  const plan = planTests([], {})
  assert.deepEqual(plan.checks, ['types', 'lint', 'format'])
  assert.deepEqual(names(plan), ['units', 'house-rules', 'database', 'faults', 'faults', 'journeys', 'journeys'])
  assert.equal(plan.needsBrowser, true)
  assert.deepEqual(names(planTests([], { CI: 'true' })).at(-1), 'postgresql-15')
  assert.deepEqual(names(planTests(['--with-system-postgres'], {})).at(-1), 'postgresql-15')
})

test('画面汇总在最后 · the record of the pictures runs alone, after every journey', () => {
  const [all, record] = planTests(['--only=journeys'], {}).groups
  assert.ok(all !== undefined && all.files.length > 10 && !all.files.includes('tests/journeys/visual-record.test.ts'))
  assert.deepEqual(record?.files, ['tests/journeys/visual-record.test.ts'])
})

test('比较快慢的单独跑 · what compares times runs one file at a time, everything else of the faults beside it does not', () => {
  const [together, alone] = planTests(['--only=faults'], {}).groups
  assert.ok(together !== undefined && together.concurrency > 1 && together.files.length > 10)
  assert.equal(alone?.concurrency, 1)
  assert.deepEqual(alone.files, ['tests/faults/enumeration.test.ts', 'tests/faults/hostile-load.test.ts'])
  assert.ok(alone.files.every((file) => !together.files.includes(file)))
})

test('只要几组 · only the named groups, and nothing is installed that they do not need', () => {
  const plan = planTests(['--only=units,lint'], { CI: 'true' })
  assert.deepEqual(plan.checks, ['lint'])
  assert.deepEqual(names(plan), ['units'])
  assert.equal(plan.needsBrowser, false)
  assert.equal(plan.needsDatabase, false)
})

test('长测里的浏览器 · a long journey gets its browser as a short one does, another long test gets none', () => {
  assert.equal(planTests(['--long', 'tests/journeys/xss.long.test.ts'], {}).needsBrowser, true)
  assert.equal(planTests(['--long', 'tests/faults/account-race.long.test.ts'], {}).needsBrowser, false)
})

test('一个文件 · a path runs that file in its group', () => {
  const plan = planTests(['platform/src/launcher/postgres.db.test.ts'], { CI: 'true' })
  assert.deepEqual(plan.checks, [])
  assert.deepEqual(
    plan.groups.map((group) => [group.name, group.files]),
    [['database', ['platform/src/launcher/postgres.db.test.ts']]],
  )
})

test('写错的名字不算通过 · a wrong name is told, not taken for an empty run', () => {
  assert.deepEqual(planTests(['--only=unit'], {}).unknown, ['unit'])
  assert.deepEqual(planTests(['no/such.test.ts'], {}).unknown, ['no/such.test.ts'])
})
