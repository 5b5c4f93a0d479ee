import { cmppProtocol } from './cmpp/cmpp-protocol.ts'
import type { GatewaySettings } from './gateway-settings.ts'
import type { MessageSender, SenderEvents } from './message-sender.ts'
import { providerSender } from './provider/provider-sender.ts'
import { smppProtocol } from './smpp/smpp-protocol.ts'
import { wireSender } from './wire/wire-sender.ts'

/** Opens the sender that a city's settings name. */
export function openSender(
  settings: GatewaySettings,
  events: SenderEvents,
  { now, newNonce }: { readonly now: () => string; readonly newNonce: () => string },
): MessageSender {
  if (settings.kind === 'provider') return providerSender(settings, now, newNonce)
  const protocol = settings.kind === 'smpp' ? smppProtocol(settings) : cmppProtocol(settings)
  return wireSender(protocol, settings, events, now)
}
