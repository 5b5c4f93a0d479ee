import type { LifeView } from '@anju/contract/life-shape.ts'
import type { CitizenWord } from '../citizen-words.ts'

/** The one sentence to read first. */
export type Headline = {
  readonly word: Extract<CitizenWord, `headline.${string}`>
  readonly on?: string
  readonly count?: number
  readonly tone: 'good' | 'wait' | 'bad'
}

/** What matters most of a life, as the registry told it: a permit that rests, one that works, or the way to one. */
export function headlineOf({ asOf, permits, residing, eligibleFrom, daysToGo }: LifeView): Headline {
  const permit = permits.findLast(({ state }) => state !== 'ended') ?? permits.at(-1)
  if (permit?.state === 'suspended')
    return { word: 'headline.suspended', on: permit.suspendedSince ?? asOf, tone: 'bad' }
  if (permit?.state === 'rests') return { word: 'headline.rests', on: permit.restsSince ?? asOf, tone: 'bad' }
  if (permit?.state === 'in-force') {
    if (permit.cardMissing) return { word: 'headline.card-missing', tone: 'bad' }
    const { window } = permit
    if (window !== null && window.opensOn <= asOf)
      return { word: 'headline.in-window', on: window.lastInTimeOn, tone: 'wait' }
    return { word: 'headline.in-force', on: permit.validUntil, tone: 'good' }
  }
  if (!residing || eligibleFrom === null) {
    if (permit?.state === 'ended' && permit.endedOn !== null)
      return { word: 'headline.ended', on: permit.endedOn, tone: 'bad' }
    return { word: 'headline.not-residing', tone: 'bad' }
  }
  return eligibleFrom <= asOf
    ? { word: 'headline.may-apply', tone: 'good' }
    : { word: 'headline.wait', on: eligibleFrom, count: daysToGo ?? 0, tone: 'wait' }
}
