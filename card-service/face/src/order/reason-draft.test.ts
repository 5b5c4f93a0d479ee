import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reasonsOf } from './reason-draft.ts'

test('only chosen reasons with a text are sent, in one order', () => {
  assert.deepEqual(reasonsOf({}), [])
  assert.deepEqual(
    reasonsOf({ photo: { chosen: true, text: '  ' }, 'id-mismatch': { chosen: false, text: '性别不符' } }),
    [],
  )
  assert.deepEqual(
    reasonsOf({ 'id-mismatch': { chosen: true, text: '性别不符 ' }, photo: { chosen: true, text: '模糊' } }),
    [
      { code: 'photo', text: '模糊' },
      { code: 'id-mismatch', text: '性别不符' },
    ],
  )
})
