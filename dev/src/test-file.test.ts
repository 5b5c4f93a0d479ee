import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groupOf, listTestFiles } from './test-file.ts'

test('每个文件恰属一组 · a test file belongs to the group of its place and name', () => {
  assert.equal(groupOf('domain/src/permit/permit.test.ts'), 'units')
  assert.equal(groupOf('server/src/usecases/accept.db.test.ts'), 'database')
  assert.equal(groupOf('tests/faults/kill.db.test.ts'), 'faults')
  assert.equal(groupOf('tests/journeys/arrival.test.ts'), 'journeys')
  assert.equal(groupOf('tests/house-rules/import.test.ts'), 'house-rules')
  assert.equal(groupOf('tests/faults/kill.long.test.ts'), 'long')
})

test('找得到自己 · the list holds this file, and nothing of other people', () => {
  const files = listTestFiles()
  assert.ok(files.includes('dev/src/test-file.test.ts'))
  assert.deepEqual(
    files.filter((file) => file.includes('node_modules')),
    [],
  )
})
