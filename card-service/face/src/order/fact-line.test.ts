import assert from 'node:assert/strict'
import { test } from 'node:test'
import { factLines } from './fact-line.ts'

test('reasons say their text, numbers carry their label, the rest is not shown', () => {
  assert.deepEqual(factLines({ result: 'rejected', reasons: [{ code: 'photo', text: '模糊' }, 7] }), [
    { label: undefined, text: '模糊' },
  ])
  assert.deepEqual(factLines({ stockNumber: 'FS000002', voidStockNumber: 'FS000001', chipUid: '04A1' }), [
    { label: 'stockNumber', text: 'FS000002' },
    { label: 'voidStockNumber', text: 'FS000001' },
  ])
})
