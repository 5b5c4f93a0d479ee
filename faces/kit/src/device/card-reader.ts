/** What a second-generation ID card (二代证) tells when it lies on a reader. */
export type CardRead = {
  readonly name: string
  readonly sexCode: string
  readonly ethnicityCode: string
  readonly bornOn: string
  readonly idNumber: string
  readonly addressText: string
}

/**
 * A card reader of a desk. The face knows only this; a driver of a vendor, reached through its local service, stands behind it.
 * `simulated` readers must say so wherever they are offered.
 */
export type CardReader = {
  readonly name: string
  readonly simulated: boolean
  /** Cards that can be read now without putting one on; a real reader has none. */
  readonly samples: readonly CardRead[]
  /** @throws Error when no card is read, with what to do about it. */
  readonly read: (sample?: CardRead) => Promise<CardRead>
}
