import { canonicalJson } from '@anju/crypto/canonical-json.ts'
import { randomBytes } from '@anju/crypto/random.ts'
import { sm2Encrypt } from '@anju/crypto/sm2.ts'
import { hmacSm3, sm3Hex } from '@anju/crypto/sm3.ts'
import { sm4GcmSeal } from '@anju/crypto/sm4-gcm.ts'

import { buildRpx1, buildRpx1Body, signedBytes } from '../src/rpx1.ts'
import { ORDERS } from './sample.ts'
import { testNode } from './test-node.ts'

const registry = testNode('registry')
const cards = testNode('cards')

/** What a hostile or broken sender changes. Without any change the result is an ordinary package of the sample orders. */
export interface Forgery {
  /** the lines inside, before encryption */
  readonly lines?: readonly string[]
  readonly plaintext?: Buffer
  readonly chunkBytes?: number
  /** the sealed chunks, after encryption and before they are hashed and signed */
  readonly arrange?: (chunks: readonly Buffer[]) => readonly Buffer[]
  readonly manifest?: Readonly<Record<string, unknown>>
  /** the text of the manifest, after it was written and before it is signed */
  readonly spell?: (text: string) => string | Buffer
  readonly signer?: Pick<typeof registry, 'identity' | 'sign'>
  readonly receiverPublicKey?: string
  /** the signature, after it was made */
  readonly resign?: (signature: Buffer) => Buffer
}

/** A second writer of the format, step by step and without any check, so that it can write what `buildPackage` refuses to. */
export function forge(forgery: Forgery = {}): Buffer {
  const key = randomBytes(16)
  const noncePrefix = randomBytes(8)
  const packageId = '0198c0de-0000-7000-8000-000000000200'
  const lines = forgery.lines ?? ORDERS.map((record) => canonicalJson(record))
  const plaintext = forgery.plaintext ?? Buffer.from(lines.map((line) => `${line}\n`).join(''))
  const sealed = seal(plaintext, forgery.chunkBytes ?? 400, { key, noncePrefix, packageId })
  const chunks = forgery.arrange?.(sealed) ?? sealed
  const body = buildRpx1Body(chunks)
  const signer = forgery.signer ?? registry
  const manifest = {
    v: 1,
    stream: 'foshan.orders',
    seq: 1,
    prev: null,
    packageId,
    from: 'foshan.registry',
    to: 'foshan.cards',
    createdAt: '2016-07-06T01:02:03.004Z',
    schema: 'orders/1',
    recordCount: lines.length,
    kinds: { 'permit-order/1': 1, 'reprint-order/1': 1, 'order-withdrawn/1': 1 },
    chunkCount: chunks.length,
    cipherSm3: sm3Hex(body),
    plainMac: hmacSm3(key, plaintext).toString('hex'),
    noncePrefix: noncePrefix.toString('hex'),
    kekId: cards.identity.encryptionKid,
    wrappedDek: sm2Encrypt(key, forgery.receiverPublicKey ?? cards.identity.encryptionPublicKey).toString('hex'),
    signerKid: signer.identity.signingKid,
    checkpoint: null,
    expects: 1,
    ...forgery.manifest,
  }
  const text = canonicalJson(manifest)
  const manifestBytes = Buffer.from(forgery.spell?.(text) ?? text)
  const signature = signer.sign(signedBytes(manifestBytes, body))
  return buildRpx1(manifestBytes, forgery.resign?.(signature) ?? signature, body)
}

function seal(
  plaintext: Buffer,
  chunkBytes: number,
  { key, noncePrefix, packageId }: { key: Buffer; noncePrefix: Buffer; packageId: string },
): readonly Buffer[] {
  const count = Math.ceil(plaintext.length / chunkBytes)
  return Array.from({ length: count }, (_, index) => {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(index)
    const aad = Buffer.concat([Buffer.from(`${packageId}\0`), counter, Buffer.of(index === count - 1 ? 1 : 0)])
    const chunk = plaintext.subarray(index * chunkBytes, (index + 1) * chunkBytes)
    return sm4GcmSeal(key, Buffer.concat([noncePrefix, counter]), aad, chunk)
  })
}
