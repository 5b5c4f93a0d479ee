/** One part of a text on its way to a mobile: most texts have one, a longer one has several that the handset joins. */
export type OutgoingPart = {
  /** The notice's id; together with `part` it names this message for ever, however often it is tried. */
  readonly messageId: string
  readonly part: number
  readonly parts: number
  /** Eleven digits of the mainland. */
  readonly mobile: string
  /** The whole text with its signature; the sender takes its part out of it. */
  readonly text: string
}

/**
 * What a gateway said when a part was handed over.
 * - accepted: it has taken it and calls it `reference` in its reports.
 * - refused: it has not taken it, and why. Permanent when trying again would be answered alike.
 * - throttled: it has not taken it because we are too fast.
 * - unavailable: it was not asked at all.
 * - unknown: it was asked and did not answer. It may have taken it.
 */
export type HandOver =
  | { readonly outcome: 'accepted'; readonly reference: string }
  | { readonly outcome: 'refused'; readonly permanent: boolean; readonly why: string }
  | { readonly outcome: 'throttled'; readonly why: string }
  | { readonly outcome: 'unavailable'; readonly why: string }
  | { readonly outcome: 'unknown'; readonly why: string }

/** What a gateway tells later of a part that it took (状态报告). */
export type DeliveryReport = {
  readonly reference: string
  /** Final but for `pending`, which says that it is still on its way. */
  readonly outcome: 'delivered' | 'failed' | 'expired' | 'pending'
  /** The gateway's own word for it: DELIVRD, UNDELIV, MK:0001. */
  readonly stat: string
  /** The number it went to, as the gateway writes it; empty when it is not told. */
  readonly mobile: string
  /** Our own mark on the part, where the gateway hands it back. */
  readonly mark: number | undefined
}

/** What a gateway answers when asked about a part by our own name for it. */
export type Found =
  | { readonly found: 'absent' }
  | { readonly found: 'accepted'; readonly reference: string; readonly report: DeliveryReport | undefined }
  /** It could not be asked, or did not say. */
  | { readonly found: 'no-answer'; readonly why: string }

/** A part that is asked about, by both names it may have. */
export type AskedAbout = Pick<OutgoingPart, 'messageId' | 'part'> & { readonly reference?: string }

/** The door to one gateway (短信网关). Every protocol stands behind it. */
export type MessageSender = {
  /** Whether a part handed over now would be asked about at all. */
  readonly ready: () => boolean
  readonly send: (part: OutgoingPart) => Promise<HandOver>
  /**
   * Asks about a part; only where the protocol can. By our own name, and then sending again by that name is harmless; or by the
   * gateway's reference, and then nothing can be learned of a part whose reference never arrived.
   */
  readonly find?: (part: AskedAbout) => Promise<Found>
  readonly findsBy?: 'own-name' | 'reference'
  readonly stop: () => Promise<void>
}

/** What a sender tells without being asked. */
export type SenderEvents = {
  /** Resolves once the report is kept; only then is it acknowledged, so that a lost one is told again. */
  readonly onReport: (report: DeliveryReport) => Promise<void>
  /** The answer to a part came after it had been given up as unknown. */
  readonly onLate: (part: Pick<OutgoingPart, 'messageId' | 'part'>, handOver: HandOver) => Promise<void>
  readonly onState: (state: 'ready' | 'down', why: string) => void
}
