import { OctetReader, OctetWriter } from '../wire/octets.ts'

/** Commands of CMPP 3.0 that we speak; an answer has the highest bit set. */
export const CMPP = {
  connect: 0x0000_0001,
  connectResp: 0x8000_0001,
  terminate: 0x0000_0002,
  terminateResp: 0x8000_0002,
  submit: 0x0000_0004,
  submitResp: 0x8000_0004,
  deliver: 0x0000_0005,
  deliverResp: 0x8000_0005,
  activeTest: 0x0000_0008,
  activeTestResp: 0x8000_0008,
} as const

export const CMPP_HEADER_BYTES = 12
export const CMPP_VERSION = 0x30

export type CmppPdu = { readonly command: number; readonly sequence: number; readonly body: Buffer }

export function writeCmpp(command: number, sequence: number, body: Buffer = Buffer.alloc(0)): Buffer {
  return new OctetWriter()
    .u32(CMPP_HEADER_BYTES + body.length)
    .u32(command)
    .u32(sequence)
    .bytes(body)
    .whole()
}

/** @throws RangeError when the length does not agree. */
export function readCmpp(frame: Buffer): CmppPdu {
  const reader = new OctetReader(frame)
  if (reader.u32() !== frame.length) throw new RangeError('The length does not agree')
  return { command: reader.u32(), sequence: reader.u32(), body: reader.bytes(reader.left) }
}

export type CmppConnect = {
  readonly sourceAddress: string
  readonly authenticator: Buffer
  readonly version: number
  /** MMDDHHMMSS as a number. */
  readonly timestamp: number
}

export function writeConnect({ sourceAddress, authenticator, version, timestamp }: CmppConnect): Buffer {
  return new OctetWriter().fixed(sourceAddress, 6).bytes(authenticator).u8(version).u32(timestamp).whole()
}

export function readConnect(body: Buffer): CmppConnect {
  const reader = new OctetReader(body)
  return {
    sourceAddress: reader.fixed(6),
    authenticator: reader.bytes(16),
    version: reader.u8(),
    timestamp: reader.u32(),
  }
}

export type CmppConnectAnswer = {
  readonly status: number
  readonly authenticator: Buffer
  readonly version: number
}

export function writeConnectAnswer({ status, authenticator, version }: CmppConnectAnswer): Buffer {
  return new OctetWriter().u32(status).bytes(authenticator).u8(version).whole()
}

export function readConnectAnswer(body: Buffer): CmppConnectAnswer {
  const reader = new OctetReader(body)
  return { status: reader.u32(), authenticator: reader.bytes(16), version: reader.u8() }
}

/** What of a CMPP_SUBMIT is ours to choose: one message to one number, free of charge to the person. */
export type CmppSubmit = {
  readonly part: number
  readonly parts: number
  readonly serviceId: string
  /** The provider's code (企业代码), which is also its login. */
  readonly messageSource: string
  /** The number that the message shows as its sender (接入号). */
  readonly sourceId: string
  readonly destination: string
  readonly hasHeader: boolean
  readonly content: Buffer
}

const MESSAGE_ID_BYTES = 8
const ADDRESS_BYTES = 32
/** SMSC_sequence, the last field of a report. */
const SEQUENCE_BYTES = 4

export function writeSubmit(submit: CmppSubmit): Buffer {
  if (submit.content.length > 140) throw new RangeError('A content of CMPP has 140 bytes at most')
  return new OctetWriter()
    .bytes(Buffer.alloc(MESSAGE_ID_BYTES))
    .u8(submit.parts, submit.part, 1, 1)
    .fixed(submit.serviceId, 10)
    .u8(0)
    .fixed('', ADDRESS_BYTES)
    .u8(0, 0, submit.hasHeader ? 1 : 0, 8)
    .fixed(submit.messageSource, 6)
    .fixed('01', 2)
    .fixed('000000', 6)
    .fixed('', 17)
    .fixed('', 17)
    .fixed(submit.sourceId, 21)
    .u8(1)
    .fixed(submit.destination, ADDRESS_BYTES)
    .u8(0, submit.content.length)
    .bytes(submit.content)
    .fixed('', 20)
    .whole()
}

/** Reads a submission as a gateway does. */
export function readSubmit(body: Buffer): CmppSubmit & { readonly wantsReport: boolean; readonly format: number } {
  const reader = new OctetReader(body)
  reader.bytes(MESSAGE_ID_BYTES)
  const parts = reader.u8()
  const part = reader.u8()
  const wantsReport = reader.u8() === 1
  reader.u8()
  const serviceId = reader.fixed(10)
  reader.u8()
  reader.fixed(ADDRESS_BYTES)
  reader.bytes(2)
  const hasHeader = reader.u8() === 1
  const format = reader.u8()
  const messageSource = reader.fixed(6)
  reader.bytes(2 + 6 + 17 + 17)
  const sourceId = reader.fixed(21)
  const numbers = reader.u8()
  const destination = reader.fixed(ADDRESS_BYTES)
  reader.bytes(ADDRESS_BYTES * (numbers - 1))
  reader.u8()
  const content = reader.bytes(reader.u8())
  reader.bytes(20)
  return {
    part,
    parts,
    serviceId,
    messageSource,
    sourceId,
    destination,
    hasHeader,
    content,
    wantsReport,
    format,
  }
}

export type CmppSubmitAnswer = { readonly messageId: Buffer; readonly result: number }

/** The answers to CMPP_SUBMIT and CMPP_DELIVER have one form. */
export function writeAnswer({ messageId, result }: CmppSubmitAnswer): Buffer {
  return new OctetWriter().bytes(messageId).u32(result).whole()
}

export function readAnswer(body: Buffer): CmppSubmitAnswer {
  const reader = new OctetReader(body)
  return { messageId: reader.bytes(MESSAGE_ID_BYTES), result: reader.u32() }
}

export type CmppDeliver = {
  readonly messageId: Buffer
  readonly destination: string
  readonly source: string
  readonly isReport: boolean
  readonly content: Buffer
}

export function writeDeliver({ messageId, destination, source, isReport, content }: CmppDeliver): Buffer {
  return new OctetWriter()
    .bytes(messageId)
    .fixed(destination, 21)
    .fixed('', 10)
    .u8(0, 0, isReport ? 0 : 8)
    .fixed(source, ADDRESS_BYTES)
    .u8(0, isReport ? 1 : 0, content.length)
    .bytes(content)
    .fixed('', 20)
    .whole()
}

export function readDeliver(body: Buffer): CmppDeliver {
  const reader = new OctetReader(body)
  const messageId = reader.bytes(MESSAGE_ID_BYTES)
  const destination = reader.fixed(21)
  reader.bytes(10 + 3)
  const source = reader.fixed(ADDRESS_BYTES)
  reader.u8()
  const isReport = reader.u8() === 1
  const content = reader.bytes(reader.u8())
  return { messageId, destination, source, isReport, content }
}

/** The content of a status report (状态报告): which message, what became of it. Times are YYMMDDHHMM. */
export type CmppReport = {
  readonly messageId: Buffer
  readonly stat: string
  readonly submittedAt: string
  readonly doneAt: string
  readonly destination: string
}

export function writeReport({ messageId, stat, submittedAt, doneAt, destination }: CmppReport): Buffer {
  return new OctetWriter()
    .bytes(messageId)
    .fixed(stat, 7)
    .fixed(submittedAt, 10)
    .fixed(doneAt, 10)
    .fixed(destination, ADDRESS_BYTES)
    .u32(0)
    .whole()
}

/** Reads a status report. Some gateways of version 3.0 still write the number in 21 bytes, as in 2.0: what is left decides. */
export function readReport(content: Buffer): CmppReport {
  const reader = new OctetReader(content)
  return {
    messageId: reader.bytes(MESSAGE_ID_BYTES),
    stat: reader.fixed(7),
    submittedAt: reader.fixed(10),
    doneAt: reader.fixed(10),
    destination: reader.fixed(reader.left - SEQUENCE_BYTES),
  }
}
