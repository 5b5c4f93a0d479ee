import type { MessageSender, SenderEvents } from '../message-sender.ts'
import type { WireProtocol } from './wire-protocol.ts'
import { WireSession, type WireSettings } from './wire-session.ts'

/** A sender over a connection that stays. Neither protocol can be asked about a part whose answer was lost. */
export function wireSender(
  protocol: WireProtocol,
  settings: WireSettings,
  events: SenderEvents,
  now: () => string,
): MessageSender {
  const session = new WireSession(protocol, settings, events, now)
  return {
    ready: () => session.ready(),
    send: (part) => session.send(part),
    stop: () => session.stop(),
  }
}
