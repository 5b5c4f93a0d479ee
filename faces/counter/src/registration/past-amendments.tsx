import { formatDay } from '@anju/contract/message/format-day.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { AMENDABLE_FIELDS } from '@anju/domain/registration/amendable-field.ts'
import { useCounterWords } from '../counter-words.ts'
import { ChangeTable } from './change-table.tsx'

type Past = AnswerOf<Routes['getRegistration']>['amendments'][number]

/** What was amended, latest first: when, who reported it, what was and what is. */
export function PastAmendments({ amendments, children }: { amendments: readonly Past[]; children?: React.ReactNode }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  return (
    <section className="aj-panel" data-testid="past-amendments">
      <h2>{w('amend.past')}</h2>
      {children}
      {amendments.length === 0 && <p className="aj-faint">{w('amend.past.none')}</p>}
      {amendments.toReversed().map((one) => (
        <div key={`${one.registrationId} ${one.version}`}>
          <h3>
            <time dateTime={one.on}>{formatDay(one.on, language)}</time>{' '}
            <span className="aj-soft">
              {w('amend.past.by', { who: tableWord('reporter', one.reportedBy, language) })}
              {one.changedOn !== null && w('amend.past.since', { day: formatDay(one.changedOn, language) })}
            </span>
          </h3>
          <ChangeTable
            changes={AMENDABLE_FIELDS.filter((field) => Object.hasOwn(one.after, field)).map((field) => ({
              field,
              before: one.before[field],
              after: one.after[field],
            }))}
          />
        </div>
      ))}
    </section>
  )
}
