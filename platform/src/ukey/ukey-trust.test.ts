import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { generateSm2KeyPair } from '@anju/crypto/sm2.ts'
import { openUKeyAuthority, type Wanted } from '../../test/ukey-authority.ts'
import { KeyUsageFlags } from '@peculiar/asn1-x509'
import { openUKeyTrust, type UKeyTrust } from './ukey-trust.ts'

const AT = '2026-11-23T08:00:00.000Z'
const folder = mkdtempSync(join(tmpdir(), 'ukey-'))
after(() => rmSync(folder, { recursive: true }))

let made = 0
/** Fresh folders with these files in them. */
function trustIn(
  certificates: readonly string[],
  lists?: readonly string[],
): UKeyTrust & { put: (list: string) => void } {
  const [roots, revocations] = [join(folder, `${++made}-roots`), join(folder, `${made}-lists`)]
  mkdirSync(roots)
  mkdirSync(revocations)
  certificates.forEach((text, n) => writeFileSync(join(roots, `${n}.pem`), text))
  lists?.forEach((text, n) => writeFileSync(join(revocations, `${n}.crl`), text))
  const trust = openUKeyTrust({ roots, lists: lists === undefined ? undefined : revocations, dev: false })
  return { ...trust, put: (list) => writeFileSync(join(revocations, 'newer.crl'), list) }
}

const { publicKey } = generateSm2KeyPair()
const own = Buffer.from(publicKey, 'hex')
const root = openUKeyAuthority({ name: '示例根' })
const middle = root.below({ name: '示例签发', below: 0, serial: 7 })
const chain = [root.certificate, middle.certificate]
const issued = (wanted: Partial<Wanted> = {}) => ({
  publicKey: own,
  certificate: middle.issue({ name: '持有人', publicKey, serial: 1000, ...wanted }),
})
const codes = (faults: ReturnType<UKeyTrust['useFaults']>) => faults.map(({ code }) => code)
const listsOf = (
  serials: readonly number[],
  dueAt = '2026-12-01T00:00:00.000Z',
  rootSerials: readonly number[] = [],
) => [
  middle.revocationList({ serials, madeAt: '2026-11-20T00:00:00.000Z', dueAt }),
  root.revocationList({ serials: rootSerials, madeAt: '2026-11-20T00:00:00.000Z', dueAt: '2027-11-20T00:00:00.000Z' }),
]

describe('UKey 证书链：到根证书、在有效期内、用途对、层数对', () => {
  it('根、中间、个人三级，齐全的才认（反证：少了中间一级）', () => {
    assert.deepEqual(codes(trustIn(chain).bindingFaults(issued(), AT)), [])
    assert.deepEqual(codes(trustIn([chain.join('')]).useFaults(issued(), AT)), [])
    // An authority in the middle may be the anchor.
    assert.deepEqual(codes(trustIn([middle.certificate]).useFaults(issued(), AT)), [])
    assert.deepEqual(codes(trustIn([root.certificate]).useFaults(issued(), AT)), ['issuer-unknown'])
  })

  it('别的根、同名的假根、自己签的、改过一个字节的都不认', () => {
    const trust = trustIn(chain)
    const foreign = openUKeyAuthority({ name: '别处' }).issue({ name: '持有人', publicKey })
    assert.deepEqual(codes(trust.useFaults({ publicKey: own, certificate: foreign }, AT)), ['issuer-unknown'])
    const namesake = openUKeyAuthority({ name: '示例签发' }).issue({ name: '持有人', publicKey })
    assert.deepEqual(codes(trust.useFaults({ publicKey: own, certificate: namesake }, AT)), ['signature'])
    const alone = openUKeyAuthority({
      name: '持有人',
      usage: KeyUsageFlags.digitalSignature,
      isAuthority: false,
      publicKey,
    })
    const selfMade = Buffer.from(alone.certificate.replaceAll(/-----[^-]+-----/g, ''), 'base64')
    assert.deepEqual(codes(trust.useFaults({ publicKey: own, certificate: selfMade }, AT)), ['issuer-unknown'])
    const bent = Buffer.from(issued().certificate)
    const at = bent.indexOf(Buffer.from('持有人'))
    bent[at] = (bent[at] ?? 0) ^ 1
    assert.deepEqual(codes(trust.useFaults({ publicKey: own, certificate: bent }, AT)), ['signature'])
    assert.deepEqual(codes(trust.useFaults({ publicKey: own, certificate: Buffer.from('no certificate') }, AT)), [
      'unreadable',
    ])
    const other = Buffer.from(generateSm2KeyPair().publicKey, 'hex')
    assert.deepEqual(codes(trust.useFaults({ ...issued(), publicKey: other }, AT)), ['other-key'])
  })

  it('有效期：两端的那一秒都算，前后一秒不算；上级过期也说得出是哪一个', () => {
    const trust = trustIn(chain)
    const key = issued({ from: '2026-01-01T00:00:00.000Z', until: '2026-12-31T00:00:00.000Z' })
    for (const [at, expected] of [
      ['2025-12-31T23:59:59.000Z', ['not-yet']],
      ['2026-01-01T00:00:00.000Z', []],
      ['2026-12-31T00:00:00.000Z', []],
      ['2026-12-31T00:00:01.000Z', ['expired']],
    ] as const)
      assert.deepEqual(codes(trust.useFaults(key, at)), expected, at)
    const old = root.below({ name: '旧签发', until: '2026-06-01T00:00:00.000Z' })
    const certificate = old.issue({ name: '持有人', publicKey, until: '2026-10-01T00:00:00.000Z' })
    assert.deepEqual(trustIn([root.certificate, old.certificate]).useFaults({ publicKey: own, certificate }, AT), [
      { code: 'expired', facts: { until: '2026-10-01T00:00:00.000Z' } },
      { code: 'expired', facts: { until: '2026-06-01T00:00:00.000Z', authority: '旧签发' } },
    ])
  })

  it('用途：不是签名用的、本身是发证机构的，都不认；上级不能签发的，下级再多的，也不认', () => {
    const trust = trustIn(chain)
    assert.deepEqual(codes(trust.useFaults(issued({ usage: KeyUsageFlags.keyEncipherment }), AT)), ['usage'])
    assert.deepEqual(codes(trust.useFaults(issued({ isAuthority: true }), AT)), ['usage'])
    assert.deepEqual(codes(trust.useFaults(issued({ strangeCritical: true }), AT)), ['extension'])
    const holder = root.below({ name: '不是机构', isAuthority: false, usage: KeyUsageFlags.digitalSignature })
    const below = { publicKey: own, certificate: holder.issue({ name: '持有人', publicKey }) }
    assert.deepEqual(codes(trustIn([root.certificate, holder.certificate]).useFaults(below, AT)), ['not-authority'])
    const third = middle.below({ name: '第三级' })
    const deep = { publicKey: own, certificate: third.issue({ name: '持有人', publicKey }) }
    assert.deepEqual(trustIn([...chain, third.certificate]).useFaults(deep, AT), [
      { code: 'path-too-long', facts: { authority: '示例签发', most: '0' } },
    ])
    const roomy = root.below({ name: '宽的', below: 1 })
    const lower = roomy.below({ name: '第三级' })
    const allowed = { publicKey: own, certificate: lower.issue({ name: '持有人', publicKey }) }
    const all = [root, roomy, lower].map(({ certificate }) => certificate)
    assert.deepEqual(codes(trustIn(all).useFaults(allowed, AT)), [])
  })
})

describe('UKey 吊销列表', () => {
  it('列在上面的不认，旁边的照认；中间一级被吊销的，下面的都不认', () => {
    const trust = trustIn(chain, listsOf([1000]))
    assert.deepEqual(trust.useFaults(issued(), AT), [{ code: 'revoked', facts: { since: '2026-11-20T00:00:00.000Z' } }])
    assert.deepEqual(codes(trust.useFaults(issued({ serial: 1001 }), AT)), [])
    assert.deepEqual(codes(trustIn(chain, listsOf([], undefined, [7])).useFaults(issued(), AT)), ['revoked'])
  })

  it('过了该更新的日子：登记不行，已登记的照用，页面说得出来；没有列表、列表是假的，都不认', () => {
    const stale = trustIn(chain, listsOf([], '2026-11-22T00:00:00.000Z'))
    assert.deepEqual(codes(stale.bindingFaults(issued(), AT)), ['list-stale'])
    assert.deepEqual(codes(stale.useFaults(issued(), AT)), [])
    assert.deepEqual(
      stale.standing(AT).lists?.map(({ name, isStale }) => [name, isStale]),
      [
        ['示例签发', true],
        ['示例根', false],
      ],
    )
    const missing = trustIn(chain, listsOf([]).slice(1))
    assert.deepEqual(codes(missing.useFaults(issued(), AT)), ['list-missing'])
    assert.match(missing.standing(AT).problems.join(), /示例签发/)
    const forged = openUKeyAuthority({ name: '示例签发' }).revocationList({
      serials: [],
      madeAt: '2026-11-23T00:00:00.000Z',
      dueAt: '2026-12-01T00:00:00.000Z',
    })
    assert.deepEqual(codes(trustIn(chain, [forged, ...listsOf([1000])]).useFaults(issued(), AT)), ['revoked'])
    assert.deepEqual(codes(trustIn(chain, [forged, ...listsOf([]).slice(1)]).useFaults(issued(), AT)), ['list-missing'])
  })

  it('上万个号的列表也读得了，最后一个号也算', () => {
    const trust = trustIn(chain, listsOf(Array.from({ length: 10_000 }, (_, n) => 2000 + n)))
    assert.deepEqual(codes(trust.useFaults(issued({ serial: 11_999 }), AT)), ['revoked'])
    assert.deepEqual(codes(trust.useFaults(issued({ serial: 12_000 }), AT)), [])
  })

  it('放进新的列表马上算数，最新的一份说了算', () => {
    const trust = trustIn(chain, listsOf([]))
    assert.deepEqual(codes(trust.useFaults(issued(), AT)), [])
    trust.put(
      middle.revocationList({ serials: [1000], madeAt: '2026-11-22T00:00:00.000Z', dueAt: '2026-12-09T00:00:00.000Z' }),
    )
    assert.deepEqual(codes(trust.useFaults(issued(), AT)), ['revoked'])
  })
})

describe('没有设根证书', () => {
  it('不是演示就不能登记，已登记的照用；设了空文件夹则谁也不认', () => {
    const junk = { publicKey: own, certificate: Buffer.from('SIMULATED') }
    assert.deepEqual(codes(openUKeyTrust({ dev: false }).bindingFaults(junk, AT)), ['roots-unset'])
    assert.deepEqual(codes(openUKeyTrust({ dev: false }).useFaults(junk, AT)), [])
    assert.deepEqual(codes(openUKeyTrust({ dev: true }).bindingFaults(junk, AT)), [])
    assert.deepEqual(codes(trustIn([]).useFaults(issued(), AT)), ['issuer-unknown'])
    assert.deepEqual(codes(openUKeyTrust({ roots: join(folder, 'gone'), dev: true }).bindingFaults(issued(), AT)), [
      'issuer-unknown',
    ])
  })
})

describe('另一个程序（OpenSSL 3.0）做的证书和列表', () => {
  const read = (name: string) => readFileSync(new URL(`../../test/openssl-chain/${name}`, import.meta.url), 'utf8')
  const certificate = Buffer.from(read('key.pem').replaceAll(/-----[^-]+-----/g, ''), 'base64')
  const key = {
    // As `openssl x509 -text` prints it.
    publicKey: Buffer.from(read('key.hex').trim(), 'hex'),
    certificate,
  }
  it('认得，吊销的也认得', () => {
    const certificates = [read('root.pem'), read('mid.pem')]
    const at = '2026-12-01T00:00:00.000Z'
    assert.deepEqual(trustIn(certificates, [read('root.crl'), read('mid.crl')]).bindingFaults(key, at), [])
    assert.deepEqual(codes(trustIn(certificates, [read('root.crl'), read('revoked.crl')]).useFaults(key, at)), [
      'revoked',
    ])
    assert.deepEqual(codes(trustIn(chain).useFaults(key, at)), ['issuer-unknown'])
  })
})
