import type { Found, HandOver, OutgoingPart } from '../message-sender.ts'
import { contentOf, markOf } from '../text-part.ts'
import type { Incoming, WireProtocol } from '../wire/wire-protocol.ts'
import {
  readMessage,
  readMessageId,
  readQueryAnswer,
  readSmpp,
  SMPP,
  SMPP_HEADER_BYTES,
  SMPP_STATUS,
  SMPP_TAG,
  writeBind,
  writeMessage,
  writeMessageId,
  writeQuery,
  writeSmpp,
  type SmppPdu,
} from './smpp-pdu.ts'
import { isReceipt, outcomeOf, readReceipt, stateWord } from './smpp-receipt.ts'

export type SmppAccount = {
  readonly systemId: string
  readonly password: string
  readonly systemType: string
  /** The number that the message shows as its sender (接入号). */
  readonly sourceAddress: string
}

/** SMPP 3.4 as a transceiver: texts go out and receipts come in on one connection. */
export function smppProtocol(account: SmppAccount): WireProtocol {
  return {
    name: 'SMPP 3.4',
    headerBytes: SMPP_HEADER_BYTES,
    login: (sequence) => writeSmpp(SMPP.bindTransceiver, sequence, writeBind(account)),
    submit: (sequence, part) => writeSmpp(SMPP.submitSm, sequence, submission(account, part)),
    query: (sequence, reference) =>
      writeSmpp(SMPP.querySm, sequence, writeQuery({ messageId: reference, source: account.sourceAddress })),
    ping: (sequence) => writeSmpp(SMPP.enquireLink, sequence),
    leave: (sequence) => writeSmpp(SMPP.unbind, sequence),
    read: (frame) => readIncoming(readSmpp(frame)),
  }
}

function submission(account: SmppAccount, part: OutgoingPart): Buffer {
  const { bytes, hasHeader } = contentOf(part)
  const mark = Buffer.alloc(2)
  mark.writeUInt16BE(markOf(part))
  return writeMessage({
    source: account.sourceAddress,
    destination: `86${part.mobile}`,
    esmClass: hasHeader ? 0x40 : 0,
    registeredDelivery: 1,
    dataCoding: 8,
    shortMessage: bytes,
    tags: new Map([[SMPP_TAG.userMessageReference, mark]]),
  })
}

function readIncoming(pdu: SmppPdu): Incoming {
  const { command, sequence, status, body } = pdu
  switch (command) {
    case SMPP.bindTransceiverResp:
      return { kind: 'login-answer', refused: status === SMPP_STATUS.ok ? undefined : word(status) }
    case SMPP.querySmResp:
      return { kind: 'query-answer', sequence, found: foundIn(pdu) }
    case SMPP.submitSmResp:
    case SMPP.genericNack:
      return { kind: 'submit-answer', sequence, handOver: handOverOf(pdu) }
    case SMPP.enquireLinkResp:
      return { kind: 'pong' }
    case SMPP.enquireLink:
      return { kind: 'ping', reply: writeSmpp(SMPP.enquireLinkResp, sequence) }
    case SMPP.unbind:
      return { kind: 'leaving', reply: writeSmpp(SMPP.unbindResp, sequence) }
    case SMPP.unbindResp:
      return { kind: 'left' }
    case SMPP.deliverSm:
      return delivery(sequence, body)
    default: {
      const isAnswer = command >= 0x8000_0000
      const reply = isAnswer
        ? undefined
        : writeSmpp(SMPP.genericNack, sequence, undefined, SMPP_STATUS.invalidCommandId)
      return { kind: 'other', reply }
    }
  }
}

function delivery(sequence: number, body: Buffer): Incoming {
  const message = readMessage(body)
  const accept = writeSmpp(SMPP.deliverSmResp, sequence, writeMessageId(''))
  const report = isReceipt(message) ? readReceipt(message) : undefined
  // A receipt that names no message settles nothing. It is taken all the same, or the gateway would bring it for ever.
  if (report === undefined) return { kind: 'message', accept }
  const putOff = writeSmpp(SMPP.deliverSmResp, sequence, writeMessageId(''), SMPP_STATUS.systemError)
  return { kind: 'report', report, accept, putOff }
}

/** Statuses after which the same text to the same number would be refused again. */
const PERMANENT: readonly number[] = [
  0x01,
  0x02,
  0x0a,
  SMPP_STATUS.invalidDestination,
  0x33,
  0x34,
  0x40,
  0x43,
  0x48,
  0x50,
]

function handOverOf({ command, status, body }: SmppPdu): HandOver {
  if (command === SMPP.submitSmResp && status === SMPP_STATUS.ok) {
    const reference = readMessageId(body)
    return reference === '' ? { outcome: 'unknown', why: 'taken without an id' } : { outcome: 'accepted', reference }
  }
  if (status === SMPP_STATUS.throttled || status === SMPP_STATUS.queueFull)
    return { outcome: 'throttled', why: word(status) }
  return { outcome: 'refused', permanent: PERMANENT.includes(status), why: word(status) }
}

/** A gateway that does not know the id any more says nothing about the message: it may have forgotten it. */
function foundIn({ status, body }: SmppPdu): Found {
  if (status !== SMPP_STATUS.ok) return { found: 'no-answer', why: word(status) }
  const { messageId: reference, state } = readQueryAnswer(body)
  const stat = stateWord(state)
  const outcome = outcomeOf(stat)
  const report = outcome === 'pending' ? undefined : { reference, outcome, stat, mobile: '', mark: undefined }
  return { found: 'accepted', reference, report }
}

function word(status: number): string {
  return `SMPP status 0x${status.toString(16).padStart(2, '0')}`
}
