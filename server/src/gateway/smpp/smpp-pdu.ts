import { OctetReader, OctetWriter } from '../wire/octets.ts'

/** Commands of SMPP 3.4 that we speak; an answer has the highest bit set. */
export const SMPP = {
  genericNack: 0x8000_0000,
  querySm: 0x0000_0003,
  querySmResp: 0x8000_0003,
  submitSm: 0x0000_0004,
  submitSmResp: 0x8000_0004,
  deliverSm: 0x0000_0005,
  deliverSmResp: 0x8000_0005,
  unbind: 0x0000_0006,
  unbindResp: 0x8000_0006,
  bindTransceiver: 0x0000_0009,
  bindTransceiverResp: 0x8000_0009,
  enquireLink: 0x0000_0015,
  enquireLinkResp: 0x8000_0015,
} as const

/** Values of command_status that lead to something of their own; every other one but 0 is a no. */
export const SMPP_STATUS = {
  ok: 0x00,
  invalidCommandId: 0x03,
  alreadyBound: 0x05,
  systemError: 0x08,
  invalidDestination: 0x0b,
  bindFailed: 0x0d,
  invalidPassword: 0x0e,
  queueFull: 0x14,
  throttled: 0x58,
  queryFailed: 0x67,
} as const

export const SMPP_HEADER_BYTES = 16

/** Optional parameters that matter here. */
export const SMPP_TAG = {
  receiptedMessageId: 0x001e,
  userMessageReference: 0x0204,
  messagePayload: 0x0424,
  messageState: 0x0427,
} as const

export type SmppPdu = {
  readonly command: number
  readonly status: number
  readonly sequence: number
  readonly body: Buffer
}

export function writeSmpp(
  command: number,
  sequence: number,
  body: Buffer = Buffer.alloc(0),
  status: number = 0,
): Buffer {
  return new OctetWriter()
    .u32(SMPP_HEADER_BYTES + body.length)
    .u32(command)
    .u32(status)
    .u32(sequence)
    .bytes(body)
    .whole()
}

/** @throws RangeError when the length does not agree. */
export function readSmpp(frame: Buffer): SmppPdu {
  const reader = new OctetReader(frame)
  if (reader.u32() !== frame.length) throw new RangeError('The length does not agree')
  return {
    command: reader.u32(),
    status: reader.u32(),
    sequence: reader.u32(),
    body: reader.bytes(reader.left),
  }
}

export type SmppBind = { readonly systemId: string; readonly password: string; readonly systemType: string }

export function writeBind(bind: SmppBind): Buffer {
  return new OctetWriter()
    .text(bind.systemId, 16)
    .text(bind.password, 9)
    .text(bind.systemType, 13)
    .u8(0x34, 0, 0)
    .text('', 41)
    .whole()
}

export function readBind(body: Buffer): SmppBind & { readonly version: number } {
  const reader = new OctetReader(body)
  const systemId = reader.text()
  const password = reader.text()
  const systemType = reader.text()
  return { systemId, password, systemType, version: reader.u8() }
}

/** submit_sm and deliver_sm have one form. Times and priorities stay at what they are when nobody says anything. */
export type SmppMessage = {
  readonly source: string
  readonly destination: string
  /** 0x40: a user data header stands before the text; 0x04: a delivery receipt. */
  readonly esmClass: number
  readonly registeredDelivery: number
  /** 8: UCS-2. */
  readonly dataCoding: number
  readonly shortMessage: Buffer
  readonly tags: ReadonlyMap<number, Buffer>
}

export function writeMessage(message: SmppMessage): Buffer {
  if (message.shortMessage.length > 254) throw new RangeError('A short message has 254 bytes at most')
  const writer = new OctetWriter()
    .text('', 6)
    .u8(0, 0)
    .text(message.source, 21)
    .u8(1, 1)
    .text(message.destination, 21)
    .u8(message.esmClass, 0, 0)
    .text('', 17)
    .text('', 17)
    .u8(message.registeredDelivery, 0, message.dataCoding, 0)
    .u8(message.shortMessage.length)
    .bytes(message.shortMessage)
  for (const [tag, value] of message.tags) writer.u16(tag).u16(value.length).bytes(value)
  return writer.whole()
}

export function readMessage(body: Buffer): SmppMessage {
  const reader = new OctetReader(body)
  reader.text()
  reader.bytes(2)
  const source = reader.text()
  reader.bytes(2)
  const destination = reader.text()
  const esmClass = reader.u8()
  reader.bytes(2)
  reader.text()
  reader.text()
  const registeredDelivery = reader.u8()
  reader.u8()
  const dataCoding = reader.u8()
  reader.u8()
  const shortMessage = reader.bytes(reader.u8())
  const tags = new Map<number, Buffer>()
  while (reader.left > 0) {
    const tag = reader.u16()
    tags.set(tag, reader.bytes(reader.u16()))
  }
  return { source, destination, esmClass, registeredDelivery, dataCoding, shortMessage, tags }
}

/** The message id in an answer; it may be missing altogether when the status is a no. */
export function readMessageId(body: Buffer): string {
  return body.length === 0 ? '' : new OctetReader(body).text()
}

export function writeMessageId(messageId: string): Buffer {
  return new OctetWriter().text(messageId, 65).whole()
}

/** query_sm: asks about a message by the gateway's own id, from the source it was sent with. */
export type SmppQuery = { readonly messageId: string; readonly source: string }

export function writeQuery({ messageId, source }: SmppQuery): Buffer {
  return new OctetWriter().text(messageId, 65).u8(0, 0).text(source, 21).whole()
}

export function readQuery(body: Buffer): SmppQuery {
  const reader = new OctetReader(body)
  const messageId = reader.text()
  reader.bytes(2)
  return { messageId, source: reader.text() }
}

/** query_sm_resp. `finalDate` is empty while the message is on its way; `state` by the numbers of 5.2.28. */
export type SmppQueryAnswer = {
  readonly messageId: string
  readonly finalDate: string
  readonly state: number
  readonly errorCode: number
}

export function writeQueryAnswer({ messageId, finalDate, state, errorCode }: SmppQueryAnswer): Buffer {
  return new OctetWriter().text(messageId, 65).text(finalDate, 17).u8(state, errorCode).whole()
}

export function readQueryAnswer(body: Buffer): SmppQueryAnswer {
  const reader = new OctetReader(body)
  return { messageId: reader.text(), finalDate: reader.text(), state: reader.u8(), errorCode: reader.u8() }
}
