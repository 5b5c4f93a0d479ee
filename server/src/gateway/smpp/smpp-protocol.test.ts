import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import {
  readBind,
  readMessage,
  readSmpp,
  SMPP,
  SMPP_STATUS,
  SMPP_TAG,
  writeMessage,
  writeMessageId,
  writeQueryAnswer,
  writeSmpp,
} from './smpp-pdu.ts'
import { smppProtocol } from './smpp-protocol.ts'
import { readReceipt } from './smpp-receipt.ts'

const account = { systemId: 'anju', password: 'secret08', systemType: '', sourceAddress: '106900001' }
const protocol = smppProtocol(account)
const part = { messageId: 'm', part: 1, parts: 1, mobile: '13800000001', text: '安居' }
const message = {
  source: '8613800000001',
  destination: '106900001',
  esmClass: 4,
  registeredDelivery: 0,
  dataCoding: 0,
  shortMessage: Buffer.alloc(0),
  tags: new Map<number, Buffer>(),
}

describe('SMPP 3.4', () => {
  it('bind_transceiver, byte for byte', () => {
    assert.equal(
      protocol.login(1, '').toString('hex'),
      ['00000023', '00000009', '00000000', '00000001', '616e6a7500', '736563726574303800', '00', '34000000'].join(''),
    )
    assert.deepEqual(readBind(readSmpp(protocol.login(1, '')).body), {
      systemId: 'anju',
      password: 'secret08',
      systemType: '',
      version: 0x34,
    })
  })

  it('submit_sm, byte for byte: UCS-2, a receipt wanted, our mark in user_message_reference', () => {
    const bytes = protocol.submit(7, part)
    const mark = bytes.subarray(-2).toString('hex')
    const body = [
      '00',
      '0000',
      `${Buffer.from('106900001').toString('hex')}00`,
      '0101',
      `${Buffer.from('8613800000001').toString('hex')}00`,
      '000000',
      '00',
      '00',
      '01000800',
      '04',
      '5b895c45',
      '02040002',
      mark,
    ].join('')
    const header = `${(16 + body.length / 2).toString(16).padStart(8, '0')}000000040000000000000007`
    assert.equal(bytes.toString('hex'), header + body)
  })

  it('a part of a longer text says that a header stands before it', () => {
    const text = '安'.repeat(80)
    const { esmClass, shortMessage } = readMessage(
      readSmpp(protocol.submit(1, { ...part, text, part: 2, parts: 2 })).body,
    )
    assert.equal(esmClass, 0x40)
    assert.equal(shortMessage.length, 6 + 13 * 2)
  })

  it('what each answer to a submission means', () => {
    const answer = (status: number, id = 'x1') =>
      protocol.read(writeSmpp(SMPP.submitSmResp, 9, status === 0 ? writeMessageId(id) : undefined, status))
    const rows = [
      [SMPP_STATUS.ok, { outcome: 'accepted', reference: 'x1' }],
      [SMPP_STATUS.throttled, { outcome: 'throttled', why: 'SMPP status 0x58' }],
      [SMPP_STATUS.queueFull, { outcome: 'throttled', why: 'SMPP status 0x14' }],
      [SMPP_STATUS.systemError, { outcome: 'refused', permanent: false, why: 'SMPP status 0x08' }],
      [SMPP_STATUS.invalidDestination, { outcome: 'refused', permanent: true, why: 'SMPP status 0x0b' }],
    ] as const
    for (const [status, handOver] of rows)
      assert.deepEqual(answer(status), { kind: 'submit-answer', sequence: 9, handOver })
    assert.deepEqual(answer(SMPP_STATUS.ok, ''), {
      kind: 'submit-answer',
      sequence: 9,
      handOver: { outcome: 'unknown', why: 'taken without an id' },
    })
  })

  it('a receipt by its text, by its optional parameters, and both', () => {
    const text = Buffer.from(
      'id:0A1b sub:001 dlvrd:000 submit date:1611220900 done date:1611220901 stat:UNDELIV err:069 text:',
    )
    assert.deepEqual(readReceipt({ ...message, shortMessage: text }), {
      reference: '0A1b',
      outcome: 'failed',
      stat: 'UNDELIV',
      mobile: '13800000001',
      mark: undefined,
    })
    const tags = new Map([
      [SMPP_TAG.receiptedMessageId, Buffer.from('77\0')],
      [SMPP_TAG.messageState, Buffer.from([2])],
      [SMPP_TAG.userMessageReference, Buffer.from([1, 2])],
    ])
    assert.deepEqual(readReceipt({ ...message, shortMessage: text, tags }), {
      reference: '77',
      outcome: 'delivered',
      stat: 'DELIVRD',
      mobile: '13800000001',
      mark: 0x0102,
    })
    assert.equal(readReceipt(message), undefined)
    // A gateway may put the text into message_payload instead.
    const payload = new Map([[SMPP_TAG.messagePayload, text]])
    assert.deepEqual(readReceipt({ ...message, tags: payload }), readReceipt({ ...message, shortMessage: text }))
  })

  it('the states of a receipt that are not the end', () => {
    for (const stat of ['ENROUTE', 'ACCEPTD', 'UNKNOWN'])
      assert.equal(
        readReceipt({ ...message, shortMessage: Buffer.from(`id:1 stat:${stat}`) })?.outcome,
        'pending',
        stat,
      )
    for (const [stat, outcome] of [
      ['DELIVRD', 'delivered'],
      ['EXPIRED', 'expired'],
      ['REJECTD', 'failed'],
      ['MK:0001', 'failed'],
    ])
      assert.equal(readReceipt({ ...message, shortMessage: Buffer.from(`id:1 stat:${stat}`) })?.outcome, outcome)
  })

  it('query_sm, byte for byte, and what its answer means', () => {
    const bytes = protocol.query?.(5, 'a1b2')
    assert.equal(
      bytes?.toString('hex'),
      [
        '00000021',
        '00000003',
        '00000000',
        '00000005',
        '6131623200',
        '0000',
        `${Buffer.from('106900001').toString('hex')}00`,
      ].join(''),
    )
    const asked = (state: number) =>
      protocol.read(
        writeSmpp(
          SMPP.querySmResp,
          5,
          writeQueryAnswer({
            messageId: 'a1b2',
            finalDate: state === 2 ? '161122090100032+' : '',
            state,
            errorCode: 0,
          }),
        ),
      )
    const report = { reference: 'a1b2', mobile: '', mark: undefined }
    const rows = [
      [1, undefined],
      [2, { ...report, outcome: 'delivered', stat: 'DELIVRD' }],
      [3, { ...report, outcome: 'expired', stat: 'EXPIRED' }],
      [5, { ...report, outcome: 'failed', stat: 'UNDELIV' }],
      [6, undefined],
      [7, undefined],
      [99, undefined],
    ] as const
    for (const [state, told] of rows)
      assert.deepEqual(asked(state), {
        kind: 'query-answer',
        sequence: 5,
        found: { found: 'accepted', reference: 'a1b2', report: told },
      })
    assert.deepEqual(protocol.read(writeSmpp(SMPP.querySmResp, 5, undefined, SMPP_STATUS.queryFailed)), {
      kind: 'query-answer',
      sequence: 5,
      found: { found: 'no-answer', why: 'SMPP status 0x67' },
    })
  })

  it('a person who writes back is acknowledged; a command we do not speak is refused', () => {
    const written = writeSmpp(SMPP.deliverSm, 3, writeMessage({ ...message, esmClass: 0, dataCoding: 8 }))
    assert.equal(protocol.read(written).kind, 'message')
    const other = protocol.read(writeSmpp(0x103, 4))
    assert.ok(other.kind === 'other' && other.reply !== undefined)
    assert.deepEqual(readSmpp(other.reply), {
      command: SMPP.genericNack,
      status: SMPP_STATUS.invalidCommandId,
      sequence: 4,
      body: Buffer.alloc(0),
    })
    assert.equal(protocol.read(writeSmpp(0x8000_0103, 4)).kind, 'other')
  })

  it('a message is written and read back alike', () => {
    const latin = fc.stringMatching(/^[0-9A-Za-z]{0,20}$/)
    const anyMessage = fc.record({
      source: latin,
      destination: latin,
      esmClass: fc.integer({ min: 0, max: 255 }),
      registeredDelivery: fc.integer({ min: 0, max: 255 }),
      dataCoding: fc.integer({ min: 0, max: 255 }),
      shortMessage: fc.uint8Array({ maxLength: 254 }).map((bytes) => Buffer.from(bytes)),
      tags: fc
        .array(fc.tuple(fc.integer({ min: 0, max: 65_535 }), fc.uint8Array({ maxLength: 30 })), { maxLength: 4 })
        .map((entries) => new Map(entries.map(([tag, value]) => [tag, Buffer.from(value)] as const))),
    })
    fc.assert(fc.property(anyMessage, (each) => assert.deepEqual(readMessage(writeMessage(each)), { ...each })))
  })

  it('whatever bytes come, it is a message or a RangeError', () => {
    const commands = [...Object.values(SMPP), 0x103]
    fc.assert(
      fc.property(fc.constantFrom(...commands), fc.uint8Array({ maxLength: 300 }), (command, body) => {
        try {
          protocol.read(writeSmpp(command, 1, Buffer.from(body)))
        } catch (error) {
          assert.ok(error instanceof RangeError, String(error))
        }
      }),
      { numRuns: 2_000 },
    )
  })
})
