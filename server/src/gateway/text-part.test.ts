import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { contentOf, markOf, PARTS_MAX, splitText, UNITS_OF_PART } from './text-part.ts'

const part = (text: string, number: number) => ({
  messageId: 'a',
  part: number,
  parts: splitText(text).length,
  mobile: '13800000001',
  text,
})

describe('parts of a text 短信分条', () => {
  it('70 characters are one message, 71 are two of 67 and 4', () => {
    assert.deepEqual(
      splitText('安'.repeat(70)).map(({ length }) => length),
      [70],
    )
    assert.deepEqual(
      splitText('安'.repeat(71)).map(({ length }) => length),
      [67, 4],
    )
    assert.deepEqual(
      splitText('安'.repeat(135)).map(({ length }) => length),
      [67, 67, 1],
    )
  })

  it('a rare character counts two, and is never cut in half', () => {
    assert.equal('𠮷'.length, 2)
    assert.equal(splitText('𠮷'.repeat(35)).length, 1)
    assert.deepEqual(
      splitText('𠮷'.repeat(36)).map((text) => text.length),
      [66, 6],
    )
  })

  it('the parts are the text again, none longer than 67, for any text', () => {
    fc.assert(
      fc.property(
        fc
          .string({ unit: 'grapheme', minLength: 1, maxLength: 200 })
          .filter((text) => text.length < 67 * PARTS_MAX - 8),
        (text) => {
          const parts = splitText(text)
          assert.equal(parts.join(''), text)
          if (parts.length > 1) for (const each of parts) assert.ok(each.length <= UNITS_OF_PART && each.isWellFormed())
        },
      ),
    )
  })

  it('nothing, and more than eight parts, are no message', () => {
    assert.throws(() => splitText(''), RangeError)
    assert.equal(splitText('安'.repeat(67 * 8)).length, 8)
    assert.throws(() => splitText('安'.repeat(67 * 8 + 1)), RangeError)
  })

  it('one part is plain big-endian UCS-2; of several each has 05 00 03 reference total number in front', () => {
    assert.deepEqual(contentOf(part('安居', 1)), { bytes: Buffer.from('5b895c45', 'hex'), hasHeader: false })
    const [first, second] = [1, 2].map((number) => contentOf(part('安'.repeat(71), number)).bytes)
    assert.equal(first?.length, 140)
    assert.equal(first?.subarray(0, 3).toString('hex'), '050003')
    assert.deepEqual([...(first?.subarray(4, 6) ?? [])], [2, 1])
    assert.deepEqual([...(second?.subarray(4, 6) ?? [])], [2, 2])
    assert.equal(first?.[3], second?.[3])
    assert.throws(() => contentOf(part('安'.repeat(71), 3)), RangeError)
  })

  it('the mark of a part is the same at each attempt and differs between parts', () => {
    assert.equal(markOf({ messageId: 'a', part: 1 }), markOf({ messageId: 'a', part: 1 }))
    assert.notEqual(markOf({ messageId: 'a', part: 1 }), markOf({ messageId: 'a', part: 2 }))
  })
})
