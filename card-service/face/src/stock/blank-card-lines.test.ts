import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseBlankCards } from './blank-card-lines.ts'

test('a delivery is read line by line, and the first line that is none is told', () => {
  assert.deepEqual(parseBlankCards('FS000301 04a1b2c3\n\n FS000302,04A1B2C4 '), {
    cards: [
      { stockNo: 'FS000301', chipUid: '04A1B2C3' },
      { stockNo: 'FS000302', chipUid: '04A1B2C4' },
    ],
    badLine: undefined,
  })
  assert.equal(parseBlankCards('FS000301 04A1B2C3\nFS000302').badLine, 2)
  assert.equal(parseBlankCards('FS000301 04A1B').badLine, 1)
})
