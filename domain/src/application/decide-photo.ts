import { type Decision, decided, ground, refusal, type Refusal } from '../kernel/decision.ts'
import { addYears, type PlainDate } from '../kernel/plain-date.ts'
import type { Pack } from '../policy/pack.ts'

export type PhotoSource = Pack['photo']['sources']['value'][number]

/** The photo for the permit. For a chip photo (二代身份证芯片照片) also when its card was issued. */
export type Photo =
  | { readonly source: 'chip'; readonly cardIssuedOn: PlainDate; readonly birthDate: PlainDate }
  | { readonly source: Exclude<PhotoSource, 'chip'> }

/**
 * Decides whether a photo may stand on the permit.
 *
 * An application carries a photo of the applicant (CN-663:9.1). Foshan lets the photo on the ID card's chip serve
 * (FS-2016-14:二.四) and sets no limit to its age; a pack may set one, or ask that the holder was of some age then.
 *
 * With a limit of 10 years, applied 2016-07-05:
 *
 * - card issued 2014-06-01: serves; issued 2006-07-05: ten years that day, serves
 * - card issued 2004-06-01: refused, twelve years old; take a new one
 *
 * Reading taken: no limit where the text has none (I-011).
 */
export function decidePhoto(
  photo: Photo | undefined,
  on: PlainDate,
  policy: Pack['photo'],
): Decision<{ source: PhotoSource }> {
  const { sources, chipMaxAgeYears, chipIssuedFromAge } = policy
  if (photo === undefined) return decided([refusal('application.photo-missing', sources.law)], never, () => [])

  const refusals: Refusal[] = []
  if (!sources.value.includes(photo.source)) {
    refusals.push(refusal('photo.source-not-offered', sources.law, { source: photo.source, offered: sources.value }))
  }
  if (photo.source === 'chip') {
    const { cardIssuedOn, birthDate } = photo
    const maxYears = chipMaxAgeYears.value
    if (maxYears !== null && addYears(cardIssuedOn, maxYears) < on) {
      refusals.push(refusal('photo.chip-too-old', chipMaxAgeYears.law, { cardIssuedOn, maxYears }))
    }
    const fromAge = chipIssuedFromAge.value
    if (fromAge !== null && cardIssuedOn < addYears(birthDate, fromAge)) {
      refusals.push(refusal('photo.chip-issued-too-young', chipIssuedFromAge.law, { cardIssuedOn, fromAge }))
    }
  }
  return decided(
    refusals,
    () => ({ source: photo.source }),
    () => [ground(sources.law, 'photo.accepted', { source: photo.source })],
  )
}

function never(): never {
  throw new Error('A missing photo is always refused')
}
