import { cmppProtocol } from './cmpp/cmpp-protocol.ts'
import type { GatewaySettings } from './gateway-settings.ts'
import type { MessageSender, SenderEvents } from './message-sender.ts'
import { providerSender } from './provider/provider-sender.ts'
import { smppProtocol } from './smpp/smpp-protocol.ts'
import { splitText } from './text-part.ts'
import { wireSender } from './wire/wire-sender.ts'

/** How many parts a text makes at a gateway: a provider cuts longer ones itself. */
export function partsOf(settings: GatewaySettings, text: string): number {
  return settings.kind === 'provider' ? 1 : splitText(text).length
}

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
