/** How a simulated gateway behaves; tests and the command line change it while it runs. `n` counts submissions from 1. */
export type Mood = {
  /** Takes no connection and drops those it has. */
  down: boolean
  /** Keeps its connections and answers nothing on them. */
  deaf: boolean
  /** Too fast: not taken. */
  throttles: (n: number) => boolean
  /** Not taken by a fault of its own: to be tried again. */
  fails: (n: number) => boolean
  /** Not taken for good: the number is none. */
  refuses: (mobile: string) => boolean
  /** Taken, and the answer is never sent. */
  losesAnswer: (n: number) => boolean
  /** Taken, and the answer comes after so long. */
  answerMs: (n: number) => number
  /** The report comes so long after it was taken. */
  reportMs: number
  /** Reports before it answers. */
  reportsFirst: boolean
  /** How often each report is told; 0 never. */
  reportTimes: number
  /** What becomes of a message: DELIVRD, UNDELIV, EXPIRED. */
  stat: (mobile: string) => string
}

export const GOOD_MOOD: Readonly<Mood> = {
  down: false,
  deaf: false,
  throttles: () => false,
  fails: () => false,
  refuses: () => false,
  losesAnswer: () => false,
  answerMs: () => 0,
  reportMs: 20,
  reportsFirst: false,
  reportTimes: 1,
  stat: () => 'DELIVRD',
}

/** A message as the gateway took it; a part of a longer one carries the header that joins it. */
export type Taken = {
  readonly reference: string
  readonly mobile: string
  readonly text: string
  readonly join: { readonly reference: number; readonly part: number; readonly parts: number } | undefined
  readonly mark: number | undefined
  /** The sender's own name for it, where the protocol has one. */
  readonly messageId: string | undefined
}

export type Verdict =
  | { readonly kind: 'taken'; readonly reference: string; readonly answers: boolean; readonly answerMs: number }
  | { readonly kind: 'throttled' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'refused' }

export type ToldReport = { readonly taken: Taken; readonly stat: string }

/** What a gateway of any protocol does behind its connection. A simulator: nothing reaches a telephone. */
export class SimulatedGateway {
  mood: Mood = { ...GOOD_MOOD }
  readonly taken: Taken[] = []
  /** When each was taken, milliseconds of the process. */
  readonly takenMs: number[] = []
  /** How often it was asked about a message. */
  queries = 0
  readonly #newReference: (n: number) => string
  readonly #onReport: (report: ToldReport) => void
  #submissions = 0

  constructor(newReference: (n: number) => string, onReport: (report: ToldReport) => void) {
    this.#newReference = newReference
    this.#onReport = onReport
  }

  submit(message: Omit<Taken, 'reference'>): Verdict {
    this.#submissions += 1
    const { mood } = this
    const n = this.#submissions
    if (mood.throttles(n)) return { kind: 'throttled' }
    if (mood.fails(n)) return { kind: 'failed' }
    if (mood.refuses(message.mobile)) return { kind: 'refused' }
    const taken = { ...message, reference: this.#newReference(n) }
    this.taken.push(taken)
    this.takenMs.push(performance.now())
    const report = { taken, stat: mood.stat(message.mobile) }
    for (let times = 0; times < mood.reportTimes; times += 1) {
      if (mood.reportsFirst) this.#onReport(report)
      else setTimeout(() => this.#onReport(report), mood.reportMs).unref()
    }
    return {
      kind: 'taken',
      reference: taken.reference,
      answers: !mood.losesAnswer(n),
      answerMs: Math.max(mood.answerMs(n), mood.reportsFirst ? 30 : 0),
    }
  }

  /** How many submissions there were, taken or not. */
  get submissions(): number {
    return this.#submissions
  }

  /** What a person reads on their telephone: whole texts, in the order in which they became whole. */
  readOn(mobile: string): readonly string[] {
    const halves = new Map<number, Map<number, string>>()
    return this.taken.flatMap(({ mobile: to, text, join }) => {
      if (to !== mobile) return []
      if (join === undefined) return [text]
      const parts = halves.get(join.reference) ?? new Map<number, string>()
      parts.set(join.part, text)
      halves.set(join.reference, parts)
      if (parts.size < join.parts) return []
      halves.delete(join.reference)
      return [Array.from({ length: join.parts }, (_, at) => parts.get(at + 1) ?? '').join('')]
    })
  }
}

/** Takes the joining header off a part and reads its text. */
export function readContent(bytes: Buffer, hasHeader: boolean): Pick<Taken, 'text' | 'join'> {
  const ucs2 = hasHeader ? bytes.subarray(1 + bytes.readUInt8(0)) : bytes
  const text = Buffer.from(ucs2).swap16().toString('utf16le')
  const join = hasHeader
    ? { reference: bytes.readUInt8(3), parts: bytes.readUInt8(4), part: bytes.readUInt8(5) }
    : undefined
  return { text, join }
}
