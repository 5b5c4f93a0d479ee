import assert from 'node:assert/strict'
import { describe, it, mock } from 'node:test'
import { AsnConvert } from '@peculiar/asn1-schema'
import { CertificateList } from '@peculiar/asn1-x509'
import * as fc from 'fast-check'
import { parseRevocationList } from './revocation-list.ts'
import { splitRevocationList } from './split-revocation-list.ts'

const hex = (text: string) => Buffer.from(text, 'hex')
const text = (written: string) => Buffer.from(written, 'utf8')

/** One element of DER, with the shortest length. */
function element(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts)
  const digits = body.length
    .toString(16)
    .padStart(body.length.toString(16).length + (body.length.toString(16).length % 2), '0')
  const length = body.length < 0x80 ? hex(digits) : Buffer.concat([Buffer.of(0x80 + digits.length / 2), hex(digits)])
  return Buffer.concat([Buffer.of(tag), length, body])
}

const ALGORITHM = element(0x30, element(6, hex('2a811ccf55018375')))
const ISSUER = element(0x30, element(0x31, element(0x30, element(6, hex('550403')), element(12, text('示例')))))
const TIME = element(0x17, text('260101000000Z'))
const SIGNATURE = element(
  3,
  Buffer.of(0),
  element(0x30, element(2, Buffer.alloc(32, 1)), element(2, Buffer.alloc(32, 2))),
)
const NUMBERED = element(0xa0, element(0x30, element(0x30, element(6, hex('551d14')), element(4, hex('020105')))))
const REASON = element(0x30, element(0x30, element(6, hex('551d15')), element(4, hex('0a0101'))))

const listOf = (
  entries: readonly Uint8Array[],
  { next = [TIME], behind = [NUMBERED] }: Partial<Record<'next' | 'behind', readonly Buffer[]>> = {},
) =>
  element(
    0x30,
    element(0x30, element(2, Buffer.of(1)), ALGORITHM, ISSUER, TIME, ...next, element(0x30, ...entries), ...behind),
    ALGORITHM,
    SIGNATURE,
  )
const serialOf = (n: number) => Buffer.of(1, n >> 16, (n >> 8) & 0xff, n & 0xff)
const usual = (n: number) => element(0x30, element(2, serialOf(n)), TIME, ...(n % 2 === 0 ? [REASON] : []))
/** A time to half a second, which the library takes. */
const unusual = (n: number) => element(0x30, element(2, serialOf(n)), element(0x18, text('20260101000000.5Z')))

/** With a byte behind it a list is left to the library whole, and says the same. */
const byLibrary = (der: Buffer) => parseRevocationList(Buffer.concat([der, Buffer.of(0)]))

/** How many certificates the library makes of a list: at some that it cannot read it stops, and leaves out those behind. */
const countByLibrary = (der: Buffer) =>
  AsnConvert.parse(der, CertificateList).tbsCertList.revokedCertificates?.length ?? 0

/**
 * That a list of so many certificates is read as the library reads it; or is refused where the library leaves certificates out, which would be
 * to believe what was taken back.
 */
function assertReadAlike(der: Buffer, count: number, read = parseRevocationList): void {
  const [ours, theirs] = [read(der), byLibrary(der)]
  if (ours === undefined && (theirs === undefined || countByLibrary(der) < count)) return
  assert.deepEqual(ours, theirs)
}

const oneOf = <T>(...choices: readonly T[]) => fc.constantFrom(...choices)
const anyBytes = (maxLength: number) => fc.uint8Array({ maxLength })
const anyNumber = fc.oneof(anyBytes(20), oneOf('01', '0001', '00ff', 'ffff', '80').map(hex))
const anyTime = fc.oneof(
  oneOf('260101000000Z', '491231235959Z', '500101000000Z', '2601010000Z', '260101000000+0800', '260230000000Z')
    .map(text)
    .map((written) => element(0x17, written)),
  oneOf('260101240000Z', '261301000000Z', '260101000000Z ', 'x', '').map((written) => element(0x17, text(written))),
  oneOf(
    '20260101000000Z',
    '20500101000000Z',
    '20260231000000Z',
    '00000101000000Z',
    '20260101000000.5Z',
    '20260101000000',
  )
    .map(text)
    .map((written) => element(0x18, written)),
)
const anyExtension = fc
  .record({
    id: oneOf('551d15', '551d18', '551d95', '551d', '2a030405', '').map(hex),
    critical: oneOf([], [element(1, hex('ff'))], [element(1, hex('00'))], [element(1)]),
    value: fc.oneof(oneOf('0a0101', '3080', '').map(hex), anyBytes(4)),
    tag: oneOf(4, 4, 3),
  })
  .map(({ id, critical, value, tag }) => element(0x30, element(0x30, element(6, id), ...critical, element(tag, value))))
const anyEntry = fc
  .record({
    tag: oneOf(0x30, 0x30, 0x30, 0x30, 0x31, 0xa0),
    number: fc.record({ tag: oneOf(2, 2, 2, 2, 10), bytes: anyNumber }),
    time: anyTime,
    behind: fc.oneof(
      fc.constant([]),
      fc.constant([REASON]),
      anyExtension.map((one) => [one]),
      anyBytes(3).map((one) => [one]),
    ),
  })
  .map(({ tag, number, time, behind }) => element(tag, element(number.tag, number.bytes), time, ...behind))

describe('吊销列表里的号不经解析库逐个读', () => {
  it('怪的、错的条目，读出来和解析库一样；库漏掉的那种，整份不认', () => {
    // An extension that is longer than where it stands.
    const overlong = hex('300c30550603551d1504030a0101')
    const broken = listOf([element(0x30, element(2, serialOf(1)), TIME, overlong), usual(2), usual(3)])
    assert.equal(byLibrary(broken)?.revoked.size, 1)
    assert.equal(parseRevocationList(broken), undefined)
    const parts = fc.record({
      next: oneOf([TIME], [TIME], [TIME], []),
      behind: oneOf([], [NUMBERED], [NUMBERED], [element(0x30)]),
    })
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 3 }), parts, (entries, said) => {
        assertReadAlike(listOf(entries, said), entries.length)
      }),
      { numRuns: 3000 },
    )
  })

  it('好列表里改、插一个字节，也一样；少读最后一个号的读法比得出来（反证）', () => {
    const good = listOf([usual(1), usual(2), unusual(3)])
    assert.equal(byLibrary(good)?.revoked.size, 3)
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), oneOf(0, 1), (at, byte, gone) => {
        assertReadAlike(Buffer.concat([good.subarray(0, at), Buffer.of(byte), good.subarray(at + gone)]), 3)
      }),
      { numRuns: 3000 },
    )
    const careless = (der: Buffer) => {
      const list = parseRevocationList(der)
      return list && { ...list, revoked: new Map([...list.revoked].slice(0, -1)) }
    }
    assert.throws(() => assertReadAlike(good, 3, careless), assert.AssertionError)
  })

  it('列表再长，交给解析库的也不多一个字节；写法少见的号才交给它（反证）', () => {
    const handed = (der: Buffer): readonly number[] => {
      const parse = mock.method(AsnConvert, 'parse')
      try {
        assert.ok(parseRevocationList(der) !== undefined)
        return parse.mock.calls.map(({ arguments: [bytes] }) => bytes.byteLength)
      } finally {
        parse.mock.restore()
      }
    }
    const many = Array.from({ length: 20_000 }, (_, n) => usual(n))
    const short = handed(listOf([usual(1)]))
    assert.deepEqual(handed(listOf(many)), short)
    assert.equal(short.length, 1)
    const odd = unusual(20_000)
    assert.deepEqual(handed(listOf([...many, odd])), [odd.length, ...short])
    const last = parseRevocationList(listOf([...many, odd]))?.revoked
    assert.equal(last?.size, 20_001)
    assert.equal(last.get(serialOf(19_999).toString('hex')), '2026-01-01T00:00:00.000Z')
    assert.equal(last.get(serialOf(20_000).toString('hex')), '2026-01-01T00:00:00.500Z')
    assert.equal(last.get(serialOf(20_001).toString('hex')), undefined)
  })

  it('多于上限的不读', () => {
    const four = listOf([1, 2, 3, 4].map(usual))
    const none = () => assert.fail('nothing unusual stands there')
    assert.equal(splitRevocationList(four, 4, none)?.revoked.size, 4)
    assert.throws(() => splitRevocationList(four, 3, none), RangeError)
  })
})
