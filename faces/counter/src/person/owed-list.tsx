import type { LifeView } from '@anju/contract/life-shape.ts'
import { formatDay } from '@anju/contract/message/format-day.ts'
import { Clause } from '@anju/face-kit/clause.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { useCounterWords } from '../counter-words.ts'

/** What the person owes, by when, and by which clause. */
export function OwedList({ owed, asOf }: Pick<LifeView, 'owed' | 'asOf'>) {
  const w = useCounterWords()
  const { language } = useLanguage()
  if (owed.length === 0) return <p className="aj-faint">{w('person.owed.none')}</p>
  return (
    <ul className="aj-grounds" data-testid="owed">
      {owed.map((one) => (
        <li key={`${one.what} ${one.byOn} ${one.permitId ?? ''}`} data-testid={`owed-${one.what}`} data-day={one.byOn}>
          <span className={one.byOn < asOf ? 'aj-overdue' : 'aj-due'}>
            {w(dueWord(one, asOf), { day: formatDay(one.byOn, language) })}
          </span>{' '}
          {one[language]} <Clause law={one.law} />
        </li>
      ))}
    </ul>
  )
}

/** Who is late already is asked to come, whatever the day; the others have one. */
function dueWord({ what, byOn }: LifeView['owed'][number], asOf: string) {
  if (what === 'endorse-late') return 'person.owed.now'
  return byOn < asOf ? 'person.owed.overdue' : 'person.owed.by'
}
