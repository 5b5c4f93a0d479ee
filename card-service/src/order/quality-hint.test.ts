import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { photoSize } from './photo-size.ts'
import { qualityHints, type QualityFacts } from './quality-hint.ts'

/** Everything right: the worked example of the ID number standard. */
const CLEAN: QualityFacts = {
  person: {
    idNumber: '11010519491231002X',
    name: '买买提·吐尔逊'.replace('·', '\u00B7'),
    sex: '2',
    ethnicity: '05',
    birthOn: '1949-12-31',
    hukouAddress: '北京市朝阳区示例路1号',
    residenceAddress: '佛山市禅城区示例路2号',
  },
  purpose: 'first',
  photo: { width: 358, height: 441 },
  otherPermits: [],
  legalOn: '2016-07-12',
}
const codes = (change: Partial<QualityFacts>) => qualityHints({ ...CLEAN, ...change }).map(({ code }) => code)
const person = (change: Partial<QualityFacts['person']>) => ({ person: { ...CLEAN.person, ...change } })

describe('hints of the quality check 数据质量提示', () => {
  it('finds nothing where nothing is wrong', () => assert.deepEqual(codes({}), []))

  it('photo: not of the production format, or no picture at all', () => {
    assert.deepEqual(codes({ photo: { width: 358, height: 440 } }), ['photo'])
    assert.deepEqual(codes({ photo: undefined }), ['photo'])
  })

  it('rare characters: beyond the basic plane, in extension A, and of the private use area', () => {
    for (const name of ['张𬀩', '㐂文', '李\uE001']) assert.deepEqual(codes(person({ name })), ['rare-character'], name)
    const [hint] = qualityHints({ ...CLEAN, ...person({ name: '张𬀩' }) })
    assert.match(hint?.zh ?? '', /𬀩（U\+2C029）/)
  })

  it('duplicate permit: only for a first one', () => {
    assert.deepEqual(codes({ otherPermits: ['R440600201600000019'] }), ['duplicate-permit'])
    assert.deepEqual(codes({ otherPermits: ['R440600201600000019'], purpose: 'reissue' }), [])
  })

  it('identity: wrong check digit, other birth date, other sex; all at once', () => {
    assert.deepEqual(codes(person({ idNumber: '110105194912310021' })), ['id-mismatch'])
    assert.deepEqual(codes({ ...person({ sex: '1', birthOn: '1949-12-30' }), photo: undefined }), [
      'photo',
      'id-mismatch',
      'id-mismatch',
    ])
  })
})

describe('size of a picture', () => {
  const sof = (marker: number) => Buffer.from([0xff, marker, 0x00, 0x0b, 8, 0x01, 0xb9, 0x01, 0x66, 1, 0, 0, 0])
  const jpeg = (...parts: Buffer[]) => Buffer.concat([Buffer.from([0xff, 0xd8]), ...parts])
  const segment = Buffer.from([0xff, 0xe0, 0x00, 0x06, 1, 2, 3, 4])

  it('JPEG: the frame header, past other segments and tables', () => {
    assert.deepEqual(photoSize(jpeg(segment, sof(0xc0))), { width: 358, height: 441 })
    assert.deepEqual(photoSize(jpeg(Buffer.from([0xff, 0xc4, 0x00, 0x04, 0, 0]), sof(0xc2))), {
      width: 358,
      height: 441,
    })
  })

  it('what is cut short, or neither PNG nor JPEG, has none', () => {
    assert.equal(photoSize(jpeg(segment)), undefined)
    assert.equal(photoSize(sof(0xc0)), undefined)
    assert.equal(photoSize(Buffer.alloc(0)), undefined)
    assert.equal(photoSize(Buffer.from('89504e470d0a1a0a', 'hex')), undefined)
    // A segment that says it is 0 bytes long must not hold us up for ever.
    assert.equal(photoSize(jpeg(Buffer.from([0xff, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]))), undefined)
  })
})
