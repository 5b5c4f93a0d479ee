import { formatDay } from '@anju/contract/message/format-day.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { type DepartureWord, useDepartureWords } from './departure-words.ts'

/** Facts of the own registration, each under its word; a day is written as one says it. */
export function OwnFacts({ facts }: { facts: readonly (readonly [DepartureWord, string | null])[] }) {
  const w = useDepartureWords()
  const { language } = useLanguage()
  const written = (value: string) => (/^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDay(value, language) : value)
  return (
    <dl className="ct-own">
      {facts.map(([word, value]) =>
        value === null || value === '' ? null : (
          <div key={word} data-testid={`fact-${word}`}>
            <dt>{w(word)}</dt>
            <dd>{written(value)}</dd>
          </div>
        ),
      )}
    </dl>
  )
}
