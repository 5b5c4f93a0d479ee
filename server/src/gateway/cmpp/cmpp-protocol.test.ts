import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'
import { authenticatorOfGateway, authenticatorOfSource } from './authenticator.ts'
import {
  CMPP,
  readCmpp,
  readConnect,
  readDeliver,
  readReport,
  readSubmit,
  writeAnswer,
  writeCmpp,
  writeConnectAnswer,
  writeDeliver,
  writeReport,
} from './cmpp-pdu.ts'
import { cmppProtocol, timestampOf } from './cmpp-protocol.ts'

const account = { providerCode: '900001', sharedSecret: '888888', serviceId: 'test', sourceId: '900001' }
const part = { messageId: 'm', part: 1, parts: 1, mobile: '13500002696', text: '安居' }
const hex = (text: string) => Buffer.from(text.replaceAll(/\s/g, ''), 'hex')
/** The instant at which it is 10-21 08:05:10 in China. */
const AT = '2016-10-21T00:05:10.000Z'
const id = hex('b2b9da8000010000')

describe('CMPP 3.0', () => {
  it('the authenticators agree with those of an independent implementation', () => {
    const ofSource = authenticatorOfSource('900001', '888888', '1021080510')
    assert.equal(ofSource.toString('hex'), '90d00c1d517abd0b4f65f6bcf8535d16')
    assert.equal(
      authenticatorOfGateway(Buffer.alloc(4), ofSource, '888888').toString('hex'),
      '7942977274098cf210ab0c16c367bc8d',
    )
  })

  it('CMPP_CONNECT, byte for byte; the time is that of China', () => {
    assert.equal(timestampOf('2016-12-31T16:00:00.000Z'), '0101000000')
    assert.equal(
      cmppProtocol(account).login(0x17, AT).toString('hex'),
      ['000000270000000100000017', '393030303031', '90d00c1d517abd0b4f65f6bcf8535d16', '30', '3cdc73be'].join(''),
    )
    assert.equal(readConnect(readCmpp(cmppProtocol(account).login(1, AT)).body).timestamp, 1_021_080_510)
  })

  it('the gateway must prove the secret too; each refusal is told', () => {
    const protocol = cmppProtocol(account)
    protocol.login(1, AT)
    const answer = (status: number, authenticator: Buffer) =>
      protocol.read(writeCmpp(CMPP.connectResp, 1, writeConnectAnswer({ status, authenticator, version: 0x30 })))
    const right = hex('7942977274098cf210ab0c16c367bc8d')
    assert.deepEqual(answer(0, right), { kind: 'login-answer', refused: undefined })
    assert.deepEqual(answer(0, Buffer.alloc(16)), {
      kind: 'login-answer',
      refused: 'the gateway does not know the shared secret',
    })
    assert.deepEqual(answer(3, right), { kind: 'login-answer', refused: 'CMPP connect status 3 wrong secret' })
  })

  it('CMPP_SUBMIT, byte for byte', () => {
    const bytes = cmppProtocol(account).submit(0x17, part)
    const text = (value: string, length: number) =>
      Buffer.from(value)
        .toString('hex')
        .padEnd(length * 2, '0')
    const body = [
      '00'.repeat(8),
      '01010101',
      text('test', 10),
      '00',
      '00'.repeat(32),
      '00',
      '00',
      '00',
      '08',
      text('900001', 6),
      text('01', 2),
      text('000000', 6),
      '00'.repeat(34),
      text('900001', 21),
      '01',
      text('13500002696', 32),
      '00',
      '04',
      '5b895c45',
      '00'.repeat(20),
    ].join('')
    assert.equal(
      bytes.toString('hex'),
      `${(12 + body.length / 2).toString(16).padStart(8, '0')}0000000400000017${body}`,
    )
  })

  it('a submission of an independent implementation is read alike', () => {
    const { body } = readCmpp(
      hex(
        `000000e1 00000004 00000017 0000000000000000 01010101 74657374000000000000 02
         3133353030303032363936${'00'.repeat(21)} 00 00 00 08 393030303031 3032 313000000000
         3135313130353133313535353130312b00 ${'00'.repeat(17)} 393030303031${'00'.repeat(15)} 01
         3133353030303032363936${'00'.repeat(21)} 00 1e
         6d4b8bd50067006f0063006d0070007000200073007500620 06d00690074 ${'00'.repeat(20)}`,
      ),
    )
    const submit = readSubmit(body)
    assert.equal(submit.destination, '13500002696')
    assert.equal(submit.sourceId, '900001')
    assert.equal(Buffer.from(submit.content).swap16().toString('utf16le'), '测试gocmpp submit')
    assert.equal(submit.wantsReport, true)
    assert.equal(submit.format, 8)
  })

  it('a part of a longer text: its number, TP_udhi, and the header before it', () => {
    const submission = cmppProtocol(account).submit(1, { ...part, text: '安'.repeat(80), part: 2, parts: 2 })
    const { parts, part: number, hasHeader, content } = readSubmit(readCmpp(submission).body)
    assert.deepEqual([parts, number, hasHeader, content.length], [2, 2, true, 6 + 26])
  })

  it('what each result of a submission means', () => {
    const answer = (result: number) =>
      cmppProtocol(account).read(writeCmpp(CMPP.submitResp, 9, writeAnswer({ messageId: id, result })))
    const rows = [
      [0, { outcome: 'accepted', reference: 'b2b9da8000010000' }],
      [8, { outcome: 'throttled', why: 'CMPP submit result 8' }],
      [3, { outcome: 'refused', permanent: false, why: 'CMPP submit result 3' }],
      [13, { outcome: 'refused', permanent: true, why: 'CMPP submit result 13' }],
      [99, { outcome: 'refused', permanent: false, why: 'CMPP submit result 99' }],
    ] as const
    for (const [result, handOver] of rows)
      assert.deepEqual(answer(result), { kind: 'submit-answer', sequence: 9, handOver })
  })

  it('a status report: of 32 bytes for the number, and of 21 as some still write it', () => {
    const report = {
      messageId: id,
      stat: 'DELIVRD',
      submittedAt: '1511120955',
      doneAt: '1511120957',
      destination: '13412340000',
    }
    assert.equal(writeReport(report).length, 71)
    assert.deepEqual(readReport(writeReport(report)), report)
    const short = hex(
      'b4c5530000010000 44454c49565244 31353131313230393535 31353131313230393537 3133343132333430303030 00000000000000000000 12345678',
    )
    assert.equal(short.length, 60)
    assert.deepEqual(readReport(short), { ...report, messageId: hex('b4c5530000010000') })
    const told = cmppProtocol(account).read(
      writeCmpp(
        CMPP.deliver,
        5,
        writeDeliver({ messageId: id, destination: '900001', source: '13412340000', isReport: true, content: short }),
      ),
    )
    assert.ok(told.kind === 'report')
    assert.deepEqual(told.report, {
      reference: 'b4c5530000010000',
      outcome: 'delivered',
      stat: 'DELIVRD',
      mobile: '13412340000',
      mark: undefined,
    })
    assert.equal(told.accept.toString('hex'), '000000188000000500000005b2b9da800001000000000000')
    assert.equal(told.putOff.toString('hex'), '000000188000000500000005b2b9da800001000000000009')
  })

  it('a person who writes back, as an independent implementation sends it, is acknowledged', () => {
    const bytes = hex(
      `0000007f 00000005 00000001 b4c5530000010000 393030303031${'00'.repeat(15)} ${'00'.repeat(10)} 000000
       3133343132333430303030${'00'.repeat(21)} 00 00 12 5468697320697320612074657374204d4f2e ${'00'.repeat(20)}`,
    )
    assert.equal(readDeliver(readCmpp(bytes).body).content.toString(), 'This is a test MO.')
    assert.equal(cmppProtocol(account).read(bytes).kind, 'message')
  })

  it('whatever bytes come, it is a message or a RangeError', () => {
    const protocol = cmppProtocol(account)
    protocol.login(1, AT)
    const commands = [...Object.values(CMPP), 0x99]
    fc.assert(
      fc.property(fc.constantFrom(...commands), fc.uint8Array({ maxLength: 300 }), (command, body) => {
        try {
          protocol.read(writeCmpp(command, 1, Buffer.from(body)))
        } catch (error) {
          assert.ok(error instanceof RangeError, String(error))
        }
      }),
      { numRuns: 2_000 },
    )
  })
})
