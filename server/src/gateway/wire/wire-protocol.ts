import type { DeliveryReport, Found, HandOver, OutgoingPart } from '../message-sender.ts'

/** What a message from the gateway means. */
export type Incoming =
  | { readonly kind: 'login-answer'; readonly refused: string | undefined }
  | { readonly kind: 'submit-answer'; readonly sequence: number; readonly handOver: HandOver }
  | { readonly kind: 'query-answer'; readonly sequence: number; readonly found: Found }
  | { readonly kind: 'pong' }
  | { readonly kind: 'ping'; readonly reply: Buffer }
  /** `accept` once it is kept; `putOff` when it could not be, so that it is told again. */
  | { readonly kind: 'report'; readonly report: DeliveryReport; readonly accept: Buffer; readonly putOff: Buffer }
  /** A person wrote back, or a report says of nothing. Nobody reads it here; it is acknowledged, so that it does not stand in the way of reports. */
  | { readonly kind: 'message'; readonly accept: Buffer }
  | { readonly kind: 'leaving'; readonly reply: Buffer }
  | { readonly kind: 'left' }
  | { readonly kind: 'other'; readonly reply: Buffer | undefined }

/** A protocol as bytes: no socket, no clock, no memory but of its own login. */
export type WireProtocol = {
  readonly name: 'SMPP 3.4' | 'CMPP 3.0'
  /** The shortest message there is. */
  readonly headerBytes: number
  /** @param at - the system instant */
  readonly login: (sequence: number, at: string) => Buffer
  readonly submit: (sequence: number, part: OutgoingPart) => Buffer
  /** Asks about a message by the gateway's own id; only where the protocol can. */
  readonly query?: (sequence: number, reference: string) => Buffer
  readonly ping: (sequence: number) => Buffer
  readonly leave: (sequence: number) => Buffer
  /** @throws RangeError for what is no message of this protocol. */
  readonly read: (frame: Buffer) => Incoming
}
