import type { PlainDate } from '../kernel/plain-date.ts'

/** The acts of officials that bring somebody nearer to a permit. */
export type ActStep = 'register' | 'accept' | 'verify' | 'review' | 'endorse' | 'card'

/**
 * What one act of an official left behind (办理痕迹), as far as misuse may show in it. No plain personal data: what could name
 * somebody is an id or a keyed hash, equal where the plain values are equal.
 */
export type ActTrace = {
  readonly officialId: string
  readonly officeId: string
  readonly step: ActStep
  readonly caseId: string
  readonly personId: string
  /** System instant, ISO. */
  readonly at: string
  /** The day of it in China. */
  readonly on: PlainDate
  /** The minute of that day, 0–1439. */
  readonly minute: number
  readonly isWorkday: boolean
  /** Seconds between the official's first look at the case that day and the act; null: no look is known. */
  readonly openedSecondsBefore: number | null
  readonly phone: string | null
  readonly dwellingId: string | null
  readonly agent: string | null
  readonly image: string | null
  /** Whether the act rests on a visit that found the person; null where the step does not rest on one. */
  readonly visited: boolean | null
}
