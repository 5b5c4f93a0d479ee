import { formatDayWithWeekday } from '@anju/contract/message/format-day.ts'
import { Clause } from '@anju/face-kit/clause.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { useCitizenWords } from '../citizen-words.ts'
import type { Answer } from './use-answer.ts'

/** What comes next, soonest first: from when, by when, and by which clause. */
export function NextList({ next, asOf }: { next: Answer['next']; asOf: string }) {
  const w = useCitizenWords()
  const { language } = useLanguage()
  const day = (on: string) => formatDayWithWeekday(on, language)
  return (
    <section data-testid="next" aria-label={w('next.title')}>
      <h2>{w('next.title')}</h2>
      {next.length === 0 && <p>{w('next.none')}</p>}
      <ol className="ct-next">
        {next.map((step) => (
          <li
            key={`${step.what} ${step.key}`}
            data-testid={`next-${step.what}`}
            data-by={step.byOn ?? ''}
            data-from={step.fromOn ?? ''}
          >
            <p className="ct-when">
              {step.fromOn !== null && step.fromOn > asOf && <span>{w('next.from', { day: day(step.fromOn) })}</span>}
              {step.byOn !== null && (
                <span className={step.byOn < asOf ? 'ct-overdue' : undefined}>
                  {w(step.byOn < asOf ? 'next.overdue' : 'next.by', { day: day(step.byOn) })}
                </span>
              )}
            </p>
            <p>
              {step[language]} <Clause law={step.law} />
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}
