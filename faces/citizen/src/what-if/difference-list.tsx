import { formatDay } from '@anju/contract/message/format-day.ts'
import { Clause } from '@anju/face-kit/clause.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { type CitizenWord, useCitizenWords } from '../citizen-words.ts'
import { ReasonLine } from './reason-line.tsx'
import type { Answer } from './use-answer.ts'

type Difference = NonNullable<Answer['otherwise']>['differences'][number]

const VALUES: Readonly<Record<string, CitizenWord>> = {
  true: 'value.true',
  false: 'value.false',
  'not-yet': 'value.not-yet',
  'in-force': 'value.in-force',
  suspended: 'value.suspended',
  rests: 'value.rests',
  ended: 'value.ended',
}

/** Which dates move when the plan is carried out, from what to what, and by which clauses. */
export function DifferenceList({ differences }: { differences: readonly Difference[] }) {
  const w = useCitizenWords()
  const { language } = useLanguage()
  const value = (of: string | null, what: Difference['what']) => {
    if (of === null) return w('value.none')
    if (what === 'residence-years') return w('value.years', { count: of })
    const word = VALUES[of]
    return word === undefined ? formatDay(of, language) : w(word)
  }
  const because = differences[0]?.because ?? []
  return (
    <section data-testid="differences" aria-label={w('difference.title')}>
      <h2>{w('difference.title')}</h2>
      {differences.length === 0 ? (
        <p className="ct-good">{w('difference.none')}</p>
      ) : (
        <table className="ct-table ct-differences">
          <thead>
            <tr>
              <th scope="col">{w('difference.what')}</th>
              <th scope="col">{w('head.now')}</th>
              <th scope="col">{w('head.then')}</th>
            </tr>
          </thead>
          <tbody>
            {differences.map((difference) => (
              <tr key={difference.what} data-testid={`difference-${difference.what}`}>
                <th scope="row">
                  {w(`difference.${difference.what}`)} <Clause law={difference.law} />
                </th>
                <td data-label={w('head.now')}>{value(difference.asItIs, difference.what)}</td>
                <td data-label={w('head.then')} className="ct-changed">
                  {value(difference.otherwise, difference.what)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {because.length > 0 && (
        <>
          <h3>{w('difference.because')}</h3>
          <ul className="ct-reasons">
            {because.map((reason) => (
              <ReasonLine key={`${reason.law} ${reason.key} ${JSON.stringify(reason.facts)}`} reason={reason} />
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
