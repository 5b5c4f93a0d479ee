import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { solelyFitting } from './message-line.ts'

describe('a report without a part, and a part without an answer', () => {
  const orphan = (reference: string, noticeId: string, mark: number | null = null) => ({
    reference,
    noticeId,
    part: 1,
    mark,
  })

  it('belong together when there is one of each, or the mark says so; otherwise nothing is guessed', () => {
    assert.deepEqual(solelyFitting([orphan('r', 'a')]), [orphan('r', 'a')])
    assert.deepEqual(solelyFitting([orphan('r', 'a'), orphan('r', 'b')]), [])
    assert.deepEqual(solelyFitting([orphan('r', 'a'), orphan('s', 'a')]), [])
    assert.deepEqual(solelyFitting([orphan('r', 'a', 1)]), [])
    assert.deepEqual(solelyFitting([]), [])
  })
})
