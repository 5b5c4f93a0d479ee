import { sm3Hex } from '@anju/crypto/sm3.ts'

import {
  base64,
  civilDate,
  hex,
  integer,
  listOf,
  matching,
  nullable,
  object,
  oneOf,
  optional,
  sm3Digest,
  text,
  uuid,
} from './field.ts'
import type { Field, FieldValue } from './field.ts'

/**
 * What may cross the boundary: a closed list of record kinds, each with its version. A change of shape is a new version
 * beside the old one, never an edit; only a key that may be missing is added to an old one. Codes are the national ones; `…On` is a civil date.
 */

/** Portraits are 358 × 441 JPEG of some tens of kilobytes; this is our cap on one, not the standard's. */
export const PHOTO_BYTES_MAX = 2 * 1024 * 1024

const idNumber = matching(/^[0-9]{17}[0-9X]$/, 'an 18-character ID number')
const number = (charactersMax: number) =>
  matching(new RegExp(`^[0-9A-Za-z-]{1,${charactersMax}}$`), `1–${charactersMax} letters, digits, hyphens`)
const acceptanceNumber = number(40)
const permitNumber = number(40)
const stockNumber = number(40)
const chipUid = matching(/^(?:[0-9A-F]{2}){4,16}$/, '4–16 bytes in upper-case hex')
const officer = object({ name: text(50), badge: number(20) })
/** Digest of what the officer's own security key said under the step (逢办必核，确认必签); missing where no key signed. */
const evidenceSm3 = optional(sm3Digest)
const office = object({ code: number(32), name: text(100) })

const photo = object(
  { mediaType: oneOf('image/jpeg', 'image/png'), sm3: sm3Digest, content: base64(PHOTO_BYTES_MAX) },
  (value) =>
    sm3Hex(Buffer.from(value.content, 'base64')) === value.sm3 ? undefined : 'the photo is not the one named',
)

/** The facts that stand on the permit: sex by GB/T 2261.1, ethnicity by GB/T 3304. */
const person = object({
  idNumber,
  name: text(50),
  sex: matching(/^[0129]$/, 'a GB/T 2261.1 code'),
  ethnicity: matching(/^[0-9]{2}$/, 'a GB/T 3304 code'),
  birthOn: civilDate,
  hukouAddress: text(200),
  residenceAddress: text(200),
})

/** What every order to make a card says: whose it is, who handed the case in, and who signed. */
const asked = {
  acceptanceNumber,
  person,
  photo,
  acceptedOn: civilDate,
  /** last day for the card to be in the holder's hand */
  dueOn: civilDate,
  /** office that handed the case in and gets the card */
  office,
  /** digest over the responsibility signatures of the case so far */
  signaturesSm3: sm3Digest,
  /** id of the policy pack the case was decided under */
  policyPack: text(100),
}

/** What one official's key said, in its canonical text: at most a few images and cases are named in it. */
const EVIDENCE_CHARACTERS_MAX = 16_384
/** At most one for each step that passes a case, the latest; some room for steps to come. */
const EVIDENCE_MAX = 8

/** What the officials' own keys said under the steps that a record rests on. */
const evidence = { evidence: listOf(text(EVIDENCE_CHARACTERS_MAX), 0, EVIDENCE_MAX) }
const proven = { ...asked, ...evidence }

const PERMIT_PURPOSE = oneOf('first', 'replacement', 'reissue')

/** Make a permit: everything the police need, so that nothing is asked back across the boundary. */
const permitOrder = object({ applicationId: uuid, purpose: PERMIT_PURPOSE, ...asked })
const provenPermitOrder = object({ applicationId: uuid, purpose: PERMIT_PURPOSE, ...proven })

/**
 * Make another card for a permit that goes on (换领、补领、更正): it keeps its number and its day of issue, and the card that is named must never be
 * taken for it again. The answers name the case where those about a first card name the application.
 */
const another = {
  caseId: uuid,
  for: oneOf('replacement', 'reissue', 'correction'),
  permitNumber,
  issuedOn: civilDate,
  voidStockNumber: nullable(stockNumber),
}
const cardOrder = object({ ...another, ...asked })
const provenCardOrder = object({ ...another, ...proven })

/** How a card that is out stands from a day on: void at once when it is reported lost (报失即作废), good again when it was found in time. */
const standing = {
  permitNumber,
  stockNumber,
  standing: oneOf('void', 'good'),
  reason: oneOf('lost', 'permit-ended', 'found'),
  since: civilDate,
}
const isGoodWhenFound = (value: { readonly standing: string; readonly reason: string }) =>
  (value.standing === 'good') === (value.reason === 'found') ? undefined : 'good again is only what was found'
const cardStanding = object(standing, isGoodWhenFound)
/** Void needs no evidence; good again brings what the official signed who took the card in as found. */
const provenCardStanding = object({ ...standing, ...evidence }, isGoodWhenFound)

/** Make the card again because it never arrived; `applicationId` is the case that ordered it. The old stock number is void from now on. */
const reprint = {
  applicationId: uuid,
  acceptanceNumber,
  permitNumber,
  voidStockNumber: stockNumber,
  reason: oneOf('lost-in-transit'),
  reportedOn: civilDate,
}
const reprintOrder = object(reprint)
const provenReprintOrder = object({ ...reprint, ...evidence })

/** Stop: the applicant withdrew, or the permit ended, before the card was made; `applicationId` is the case that ordered it. */
const orderWithdrawn = object({ applicationId: uuid, acceptanceNumber, withdrawnOn: civilDate })

// The answers below say `applicationId` for the case that ordered the card: an application, or what a card order calls `caseId`.

const qualityReason = object({
  code: oneOf('photo', 'rare-character', 'duplicate-permit', 'id-mismatch'),
  text: text(500),
})

/** The answer of the quality check (审核数据质量). A rejection says all its reasons at once. */
const qualityResult = object(
  {
    applicationId: uuid,
    acceptanceNumber,
    result: oneOf('accepted', 'rejected'),
    reasons: listOf(qualityReason, 0, 10),
    checkedOn: civilDate,
    checkedBy: officer,
    evidenceSm3,
  },
  ({ result, reasons }) =>
    (result === 'rejected') === reasons.length > 0 ? undefined : 'reasons belong to a rejection and only there',
)

/** The card was made (制作). The issue date is the one on the card; of another card for a permit, that of the permit. */
const productionResult = object({
  applicationId: uuid,
  acceptanceNumber,
  permitNumber,
  stockNumber,
  chipUid,
  issuedOn: civilDate,
  /** when the card was made; missing for a first one, which is made on its issue date */
  madeOn: optional(civilDate),
  producedBy: officer,
  evidenceSm3,
})

/** The card was made again: after a personalisation error, or after a loss in transit. */
const remakeResult = object(
  {
    applicationId: uuid,
    acceptanceNumber,
    permitNumber,
    voidStockNumber: stockNumber,
    stockNumber,
    chipUid,
    reason: oneOf('personalisation-error', 'lost-in-transit'),
    remadeOn: civilDate,
    producedBy: officer,
    evidenceSm3,
  },
  (value) => (value.stockNumber === value.voidStockNumber ? 'the new card has the void stock number' : undefined),
)

/** A batch of cards left for an office (分发送办单位), signed over by the officer named. */
const dispatchList = object({
  batchNumber: number(40),
  office,
  dispatchedOn: civilDate,
  dispatchedBy: officer,
  evidenceSm3,
  cards: listOf(object({ applicationId: uuid, permitNumber, stockNumber }), 1, 1000),
})

/** Card stock that must never be taken for a permit. */
const voidList = object({
  listNumber: number(40),
  voidedOn: civilDate,
  voidedBy: officer,
  cards: listOf(
    object({
      stockNumber,
      permitNumber: nullable(permitNumber),
      reason: oneOf('spoiled', 'lost', 'stolen', 'withdrawn'),
    }),
    1,
    1000,
  ),
  evidenceSm3,
})

/** Something the police know and the registry must: a death, or a hukou conversion. */
const civilEvent = object(
  {
    event: oneOf('death', 'hukou-converted'),
    idNumber,
    happenedOn: civilDate,
    learnedOn: civilDate,
    /** six-digit division of the new hukou; null for a death */
    hukouDivision: nullable(matching(/^[0-9]{6}$/, 'a six-digit division')),
    evidenceSm3,
  },
  ({ event, hukouDivision }) =>
    (event === 'hukou-converted') === (hukouDivision !== null) ? undefined : 'a division belongs to a conversion only',
)

/** What became of one record: applied now, had been applied before, or refused with the receiver's code. */
const recordResult = object({
  recordId: uuid,
  result: oneOf('applied', 'known', 'refused'),
  code: nullable(matching(/^[a-z0-9.-]{1,64}$/, 'a refusal code')),
})

/** The receiver's answer to one file. A nack of a file that could not be read knows only the file's digest. */
const receipt = object({
  result: oneOf('ack', 'nack'),
  stream: nullable(matching(/^[a-z0-9][a-z0-9.-]{0,63}$/, 'a stream name')),
  seq: nullable(integer(1)),
  packageId: nullable(uuid),
  fileSm3: sm3Digest,
  /** why not; null in an ack */
  code: nullable(matching(/^[a-z0-9-]{1,64}$/, 'a rejection code')),
  records: listOf(recordResult, 0, 100_000),
  /** the receiver's signature over the log checkpoint in the answered package: makes it a witness; null when it may not sign */
  cosignature: nullable(hex(64)),
})

/** The regular beat, also when idle: all up to here were applied, these beyond are held or missing. */
const status = object({
  stream: matching(/^[a-z0-9][a-z0-9.-]{0,63}$/, 'a stream name'),
  appliedUpTo: integer(0),
  missing: listOf(integer(1), 0, 1000),
})

export const RECORD_BODIES = {
  'permit-order/1': permitOrder,
  'permit-order/2': provenPermitOrder,
  'card-order/1': cardOrder,
  'card-order/2': provenCardOrder,
  'card-standing/1': cardStanding,
  'card-standing/2': provenCardStanding,
  'reprint-order/1': reprintOrder,
  'reprint-order/2': provenReprintOrder,
  'order-withdrawn/1': orderWithdrawn,
  'quality-result/1': qualityResult,
  'production-result/1': productionResult,
  'remake-result/1': remakeResult,
  'dispatch-list/1': dispatchList,
  'void-list/1': voidList,
  'civil-event/1': civilEvent,
  'receipt/1': receipt,
  'status/1': status,
} satisfies Record<string, Field<unknown>>

export type RecordKind = keyof typeof RECORD_BODIES
export type RecordBody<K extends RecordKind> = FieldValue<(typeof RECORD_BODIES)[K]>

/** @property id made once by the sender and kept through every re-send: the receiver's use case takes it as intent id */
export interface RecordOf<K extends RecordKind> {
  readonly kind: K
  readonly id: string
  readonly body: RecordBody<K>
}
export type ExchangeRecord = { [K in RecordKind]: RecordOf<K> }[RecordKind]

/** Which kinds a package of each schema may carry: the allow-list at the door. */
export const SCHEMA_KINDS = {
  'orders/1': [
    'permit-order/1',
    'permit-order/2',
    'card-order/1',
    'card-order/2',
    'card-standing/1',
    'card-standing/2',
    'reprint-order/1',
    'reprint-order/2',
    'order-withdrawn/1',
  ],
  'results/1': [
    'quality-result/1',
    'production-result/1',
    'remake-result/1',
    'dispatch-list/1',
    'void-list/1',
    'civil-event/1',
  ],
  'receipt/1': ['receipt/1'],
  'status/1': ['status/1'],
} as const satisfies Record<string, readonly RecordKind[]>

export type PackageSchema = keyof typeof SCHEMA_KINDS

/** The kind, when the schema allows it. */
export function allowedKind(schema: PackageSchema, kind: unknown): RecordKind | undefined {
  return SCHEMA_KINDS[schema].find((allowed) => allowed === kind)
}

const envelope = object({ kind: text(40), id: uuid, body: (value: unknown) => value })

/** Takes one record apart. Throws FieldError when the shape is wrong; `kind` must be one already allowed. */
export function parseRecord(kind: RecordKind, value: unknown): ExchangeRecord {
  const { id, body } = envelope(value, 'record')
  // The body was checked by the field of its kind, which is what the union says.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return { kind, id, body: RECORD_BODIES[kind](body, 'body') } as ExchangeRecord
}
