import type { MessageSender, SenderEvents } from '../message-sender.ts'
import type { WireProtocol } from './wire-protocol.ts'
import { WireSession, type WireSettings } from './wire-session.ts'

/**
 * A sender over a connection that stays. Neither protocol can be asked about a part whose answer was lost: SMPP asks by the
 * gateway's id, which came with that answer; CMPP's query counts the messages of a day and tells nothing of any one of them.
 */
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
    ...(protocol.query === undefined
      ? {}
      : { find: ({ reference }) => session.ask(reference), findsBy: 'reference' as const }),
    stop: () => session.stop(),
  }
}
