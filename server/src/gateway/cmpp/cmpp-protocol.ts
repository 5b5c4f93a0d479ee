import { equalDigests } from '@anju/crypto/sm3.ts'
import type { HandOver, OutgoingPart } from '../message-sender.ts'
import { outcomeOf } from '../smpp/smpp-receipt.ts'
import { contentOf } from '../text-part.ts'
import type { Incoming, WireProtocol } from '../wire/wire-protocol.ts'
import { authenticatorOfGateway, authenticatorOfSource } from './authenticator.ts'
import {
  CMPP,
  CMPP_HEADER_BYTES,
  CMPP_VERSION,
  readAnswer,
  readCmpp,
  readConnectAnswer,
  readDeliver,
  readReport,
  writeAnswer,
  writeCmpp,
  writeConnect,
  writeSubmit,
  type CmppPdu,
} from './cmpp-pdu.ts'

export type CmppAccount = {
  /** The provider's code (企业代码), six characters at most: the login, and the source of each message. */
  readonly providerCode: string
  readonly sharedSecret: string
  readonly serviceId: string
  /** The number that the message shows as its sender (接入号). */
  readonly sourceId: string
}

/** CMPP 3.0 between a service provider and the gateway of a network (中国移动通信互联网短信网关接口协议). */
export function cmppProtocol(account: CmppAccount): WireProtocol {
  let ofSource: Buffer = Buffer.alloc(0)
  return {
    name: 'CMPP 3.0',
    headerBytes: CMPP_HEADER_BYTES,
    login(sequence, at) {
      const timestamp = timestampOf(at)
      ofSource = authenticatorOfSource(account.providerCode, account.sharedSecret, timestamp)
      const connect = {
        sourceAddress: account.providerCode,
        authenticator: ofSource,
        version: CMPP_VERSION,
        timestamp: Number(timestamp),
      }
      return writeCmpp(CMPP.connect, sequence, writeConnect(connect))
    },
    submit: (sequence, part) => writeCmpp(CMPP.submit, sequence, submission(account, part)),
    ping: (sequence) => writeCmpp(CMPP.activeTest, sequence),
    leave: (sequence) => writeCmpp(CMPP.terminate, sequence),
    read: (frame) => readIncoming(readCmpp(frame), (body) => loginRefused(body, ofSource, account.sharedSecret)),
  }
}

/** MMDDHHMMSS in Chinese time, where every gateway stands. */
export function timestampOf(at: string): string {
  const local = new Date(Date.parse(at) + 8 * 3_600_000).toISOString()
  return local.slice(5, 19).replaceAll(/\D/g, '')
}

function submission(account: CmppAccount, part: OutgoingPart): Buffer {
  const { bytes, hasHeader } = contentOf(part)
  return writeSubmit({
    part: part.part,
    parts: part.parts,
    serviceId: account.serviceId,
    messageSource: account.providerCode,
    sourceId: account.sourceId,
    destination: part.mobile,
    hasHeader,
    content: bytes,
  })
}

function readIncoming(
  { command, sequence, body }: CmppPdu,
  refusedLogin: (body: Buffer) => string | undefined,
): Incoming {
  switch (command) {
    case CMPP.connectResp:
      return { kind: 'login-answer', refused: refusedLogin(body) }
    case CMPP.submitResp:
      return { kind: 'submit-answer', sequence, handOver: handOverOf(body) }
    case CMPP.activeTestResp:
      return { kind: 'pong' }
    case CMPP.activeTest:
      return { kind: 'ping', reply: writeCmpp(CMPP.activeTestResp, sequence, Buffer.alloc(1)) }
    case CMPP.terminate:
      return { kind: 'leaving', reply: writeCmpp(CMPP.terminateResp, sequence) }
    case CMPP.terminateResp:
      return { kind: 'left' }
    case CMPP.deliver:
      return delivery(sequence, body)
    default:
      return { kind: 'other', reply: undefined }
  }
}

function delivery(sequence: number, body: Buffer): Incoming {
  const { messageId, isReport, content } = readDeliver(body)
  const answer = (result: number) => writeCmpp(CMPP.deliverResp, sequence, writeAnswer({ messageId, result }))
  if (!isReport) return { kind: 'message', accept: answer(0) }
  const told = readReport(content)
  const report = {
    reference: told.messageId.toString('hex'),
    outcome: outcomeOf(told.stat),
    stat: told.stat,
    mobile: told.destination,
    mark: undefined,
  }
  return { kind: 'report', report, accept: answer(0), putOff: answer(9) }
}

const CONNECT_STATUS = ['', 'malformed', 'unknown provider code', 'wrong secret', 'version not spoken'] as const

/** Both sides prove that they know the secret: a gateway that cannot is not the one we were told of. */
function loginRefused(body: Buffer, ofSource: Buffer, secret: string): string | undefined {
  const { status, authenticator } = readConnectAnswer(body)
  if (status !== 0) return `CMPP connect status ${status} ${CONNECT_STATUS[status] ?? ''}`.trim()
  const proof = authenticatorOfGateway(body.subarray(0, 4), ofSource, secret)
  return equalDigests(proof, authenticator) ? undefined : 'the gateway does not know the shared secret'
}

/** Results of CMPP_SUBMIT_RESP after which the same message would be refused again: its form, length, charge, service, source. */
const PERMANENT: readonly number[] = [1, 2, 4, 5, 6, 7, 9, 10, 11, 12, 13]
const FLOW_CONTROL = 8

function handOverOf(body: Buffer): HandOver {
  const { messageId, result } = readAnswer(body)
  if (result === 0) return { outcome: 'accepted', reference: messageId.toString('hex') }
  const why = `CMPP submit result ${result}`
  if (result === FLOW_CONTROL) return { outcome: 'throttled', why }
  return { outcome: 'refused', permanent: PERMANENT.includes(result), why }
}
