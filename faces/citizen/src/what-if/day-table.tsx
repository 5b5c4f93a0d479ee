import { formatDay, formatWeekday } from '@anju/contract/message/format-day.ts'
import { Clause } from '@anju/face-kit/clause.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { segmentDays } from '@anju/face-kit/residence-calendar.ts'
import { useCitizenWords } from '../citizen-words.ts'
import type { Answer } from './use-answer.ts'

type Life = Answer['life']

/** The days that matter, past and to come. */
export function DayTable({ milestones, asOf }: { milestones: Life['milestones']; asOf: string }) {
  const w = useCitizenWords()
  const { language } = useLanguage()
  if (milestones.length === 0) return null
  return (
    <section data-testid="days" aria-label={w('days.title')}>
      <h2>{w('days.title')}</h2>
      <table className="ct-table">
        <thead>
          <tr>
            <th scope="col">{w('days.on')}</th>
            <th scope="col">{w('days.what')}</th>
          </tr>
        </thead>
        <tbody>
          {milestones.map((milestone) => (
            <tr
              key={`${milestone.on} ${milestone.key} ${milestone.permitId ?? ''}`}
              data-testid={`day-${milestone.key}`}
              data-day={milestone.on}
              data-ahead={milestone.on > asOf}
            >
              <td className="ct-day">
                {formatDay(milestone.on, language)} <small>{formatWeekday(milestone.on, language)}</small>
              </td>
              <td>
                {milestone[language]} <Clause law={milestone.law} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** The residence stretch by stretch: what the picture shows, in words. */
export function SegmentTable({ segments }: { segments: Life['segments'] }) {
  const w = useCitizenWords()
  const { language } = useLanguage()
  if (segments.length === 0) return null
  return (
    <table className="ct-table ct-segments" data-testid="segments">
      <thead>
        <tr>
          {(['from', 'to', 'days', 'counts', 'why'] as const).map((column) => (
            <th key={column} scope="col">
              {w(`life.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {segments.map((segment) => (
          <tr key={segment.from} data-counts={segment.counts}>
            <td data-label={w('life.from')}>{formatDay(segment.from, language)}</td>
            <td data-label={w('life.to')}>{formatDay(segment.to, language)}</td>
            <td data-label={w('life.days')}>{segmentDays(segment, segment.to)}</td>
            <td data-label={w('life.counts')}>{w(segment.counts ? 'life.yes' : 'life.no')}</td>
            <td data-label={w('life.why')}>
              {segment[language]} <Clause law={segment.law} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
