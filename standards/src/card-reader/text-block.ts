import { type CivilDay, dayFromCompact } from '../civil-day.ts'
import { TEXT_BLOCK_BYTES } from './reader-answer.ts'

/** Whose card it is, by the type flag at byte 248. */
export type CardKind = 'citizen' | 'hong-kong-macao-taiwan' | 'foreigner-2017' | 'foreigner-2023'

/** Where a field stands in the block: first byte, number of bytes. */
type Span = readonly [offset: number, bytes: number]

const CITIZEN = {
  name: [0, 30],
  sex: [30, 2],
  ethnicity: [32, 4],
  birthOn: [36, 16],
  address: [52, 70],
  idNumber: [122, 36],
  authority: [158, 30],
  validFrom: [188, 16],
  validTo: [204, 16],
} as const satisfies Readonly<Record<string, Span>>

const HONG_KONG_MACAO_TAIWAN = {
  name: [0, 30],
  sex: [30, 2],
  birthOn: [36, 16],
  address: [52, 70],
  idNumber: [122, 36],
  authority: [158, 30],
  validFrom: [188, 16],
  validTo: [204, 16],
  travelPermit: [220, 18],
  timesIssued: [238, 4],
} as const satisfies Readonly<Record<string, Span>>

const FOREIGNER_2017 = {
  englishName: [0, 120],
  sex: [120, 2],
  idNumber: [122, 30],
  nationality: [152, 6],
  chineseName: [158, 30],
  validFrom: [188, 16],
  validTo: [204, 16],
  birthOn: [220, 16],
  cardVersion: [236, 4],
  authority: [240, 8],
} as const satisfies Readonly<Record<string, Span>>

const FOREIGNER_2023 = {
  chineseName: [0, 30],
  sex: [30, 2],
  timesRenewed: [32, 4],
  birthOn: [36, 16],
  englishName: [52, 70],
  idNumber: [122, 36],
  validFrom: [188, 16],
  validTo: [204, 16],
  englishNameRest: [220, 22],
  nationality: [242, 6],
  earlierNumber: [250, 6],
} as const satisfies Readonly<Record<string, Span>>

/** The four layouts of the text block, field by field. */
export const TEXT_LAYOUTS = {
  citizen: CITIZEN,
  'hong-kong-macao-taiwan': HONG_KONG_MACAO_TAIWAN,
  'foreigner-2017': FOREIGNER_2017,
  'foreigner-2023': FOREIGNER_2023,
} as const satisfies Readonly<Record<CardKind, Readonly<Record<string, Span>>>>

const TYPE_FLAG: Span = [248, 2]
const KIND_OF_FLAG: Readonly<Record<string, CardKind>> = {
  '': 'citizen',
  J: 'hong-kong-macao-taiwan',
  I: 'foreigner-2017',
  Y: 'foreigner-2023',
}

type CardTexts<Kind extends CardKind> = Readonly<Record<keyof (typeof TEXT_LAYOUTS)[Kind], string>>

/** Text fields as on the card, padding gone; dates are `YYYY-MM-DD`. */
export type CardText = {
  readonly [Kind in CardKind]: {
    readonly kind: Kind
    /** Every field of the layout as it stands in the block. */
    readonly texts: CardTexts<Kind>
    readonly name: string
    readonly idNumber: string
    readonly birthOn: CivilDay
    readonly validFrom: CivilDay
    /** Undefined when the card is valid for good (长期). */
    readonly validTo: CivilDay | undefined
  }
}[CardKind]

export type TextBlockProblem = 'length' | 'type-flag' | 'date'

export type DecodedTextBlock =
  | { readonly ok: true; readonly value: CardText }
  | { readonly ok: false; readonly problem: TextBlockProblem }

/** Words of a card that does not expire. */
export const VALID_FOR_GOOD = '长期'

/**
 * Decodes the text block of a card: 256 bytes of UTF-16, low byte first, padded with spaces. The type flag decides the layout and is
 * therefore looked at first; a flag nobody knows is a problem and not a citizen.
 */
export function decodeTextBlock(bytes: Uint8Array): DecodedTextBlock {
  if (bytes.length !== TEXT_BLOCK_BYTES) return { ok: false, problem: 'length' }
  switch (KIND_OF_FLAG[textAt(bytes, TYPE_FLAG)]) {
    case 'citizen': {
      const texts = textsOf(bytes, CITIZEN)
      return decoded(texts, (dates) => ({ kind: 'citizen', texts, name: texts.name, ...dates }))
    }
    case 'hong-kong-macao-taiwan': {
      const texts = textsOf(bytes, HONG_KONG_MACAO_TAIWAN)
      return decoded(texts, (dates) => ({ kind: 'hong-kong-macao-taiwan', texts, name: texts.name, ...dates }))
    }
    case 'foreigner-2017': {
      const texts = textsOf(bytes, FOREIGNER_2017)
      return decoded(texts, (dates) => ({ kind: 'foreigner-2017', texts, name: texts.englishName, ...dates }))
    }
    case 'foreigner-2023': {
      const texts = textsOf(bytes, FOREIGNER_2023)
      const name = texts.englishName + texts.englishNameRest
      return decoded(texts, (dates) => ({ kind: 'foreigner-2023', texts, name, ...dates }))
    }
    default:
      return { ok: false, problem: 'type-flag' }
  }
}

/** Writes a text block, for simulators and tests; fields not named stay blank. @throws RangeError when a text does not fit */
export function encodeTextBlock<Kind extends CardKind>(kind: Kind, texts: Partial<CardTexts<Kind>>): Uint8Array {
  const bytes = new Uint8Array(TEXT_BLOCK_BYTES)
  for (let at = 0; at < TEXT_BLOCK_BYTES; at += 2) bytes[at] = 0x20
  const layout: Readonly<Record<string, Span>> = TEXT_LAYOUTS[kind]
  for (const [field, text] of Object.entries<string | undefined>(texts)) putText(bytes, layout[field], text ?? '')
  const flag = Object.entries(KIND_OF_FLAG).find(([, known]) => known === kind)?.[0] ?? ''
  putText(bytes, TYPE_FLAG, flag)
  return bytes
}

type CardDates = {
  readonly idNumber: string
  readonly birthOn: CivilDay
  readonly validFrom: CivilDay
  readonly validTo: CivilDay | undefined
}

function decoded(
  texts: { readonly idNumber: string; readonly birthOn: string; readonly validFrom: string; readonly validTo: string },
  card: (dates: CardDates) => CardText,
): DecodedTextBlock {
  const [birthOn, validFrom, validTo] = [texts.birthOn, texts.validFrom, texts.validTo].map(dayFromCompact)
  const isForGood = texts.validTo === VALID_FOR_GOOD
  if (birthOn === undefined || validFrom === undefined || (validTo === undefined && !isForGood)) {
    return { ok: false, problem: 'date' }
  }
  return { ok: true, value: card({ idNumber: texts.idNumber, birthOn, validFrom, validTo }) }
}

function textsOf<Field extends string>(
  bytes: Uint8Array,
  layout: Readonly<Record<Field, Span>>,
): Record<Field, string> {
  const texts: Partial<Record<Field, string>> = {}
  for (const field in layout) texts[field] = textAt(bytes, layout[field])
  // Complete, because the loop visits every key of the layout.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return texts as Record<Field, string>
}

function textAt(bytes: Uint8Array, [offset, length]: Span): string {
  let text = ''
  for (let at = offset; at < offset + length; at += 2) {
    text += String.fromCharCode((bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 256)
  }
  // Some cards are padded with zeros instead of spaces.
  return text.replace(/[\s\0]+$/, '')
}

function putText(bytes: Uint8Array, span: Span | undefined, text: string): void {
  if (span === undefined || text.length * 2 > span[1])
    throw new RangeError(`does not fit into the block: ${text.length} characters`)
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    bytes[span[0] + at * 2] = unit & 0xff
    bytes[span[0] + at * 2 + 1] = unit >> 8
  }
}
