import type { MessageSender, SenderEvents } from '../message-sender.ts'
import { splitText } from '../text-part.ts'
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
    partsOf: (text) => splitText(text).length,
    ready: () => session.ready(),
    window: settings.window,
    send: (part) => session.send(part),
    stop: () => session.stop(),
  }
}
