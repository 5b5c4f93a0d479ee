import { Clause } from '@anju/face-kit/clause.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { useCitizenWords } from '../citizen-words.ts'
import { ReasonLine } from './reason-line.tsx'
import type { Answer } from './use-answer.ts'

type Otherwise = NonNullable<Answer['otherwise']>

/** Which services open or close when the plan is carried out. */
export function RightChanges({ changes }: { changes: Otherwise['entitlementChanges'] }) {
  const w = useCitizenWords()
  const { language } = useLanguage()
  if (changes.length === 0) return null
  return (
    <section data-testid="right-changes" aria-label={w('right.changes')}>
      <h2>{w('right.changes')}</h2>
      <table className="ct-table ct-differences">
        <thead>
          <tr>
            <th scope="col">{w('right.service')}</th>
            <th scope="col">{w('head.now')}</th>
            <th scope="col">{w('head.then')}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={change.key}>
              <th scope="row">
                {change[language]} <Clause law={change.law} />
              </th>
              <td data-label={w('head.now')}>{w(`right.${change.asItIs}`)}</td>
              <td data-label={w('head.then')} className="ct-changed">
                {w(`right.${change.otherwise}`)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const ANSWERS = ['entitled', 'not', 'unknown'] as const

/** What is open to the holder on that day, in the order of the city's list: yes, not now and why, or what it depends on. */
export function RightList({ entitlements }: { entitlements: Answer['entitlements'] }) {
  const w = useCitizenWords()
  const { language } = useLanguage()
  if (entitlements.length === 0) return null
  return (
    <section data-testid="rights" aria-label={w('right.title')}>
      <h2>{w('right.title')}</h2>
      {ANSWERS.map((answer) => {
        const lines = entitlements.filter((line) => line.answer === answer)
        if (lines.length === 0) return null
        return (
          <details key={answer} className="ct-rights" data-answer={answer} data-testid={`rights-${answer}`}>
            <summary>
              {w(`right.${answer}`)} · {w('right.count', { count: lines.length })}
            </summary>
            <ul>
              {lines.map((line) => (
                <li key={line.key}>
                  <strong>{line[language]}</strong>
                  <ul className="ct-reasons">
                    {line.reasons.map((reason) => (
                      <ReasonLine key={`${reason.law} ${reason.key} ${JSON.stringify(reason.facts)}`} reason={reason} />
                    ))}
                  </ul>
                </li>
              ))}
            </ul>
          </details>
        )
      })}
    </section>
  )
}
