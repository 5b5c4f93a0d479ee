import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'

import { openKeyFolder } from '@anju/crypto/key-folder.ts'
import { generateKeySet } from '@anju/crypto/key-set.ts'
import { canonicalJson } from '@anju/crypto/canonical-json.ts'
import { randomBytes, uuidV7 } from '@anju/crypto/random.ts'
import type { SigningStatement } from '@anju/crypto/signing-evidence.ts'
import { sm3Hex } from '@anju/crypto/sm3.ts'
import { softProvider } from '@anju/crypto/soft-provider.ts'
import type { CryptoProvider } from '@anju/crypto/provider.ts'
import { dropName, listDrop, placeFile, readDrop } from '@anju/exchange/file-drop.ts'
import { buildPackage, openPackage } from '@anju/exchange/package.ts'
import type { BuiltPackage } from '@anju/exchange/package.ts'
import { buildReceipt, openAnswer } from '@anju/exchange/receipt.ts'
import type { Answer, Receipt } from '@anju/exchange/receipt.ts'
import { parsePeer, peerOf } from '@anju/exchange/peer.ts'
import type { Peer } from '@anju/exchange/peer.ts'
import type { ExchangeRecord, RecordBody, RecordOf } from '@anju/exchange/record.ts'
import { NODES, ordersStream, resultsStream } from '@anju/exchange/stream-name.ts'

/** The registry as the card service sees it: somebody who places signed files in one folder and reads the other. */
export type RegistrySide = ReturnType<typeof registrySide>

/** A 1 × 1 PNG: real bytes, and a photo that the quality check must point at. */
export const TINY_PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

export function registrySide(exchange: string, cardService: Peer, city = 'foshan') {
  const folder = { folderId: randomUUID(), role: 'registry' as const, keys: generateKeySet() }
  const crypto: CryptoProvider = softProvider({ keys: folder.keys, fingerprint: 'test registry' })
  const [out, inn] = [join(exchange, 'out'), join(exchange, 'in')]
  let seq = 0
  let prevSm3: string | null = null
  let receivedUpTo = 0
  const envelope = {
    from: NODES.registry,
    to: NODES.cardService,
    signer: crypto,
    receiverEncryptionPublicKey: cardService.encryptionPublicKey,
    expects: 1,
    checkpoint: null,
  }

  const build = (
    records: readonly ExchangeRecord[],
    change: { seq?: number; prevSm3?: string | null } = {},
  ): BuiltPackage =>
    buildPackage({
      ...envelope,
      stream: ordersStream(city),
      seq: change.seq ?? seq + 1,
      prevSm3: change.prevSm3 === undefined ? prevSm3 : change.prevSm3,
      packageId: uuidV7(),
      createdAt: new Date().toISOString(),
      schema: 'orders/1',
      records,
    })

  type Arrived =
    | { readonly answer: Answer }
    | {
        readonly seq: number
        readonly records: readonly ExchangeRecord[]
        readonly fileSm3: string
        readonly packageId: string
      }
  const opened = new Map<string, Arrived | undefined>()

  /** Opens a file of the card service; undefined for one of another city. The same name always holds the same bytes. */
  const open = async (name: string): Promise<Arrived | undefined> => {
    if (opened.has(name)) return opened.get(name)
    const bytes = await readDrop(inn, name)
    if (bytes === undefined) return undefined
    const door = {
      from: NODES.cardService,
      to: NODES.registry,
      senderPublicKeys: [cardService.signingPublicKey],
      receiver: crypto,
    }
    const answer = openAnswer(bytes, { ...door, stream: ordersStream(city) })
    if (answer.ok) return keep(name, { answer: answer.value })
    const results = openPackage(bytes, { ...door, stream: resultsStream(city), schemas: ['results/1'] })
    if (!results.ok && results.code === 'wrong-stream') return keep(name, undefined)
    if (!results.ok) throw new Error(`The registry cannot read ${name}: ${results.code} ${results.detail}`)
    const { manifest, records, fileSm3 } = results.value
    return keep(name, { seq: manifest.seq, records, fileSm3, packageId: manifest.packageId })
  }
  const keep = (name: string, arrived: Arrived | undefined) => {
    opened.set(name, arrived)
    return arrived
  }

  const read = async () => {
    const answers: Receipt[] = []
    const beats: { appliedUpTo: number; missing: readonly number[] }[] = []
    const results = new Map<number, Exclude<Arrived, { answer: Answer }>>()
    for (const name of await listDrop(inn)) {
      const arrived = await open(name)
      if (arrived === undefined) continue
      if ('answer' in arrived) {
        if (arrived.answer.kind === 'receipt/1') answers.push(arrived.answer.answer.body)
        else beats.push(arrived.answer.answer.body)
        continue
      }
      const known = results.get(arrived.seq)
      if (known !== undefined && known.fileSm3 !== arrived.fileSm3)
        throw new Error(`Two files under number ${arrived.seq}`)
      results.set(arrived.seq, arrived)
    }
    return { answers, beats, results }
  }

  return {
    crypto,
    peer: parsePeer(JSON.stringify(peerOf(folder))),
    folders: { out, in: inn },
    build,
    /** Numbers a package and places it; `hold` only numbers it. */
    async send(records: readonly ExchangeRecord[], { hold = false }: { hold?: boolean } = {}) {
      const built = build(records)
      seq += 1
      prevSm3 = built.fileSm3
      const sent = {
        ...built,
        seq,
        place: () =>
          placeFile(
            out,
            dropName({ stream: ordersStream(city), seq: sent.seq, random: built.fileSm3.slice(0, 8) }),
            built.bytes,
          ),
      }
      if (!hold) await sent.place()
      return sent
    },
    place: (name: string, bytes: Buffer) => placeFile(out, `${name}.rpx1`, bytes),
    read,
    /** Results in their order, from files that may lie there more than once. Throws when a number is missing. */
    async results(): Promise<readonly ExchangeRecord[]> {
      const { results } = await read()
      const numbers = [...results.keys()].sort((a, b) => a - b)
      numbers.forEach((number, index) => {
        if (number !== index + 1) throw new Error(`Result package ${index + 1} is missing`)
      })
      return numbers.flatMap((number) => results.get(number)?.records ?? [])
    },
    /** Acknowledges every result package that lies there and has not been yet. */
    async acknowledge(refusedCode?: string) {
      const { results } = await read()
      for (const [number, { records, fileSm3, packageId }] of results) {
        if (number <= receivedUpTo) continue
        receivedUpTo = number
        await this.answer({
          result: 'ack',
          stream: resultsStream(city),
          seq: number,
          packageId,
          fileSm3,
          code: null,
          records: records.map(({ id }) => ({
            recordId: id,
            result: refusedCode === undefined ? ('applied' as const) : ('refused' as const),
            code: refusedCode ?? null,
          })),
          cosignature: null,
        })
      }
    },
    async answer(receipt: Receipt) {
      const built = buildReceipt(
        {
          ...envelope,
          stream: resultsStream(city),
          packageId: uuidV7(),
          recordId: uuidV7(),
          createdAt: new Date().toISOString(),
        },
        receipt,
      )
      await placeFile(
        out,
        dropName({ stream: resultsStream(city), seq: receipt.seq ?? 0, random: built.fileSm3.slice(0, 8) }),
        built.bytes,
      )
    },
    clearArrived: () => rmSync(inn, { recursive: true, force: true }),
  }
}

/** An order for one of a few named people; each call is another application. */
export function permitOrder(
  change: Partial<RecordBody<'permit-order/2'>['person']> & {
    applicationId?: string
    acceptanceNumber?: string
    office?: { code: string; name: string }
  } = {},
): RecordOf<'permit-order/2'> {
  const {
    applicationId = uuidV7(),
    acceptanceNumber = '4406050012016070500001',
    office = { code: '440605001', name: '桂城流管服务站' },
    ...person
  } = change
  return {
    kind: 'permit-order/2',
    id: uuidV7(),
    body: {
      applicationId,
      acceptanceNumber,
      purpose: 'first',
      person: {
        idNumber: '11010519491231002X',
        name: '张三',
        sex: '2',
        ethnicity: '01',
        birthOn: '1949-12-31',
        hukouAddress: '北京市朝阳区示例路1号',
        residenceAddress: '广东省佛山市南海区桂城街道示例路2号3栋401房',
        ...person,
      },
      photo: { mediaType: 'image/png', sm3: sm3Hex(TINY_PNG), content: TINY_PNG.toString('base64') },
      acceptedOn: '2016-07-05',
      dueOn: '2016-07-20',
      office,
      signaturesSm3: sm3Hex(Buffer.from('signatures')),
      policyPack: 'FS-2016-14/2016-01-01',
      evidence: demoEvidence(applicationId, ['accept', 'verify', 'review']),
    },
  }
}

const EVENTS: Readonly<Record<string, string>> = {
  accept: 'accept',
  verify: 'verify-true',
  review: 'approve',
  receive: 'report-loss',
}

/** What the officials of a trial run signed under the steps of a case, anew each time. */
export function demoEvidence(
  caseId: string,
  steps: readonly string[],
  change: Partial<SigningStatement> = {},
): readonly string[] {
  return steps.map((step, n) => {
    const statement: SigningStatement = {
      v: 1,
      type: 'responsibility',
      assurance: 'demo',
      city: 'foshan',
      route: 'test',
      intentId: uuidV7(),
      requestSm3: '0'.repeat(64),
      caseId,
      caseVersion: n,
      step,
      event: EVENTS[step] ?? step,
      beside: [],
      attachments: [],
      displaySm3: null,
      official: `official-${step}`,
      post: `post-${step}`,
      delegation: null,
      session: 'test',
      pack: 'FS-2016-14/2016-01-01',
      legalOn: '2016-07-05',
      at: '2016-07-05T02:00:00.000Z',
      nonce: randomBytes(32).toString('hex'),
      ...change,
    }
    const none = { publicKey: '', attestationSm3: '', clientDataJSON: '', authenticatorData: '', signature: '' }
    return canonicalJson({ v: 1, kind: 'demo', statement: canonicalJson(statement), ...none })
  })
}

/** What an official of a trial run signed when a card was found. */
export function demoFinding(stockNo: string): readonly string[] {
  return demoEvidence(uuidV7(), ['accept'], { event: 'card-found', stockNo })
}

/** The public identity of a registry that has its keys already. */
export function registryPeer(keysFolder: string): Peer {
  return peerOf(openKeyFolder(keysFolder, { role: 'registry', create: false }))
}
