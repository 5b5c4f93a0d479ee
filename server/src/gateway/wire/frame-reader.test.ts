import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { FRAME_BYTES_MAX, FrameReader } from './frame-reader.ts'

const frame = (content: Uint8Array) => {
  const whole = Buffer.alloc(12 + content.length)
  whole.writeUInt32BE(whole.length)
  whole.set(content, 12)
  return whole
}

describe('messages in a stream of bytes', () => {
  it('are the same wherever the reads end', () => {
    const contents = fc.array(fc.uint8Array({ maxLength: 60 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(contents, fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }), (sent, cuts) => {
        const frames = sent.map(frame)
        const stream = Buffer.concat(frames)
        const reader = new FrameReader(12)
        const read: Buffer[] = []
        for (let at = 0, turn = 0; at < stream.length; turn += 1) {
          const length = cuts[turn % cuts.length] ?? 1
          read.push(...reader.push(stream.subarray(at, at + length)))
          at += length
        }
        assert.deepEqual(read, frames)
      }),
    )
  })

  it('a length that cannot be ends the stream', () => {
    for (const length of [0, 11, FRAME_BYTES_MAX + 1, 0xffff_ffff]) {
      const bytes = Buffer.alloc(16)
      bytes.writeUInt32BE(length)
      assert.throws(() => new FrameReader(12).push(bytes), RangeError)
    }
  })
})
