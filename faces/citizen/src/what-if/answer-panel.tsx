import { formatDay } from '@anju/contract/message/format-day.ts'
import { LifePicture } from '@anju/face-kit/life-picture.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { useCitizenWords } from '../citizen-words.ts'
import { DayTable, SegmentTable } from './day-table.tsx'
import { DifferenceList } from './difference-list.tsx'
import { FindingList } from './finding-list.tsx'
import { headlineOf } from './headline.ts'
import { LawList } from './law-list.tsx'
import { NextList } from './next-list.tsx'
import { RightChanges, RightList } from './right-list.tsx'
import type { Answer } from './use-answer.ts'

type Course = Pick<Answer, 'life' | 'findings' | 'next' | 'entitlements'>

/** The answer: first the sentence to remember, then what to do, then why. */
export function AnswerPanel({ answer }: { answer: Answer }) {
  const w = useCitizenWords()
  const { language } = useLanguage()
  const { otherwise, asOf } = answer
  const told = otherwise ?? answer
  return (
    <div data-testid="answer">
      <p className="ct-as-of">
        {w('answer.asOf', { day: formatDay(asOf, language) })} {w('answer.note')}
      </p>
      <div className="ct-heads" data-two={otherwise !== null}>
        <HeadlineCard course={answer} {...(otherwise === null ? {} : { title: w('head.now') })} name="now" />
        {otherwise !== null && <HeadlineCard course={otherwise} title={w('head.then')} name="then" />}
      </div>
      {otherwise !== null && <DifferenceList differences={otherwise.differences} />}
      {otherwise !== null && <RightChanges changes={otherwise.entitlementChanges} />}
      <NextList next={told.next} asOf={asOf} />
      <FindingList findings={told.findings} />
      <section aria-label={w('life.title')}>
        <h2>{w('life.title')}</h2>
        <LifePicture life={told.life} />
        <SegmentTable segments={told.life.segments} />
      </section>
      <DayTable milestones={told.life.milestones} asOf={asOf} />
      <RightList entitlements={told.entitlements} />
      <LawList course={told} />
      <p className="ct-note ct-screen">{w('answer.copy')}</p>
      <div className="ct-buttons ct-screen">
        <button type="button" className="ct-secondary" data-testid="print" onClick={() => globalThis.print()}>
          {w('answer.print')}
        </button>
      </div>
    </div>
  )
}

function HeadlineCard({ course, title, name }: { course: Course; title?: string; name: 'now' | 'then' }) {
  const w = useCitizenWords()
  const { language } = useLanguage()
  const { word, on, count, tone } = headlineOf(course.life)
  const values = { day: on === undefined ? '' : formatDay(on, language), count: count ?? 0 }
  return (
    <div className="ct-headline" data-tone={tone} data-testid={`headline-${name}`} data-word={word} data-day={on ?? ''}>
      {title !== undefined && <h3>{title}</h3>}
      <p>{w(word, values)}</p>
    </div>
  )
}
