import { canonicalJson } from '@anju/crypto/canonical-json.ts'

import { buildPackage } from '../src/package.ts'
import type { PackageContent } from '../src/package.ts'
import { buildReceipt, buildStatus } from '../src/receipt.ts'
import type { RejectionCode } from '../src/rejection.ts'
import { parseRpx1 } from '../src/rpx1.ts'
import { goldenCheckpoint } from './golden-checkpoint.ts'
import { forge } from './forge.ts'
import { CARD_ORDERS, ORDERS, PROVEN_AGAIN, PROVEN_ORDERS, RESULTS, SAMPLES } from './sample.ts'
import { testNode } from './test-node.ts'
import type { TestDoor } from './test-node.ts'

/** One golden file: how it is made, at which door it is shown, and what must come of it. */
export interface GoldenCase {
  readonly name: string
  readonly door: TestDoor
  readonly expected: 'opens' | RejectionCode
  readonly make: () => Buffer
}

const registry = testNode('registry')
const cards = testNode('cards')
const stranger = testNode('stranger')

const order = canonicalJson(SAMPLES['permit-order/1'])
const withdrawn = SAMPLES['order-withdrawn/1']
const reprint = canonicalJson(SAMPLES['reprint-order/1'])
const another = canonicalJson(SAMPLES['card-order/1'])
const proven = canonicalJson(SAMPLES['card-order/2'])
const standing = SAMPLES['card-standing/1']
const found = SAMPLES['card-standing/2']
const remade = canonicalJson(SAMPLES['reprint-order/2'])

const fromRegistry: PackageContent = {
  stream: 'foshan.orders',
  seq: 1,
  prevSm3: null,
  packageId: '0198c0de-0000-7000-8000-000000000200',
  from: 'foshan.registry',
  to: 'foshan.cards',
  createdAt: '2016-07-06T01:02:03.004Z',
  schema: 'orders/1',
  records: ORDERS,
  signer: registry,
  receiverEncryptionPublicKey: cards.identity.encryptionPublicKey,
  expects: 1,
  checkpoint: 'anju.foshan/log\n42\nAAAA\n',
}
const fromCards: PackageContent = {
  ...fromRegistry,
  stream: 'foshan.results',
  from: 'foshan.cards',
  to: 'foshan.registry',
  schema: 'results/1',
  records: RESULTS,
  signer: cards,
  receiverEncryptionPublicKey: registry.identity.encryptionPublicKey,
  checkpoint: null,
}
const {
  seq: _seq,
  prevSm3: _prev,
  schema: _schema,
  records: _records,
  ...answer
} = {
  ...fromCards,
  stream: 'foshan.orders',
  recordId: '0198c0de-0000-7000-8000-000000000300',
}

const ack = SAMPLES['receipt/1'].body
const nack = {
  ...ack,
  result: 'nack',
  stream: null,
  seq: null,
  packageId: null,
  code: 'signature',
  records: [],
} as const

/** A ledger of three events, signed by the registry, as it rides in a manifest; and what the other side signs of it. */
const checkpoint = goldenCheckpoint(registry, cards)

const valid: readonly GoldenCase[] = [
  {
    name: 'valid-orders-checkpoint',
    door: 'cards',
    expected: 'opens',
    make: () => buildPackage({ ...fromRegistry, checkpoint: checkpoint.request }).bytes,
  },
  {
    name: 'valid-ack-cosigned',
    door: 'answers',
    expected: 'opens',
    make: () => buildReceipt(answer, { ...ack, cosignature: checkpoint.cosignature }).bytes,
  },
  {
    name: 'valid-status-checkpoint',
    door: 'answers',
    expected: 'opens',
    make: () => buildStatus({ ...answer, checkpoint: checkpoint.cosigned }, SAMPLES['status/1'].body).bytes,
  },
  { name: 'valid-orders', door: 'cards', expected: 'opens', make: () => buildPackage(fromRegistry).bytes },
  {
    name: 'valid-card-orders',
    door: 'cards',
    expected: 'opens',
    make: () => buildPackage({ ...fromRegistry, records: CARD_ORDERS }).bytes,
  },
  {
    name: 'valid-proven-orders',
    door: 'cards',
    expected: 'opens',
    make: () => buildPackage({ ...fromRegistry, records: PROVEN_ORDERS }).bytes,
  },
  {
    name: 'valid-proven-again',
    door: 'cards',
    expected: 'opens',
    make: () => buildPackage({ ...fromRegistry, records: PROVEN_AGAIN }).bytes,
  },
  { name: 'valid-results', door: 'registry', expected: 'opens', make: () => buildPackage(fromCards).bytes },
  { name: 'valid-many-chunks', door: 'cards', expected: 'opens', make: () => forge() },
  { name: 'valid-ack', door: 'answers', expected: 'opens', make: () => buildReceipt(answer, ack).bytes },
  { name: 'valid-nack-unreadable', door: 'answers', expected: 'opens', make: () => buildReceipt(answer, nack).bytes },
  {
    name: 'valid-status',
    door: 'answers',
    expected: 'opens',
    make: () => buildStatus(answer, SAMPLES['status/1'].body).bytes,
  },
]

/** Shown at the card service's door, sent as if by the registry. */
function hostile(name: string, expected: RejectionCode, make: () => Buffer): GoldenCase {
  return { name, door: 'cards', expected, make }
}

/** Where the sections of an ordinary file begin. */
function sections(file: Buffer) {
  const manifestEnd = 8 + file.readUInt32BE(4)
  const firstChunk = manifestEnd + 2 + 64
  return { manifestEnd, firstChunk, firstChunkEnd: firstChunk + 4 + file.readUInt32BE(firstChunk) }
}

function edited(edit: (file: Buffer, at: ReturnType<typeof sections>) => void): () => Buffer {
  return () => {
    const file = forge()
    edit(file, sections(file))
    return file
  }
}

function flip(file: Buffer, at: number, bit = 0): void {
  file.writeUInt8(file.readUInt8(at) ^ (1 << bit), at)
}

const frame: readonly GoldenCase[] = [
  hostile('empty', 'not-rpx1', () => Buffer.alloc(0)),
  hostile('not-a-package', 'not-rpx1', () => Buffer.from('PK\u0003\u0004 a zip, say')),
  hostile('cut-in-header', 'truncated', () => forge().subarray(0, 6)),
  hostile('cut-in-manifest', 'truncated', () => forge().subarray(0, 300)),
  hostile('cut-in-signature', 'truncated', () => cut((at) => at.manifestEnd + 40)),
  hostile('cut-before-chunks', 'truncated', () => cut((at) => at.firstChunk)),
  hostile('cut-in-chunk', 'truncated', () => forge().subarray(0, -1)),
  hostile('cut-between-chunks', 'signature', () => cut((at) => at.firstChunkEnd)),
  hostile('trailing-byte', 'truncated', () => Buffer.concat([forge(), Buffer.of(0)])),
  hostile('trailing-chunk', 'signature', () => Buffer.concat([forge(), Buffer.of(0, 0, 0, 17), Buffer.alloc(17)])),
  hostile(
    'manifest-empty',
    'manifest-size',
    edited((file) => file.writeUInt32BE(0, 4)),
  ),
  hostile('manifest-oversized', 'manifest-size', () => forge({ manifest: { checkpoint: 'x'.repeat(65_536) } })),
  hostile(
    'manifest-length-huge',
    'manifest-size',
    edited((file) => file.writeUInt32BE(0xffffffff, 4)),
  ),
  hostile('signature-der', 'signature-form', () => forge({ resign: toDer })),
  hostile('signature-short', 'signature-form', () => forge({ resign: (signature) => signature.subarray(1) })),
  hostile(
    'chunk-empty',
    'chunk-size',
    edited((file, at) => file.writeUInt32BE(16, at.firstChunk)),
  ),
  hostile(
    'chunk-huge',
    'chunk-size',
    edited((file, at) => file.writeUInt32BE(0x7fffffff, at.firstChunk)),
  ),
]

const flips: readonly GoldenCase[] = [
  hostile(
    'flip-magic',
    'not-rpx1',
    edited((file) => flip(file, 0)),
  ),
  hostile(
    'flip-manifest-length',
    'signature-form',
    edited((file) => flip(file, 7)),
  ),
  hostile(
    'flip-manifest',
    'signature',
    edited((file) => flip(file, 40)),
  ),
  hostile(
    'flip-signature-length',
    'signature-form',
    edited((file, at) => flip(file, at.manifestEnd + 1)),
  ),
  hostile(
    'flip-signature-r',
    'signature',
    edited((file, at) => flip(file, at.manifestEnd + 2 + 10)),
  ),
  hostile(
    'flip-signature-s',
    'signature',
    edited((file, at) => flip(file, at.manifestEnd + 2 + 40)),
  ),
  hostile(
    'flip-ciphertext',
    'signature',
    edited((file, at) => flip(file, at.firstChunk + 4)),
  ),
  hostile(
    'flip-tag',
    'signature',
    edited((file, at) => flip(file, at.firstChunkEnd - 1)),
  ),
]

const carrier: readonly GoldenCase[] = [
  hostile('reordered-chunks', 'signature', () => rebuilt((chunks) => chunks.toReversed())),
  hostile('spliced-body', 'signature', () => {
    const other = forge()
    const file = forge()
    return Buffer.concat([file.subarray(0, sections(file).firstChunk), other.subarray(sections(other).firstChunk)])
  }),
  hostile('signature-swapped-halves', 'signature', () =>
    forge({ resign: (s) => Buffer.concat([s.subarray(32), s.subarray(0, 32)]) }),
  ),
  hostile('signature-zero', 'signature', () => forge({ resign: () => Buffer.alloc(64) })),
  hostile('wrong-signer', 'signature', () => forge({ signer: stranger })),
  hostile('wrong-signer-claims-registry', 'signature', () =>
    forge({ signer: stranger, manifest: { signerKid: registry.identity.signingKid } }),
  ),
  hostile('sent-back-to-sender', 'signature', () => buildPackage(fromCards).bytes),
]

const spelling: readonly GoldenCase[] = [
  hostile('manifest-duplicate-key', 'manifest-json', () =>
    forge({ spell: (text) => text.replace('"seq":1', '"seq":1,"seq":1') }),
  ),
  hostile('manifest-float', 'manifest-json', () => forge({ spell: (text) => text.replace('"seq":1', '"seq":1.0') })),
  hostile('manifest-depth-9', 'manifest-json', () => forge({ manifest: { checkpoint: nested(8) } })),
  hostile('manifest-spaces', 'manifest-json', () => forge({ spell: (text) => text.replace(',', ', ') })),
  hostile('manifest-unsorted', 'manifest-json', () =>
    forge({ spell: (text) => text.replace('"checkpoint":null,', '').replace(/}$/, ',"checkpoint":null}') }),
  ),
  hostile('manifest-byte-order-mark', 'manifest-json', () => forge({ spell: (text) => `\ufeff${text}` })),
  hostile('manifest-not-utf8', 'manifest-json', () =>
    forge({ spell: (text) => Buffer.concat([Buffer.from(text), Buffer.of(0xff)]) }),
  ),
  hostile('manifest-two-values', 'manifest-json', () => forge({ spell: (text) => `${text}{}` })),
  hostile('manifest-list', 'manifest-shape', () => forge({ spell: () => '[]' })),
  hostile('manifest-unknown-key', 'manifest-shape', () => forge({ manifest: { alg: 'none' } })),
  hostile('manifest-version-2', 'manifest-shape', () => forge({ manifest: { v: 2 } })),
  hostile('manifest-missing-key', 'manifest-shape', () => forge({ spell: (text) => text.replace('"expects":1,', '') })),
  hostile('manifest-seq-negative', 'manifest-shape', () => forge({ manifest: { seq: -1 } })),
  hostile('manifest-seq-text', 'manifest-shape', () => forge({ manifest: { seq: '1' } })),
  hostile('manifest-instant-30-february', 'manifest-shape', () =>
    forge({ manifest: { createdAt: '2016-02-30T00:00:00.000Z' } }),
  ),
  hostile('manifest-stream-path', 'manifest-shape', () => forge({ manifest: { stream: '../orders' } })),
  hostile('manifest-records-too-many', 'manifest-shape', () => forge({ manifest: { recordCount: 100_001 } })),
  hostile('manifest-other-signer', 'manifest-shape', () =>
    forge({ manifest: { signerKid: stranger.identity.signingKid } }),
  ),
]

const address: readonly GoldenCase[] = [
  hostile('wrong-sender', 'wrong-sender', () => forge({ manifest: { from: 'linhe.registry' } })),
  hostile('wrong-receiver', 'wrong-receiver', () => forge({ manifest: { to: 'linhe.cards' } })),
  hostile('wrong-stream', 'wrong-stream', () => forge({ manifest: { stream: 'foshan.other' } })),
  hostile('wrong-schema', 'wrong-schema', () => forge({ manifest: { schema: 'results/1' } })),
  hostile('cipher-digest', 'cipher-digest', () => forge({ manifest: { cipherSm3: '0'.repeat(64) } })),
  hostile('chunk-count', 'chunk-count', () => forge({ manifest: { chunkCount: 1 } })),
]

const sealedWrong: readonly GoldenCase[] = [
  hostile('key-for-another', 'key-unwrap', () => forge({ receiverPublicKey: stranger.identity.encryptionPublicKey })),
  hostile('key-garbage', 'key-unwrap', () => forge({ manifest: { wrappedDek: 'ab'.repeat(112) } })),
  hostile('signed-reordered-chunks', 'chunk', () => forge({ arrange: (chunks) => chunks.toReversed() })),
  hostile('signed-missing-last-chunk', 'chunk', () => forge({ arrange: (chunks) => chunks.slice(0, -1) })),
  hostile('signed-doubled-chunk', 'chunk', () =>
    forge({ arrange: (chunks) => chunks.flatMap((chunk, n) => (n === 0 ? [chunk, chunk] : [chunk])) }),
  ),
  hostile('signed-spliced-chunk', 'chunk', () => {
    const other = parseRpx1(forge())
    return forge({ arrange: (chunks) => (other.ok ? [...other.value.chunks.slice(0, 1), ...chunks.slice(1)] : []) })
  }),
  hostile('other-nonce-prefix', 'chunk', () => forge({ manifest: { noncePrefix: '00'.repeat(8) } })),
  hostile('other-package-id', 'chunk', () =>
    forge({ manifest: { packageId: '0198c0de-0000-7000-8000-000000000201' } }),
  ),
  hostile('plain-mac', 'plain-mac', () => forge({ manifest: { plainMac: '0'.repeat(64) } })),
]

const two = { recordCount: 2, kinds: { 'order-withdrawn/1': 1, 'reprint-order/1': 1 } }
const one = { recordCount: 1, kinds: { 'order-withdrawn/1': 1 } }
const oneOrder = { recordCount: 1, kinds: { 'permit-order/1': 1 } }
const line = (record: unknown) => canonicalJson(record)

const inside: readonly GoldenCase[] = [
  hostile('record-duplicate-key', 'record-json', () =>
    forge({ manifest: one, lines: [line(withdrawn).replace('"kind"', '"id":"x","kind"')] }),
  ),
  hostile('record-float', 'record-json', () =>
    forge({ manifest: oneOrder, lines: [order.replace('"sex":"2"', '"sex":2.0')] }),
  ),
  hostile('record-depth-9', 'record-json', () =>
    forge({ manifest: one, lines: [line({ ...withdrawn, body: nested(8) })] }),
  ),
  hostile('record-spaces', 'record-json', () => forge({ manifest: one, lines: [line(withdrawn).replace(',', ', ')] })),
  hostile('record-blank-line', 'record-json', () => forge({ manifest: two, lines: [line(withdrawn), ''] })),
  hostile('record-kind-unknown', 'record-kind', () =>
    forge({ manifest: one, lines: [line({ ...withdrawn, kind: 'order-withdrawn/2' })] }),
  ),
  hostile('record-kind-of-other-direction', 'record-kind', () =>
    forge({ manifest: one, lines: [line(SAMPLES['production-result/1'])] }),
  ),
  hostile('record-kind-inherited', 'record-kind', () =>
    forge({ manifest: one, lines: [line({ ...withdrawn, kind: 'constructor' })] }),
  ),
  hostile('record-not-an-object', 'record-kind', () => forge({ manifest: one, lines: ['[]'] })),
  hostile('record-missing-field', 'record-shape', () =>
    forge({ manifest: oneOrder, lines: [order.replace('"policyPack":"FS-2016-14/2016-01-01",', '')] }),
  ),
  hostile('record-unknown-field', 'record-shape', () =>
    forge({ manifest: one, lines: [line({ ...withdrawn, body: { ...withdrawn.body, zz: 1 } })] }),
  ),
  hostile('record-impossible-date', 'record-shape', () =>
    forge({ manifest: oneOrder, lines: [order.replace('1949-12-31', '1949-02-29')] }),
  ),
  hostile('record-lower-case-x', 'record-shape', () =>
    forge({ manifest: oneOrder, lines: [order.replace('002X', '002x')] }),
  ),
  hostile('record-other-photo', 'record-shape', () =>
    forge({ manifest: oneOrder, lines: [order.replace('"content":"b', '"content":"c')] }),
  ),
  hostile('record-card-order-without-permit', 'record-shape', () =>
    forge({
      manifest: { ...one, kinds: { 'card-order/1': 1 } },
      lines: [another.replace('"permitNumber":"FS2016-000001",', '')],
    }),
  ),
  hostile('record-proven-order-without-evidence', 'record-shape', () =>
    forge({
      manifest: { ...one, kinds: { 'card-order/2': 1 } },
      lines: [proven.replace(String.raw`"evidence":["{\"what\":\"one key said\"}"],`, '')],
    }),
  ),
  hostile('record-good-again-though-lost', 'record-shape', () =>
    forge({
      manifest: { ...one, kinds: { 'card-standing/1': 1 } },
      lines: [line({ ...standing, body: { ...standing.body, standing: 'good' } })],
    }),
  ),
  hostile('record-found-though-void', 'record-shape', () =>
    forge({
      manifest: { ...one, kinds: { 'card-standing/2': 1 } },
      lines: [line({ ...found, body: { ...found.body, standing: 'void' } })],
    }),
  ),
  hostile('record-proven-reprint-without-evidence', 'record-shape', () =>
    forge({
      manifest: { ...one, kinds: { 'reprint-order/2': 1 } },
      lines: [remade.replace(String.raw`"evidence":["{\"what\":\"the key said that it never came\"}"],`, '')],
    }),
  ),
  hostile('record-control-character', 'record-shape', () =>
    forge({ manifest: oneOrder, lines: [order.replace('张', String.raw`\u0007`)] }),
  ),
  hostile('record-count-short', 'record-count', () => forge({ manifest: two, lines: [line(withdrawn)] })),
  hostile('record-kinds-differ', 'record-count', () =>
    forge({ manifest: { ...one, kinds: { 'permit-order/1': 1 } }, lines: [line(withdrawn)] }),
  ),
  hostile('record-after-last-line', 'record-count', () =>
    forge({ manifest: one, plaintext: Buffer.from(`${line(withdrawn)}\n{`) }),
  ),
  hostile('record-last-line-open', 'record-count', () =>
    forge({ manifest: one, plaintext: Buffer.from(line(withdrawn)) }),
  ),
  hostile('record-duplicate-id', 'record-duplicate', () =>
    forge({ manifest: two, lines: [line(withdrawn), reprint.replace(SAMPLES['reprint-order/1'].id, withdrawn.id)] }),
  ),
]

const answers: readonly GoldenCase[] = [
  {
    name: 'answer-shown-as-orders',
    door: 'registry',
    expected: 'wrong-stream',
    make: () => buildReceipt(answer, ack).bytes,
  },
  { name: 'answer-of-other-number', door: 'answers', expected: 'record-shape', make: () => receiptWith({ seq: 2 }) },
  {
    name: 'answer-of-other-file',
    door: 'answers',
    expected: 'record-shape',
    make: () => receiptWith({ prevSm3: '0'.repeat(64) }),
  },
  { name: 'answer-twice-in-one', door: 'answers', expected: 'record-count', make: twoStatuses },
]

export const GOLDEN_CASES: readonly GoldenCase[] = [
  ...valid,
  ...frame,
  ...flips,
  ...carrier,
  ...spelling,
  ...address,
  ...sealedWrong,
  ...inside,
  ...answers,
]

function cut(where: (at: ReturnType<typeof sections>) => number): Buffer {
  const file = forge()
  return file.subarray(0, where(sections(file)))
}

/** What a carrier can do: move chunks about and leave manifest and signature alone. */
function rebuilt(arrange: (chunks: readonly Buffer[]) => readonly Buffer[]): Buffer {
  const file = forge()
  const parsed = parseRpx1(file)
  if (!parsed.ok) throw new Error('the untouched file has a frame')
  const parts = arrange(parsed.value.chunks).flatMap((chunk) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(chunk.length)
    return [length, chunk]
  })
  return Buffer.concat([file.subarray(0, sections(file).firstChunk), ...parts])
}

/** The same signature as DER, which the library under us would have taken. */
function toDer(signature: Buffer): Buffer {
  const content = Buffer.concat([derInteger(signature.subarray(0, 32)), derInteger(signature.subarray(32))])
  return Buffer.concat([Buffer.of(0x30, content.length), content])
}

function derInteger(half: Buffer): Buffer {
  const digits = half.readUInt8(0) < 0x80 ? half : Buffer.concat([Buffer.of(0), half])
  return Buffer.concat([Buffer.of(2, digits.length), digits])
}

/** A value so many lists deep. */
function nested(depth: number): unknown {
  return depth === 0 ? 1 : [nested(depth - 1)]
}

function receiptWith(changed: Partial<PackageContent>): Buffer {
  const record = { ...SAMPLES['receipt/1'] }
  const { recordId: _recordId, ...envelope } = answer
  const content: PackageContent = {
    ...envelope,
    seq: 1,
    prevSm3: ack.fileSm3,
    schema: 'receipt/1',
    records: [record],
    ...changed,
  }
  return buildPackage(content).bytes
}

function twoStatuses(): Buffer {
  const { recordId: _recordId, ...envelope } = answer
  const first = SAMPLES['status/1']
  const records = [first, { ...first, id: withdrawn.id }]
  return buildPackage({ ...envelope, seq: 4, prevSm3: null, schema: 'status/1', records }).bytes
}
