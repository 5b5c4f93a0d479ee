import type { DeliveryReport } from '../message-sender.ts'
import { SMPP_TAG, type SmppMessage } from './smpp-pdu.ts'

/** message_state of SMPP 3.4, 5.2.28, by its number. */
const STATES = ['', 'ENROUTE', 'DELIVRD', 'EXPIRED', 'DELETED', 'UNDELIV', 'ACCEPTD', 'UNKNOWN', 'REJECTD'] as const

/** The word of a message_state; UNKNOWN for a number that the protocol does not have. */
export function stateWord(state: number): string {
  return STATES[state] || 'UNKNOWN'
}

/** Whether a deliver_sm is a delivery receipt and not what a person wrote. */
export function isReceipt({ esmClass }: SmppMessage): boolean {
  return (esmClass & 0x3c) === 0x04
}

/**
 * Reads a delivery receipt. The id and the state stand in the optional parameters, or else in the text `id:… stat:…` of
 * Appendix B, which most gateways write and few write alike; that text may stand in `message_payload` instead.
 * @returns undefined when it names no message
 */
export function readReceipt(message: SmppMessage): DeliveryReport | undefined {
  const payload = message.tags.get(SMPP_TAG.messagePayload)
  const text = (message.shortMessage.length === 0 ? (payload ?? message.shortMessage) : message.shortMessage).toString(
    'latin1',
  )
  const written = (name: string) => new RegExp(`(?:^|\\s)${name}:(\\S+)`, 'i').exec(text)?.[1] ?? ''
  const reference = textOf(message.tags.get(SMPP_TAG.receiptedMessageId)) || written('id')
  if (reference === '') return undefined
  const state = message.tags.get(SMPP_TAG.messageState)
  const stat = (state?.length === 1 ? STATES[state.readUInt8(0)] : undefined) ?? written('stat').toUpperCase()
  const mark = message.tags.get(SMPP_TAG.userMessageReference)
  return {
    reference,
    outcome: outcomeOf(stat),
    stat,
    mobile: message.source.replace(/^\+?86(?=1\d{10}$)/, ''),
    mark: mark?.length === 2 ? mark.readUInt16BE(0) : undefined,
  }
}

function textOf(value: Buffer | undefined): string {
  return value?.toString('latin1').split('\0', 1)[0] ?? ''
}

/**
 * What a state word of either protocol means for us. ENROUTE, ACCEPTD and UNKNOWN say that it is not over; a word that we do
 * not know is a failure with that word, since both protocols put the networks' own error codes there.
 */
export function outcomeOf(stat: string): DeliveryReport['outcome'] {
  if (stat === 'DELIVRD') return 'delivered'
  if (stat === 'EXPIRED') return 'expired'
  return stat === '' || /^(ENROUTE|ACCEPTD|UNKNOWN)$/.test(stat) ? 'pending' : 'failed'
}
