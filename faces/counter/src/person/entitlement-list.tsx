import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { Clause } from '@anju/face-kit/clause.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { Reading } from '@anju/face-kit/reading.tsx'
import { useSession } from '../app/session.ts'
import type { StatedPurpose } from '../look/stated-purpose.ts'
import { useCounterWords } from '../counter-words.ts'

type Line = AnswerOf<Routes['listEntitlements']>['entitlements'][number]

/** 权益: what is open to the person today, what is not and what would open it, and what a department still has to say. */
export function EntitlementList({ personId, stated }: { personId: string; stated: StatedPurpose }) {
  const { city } = useSession()
  const w = useCounterWords()
  const entitlements = useRegistry('listEntitlements', { params: { city, personId }, body: stated })
  return (
    <section className="aj-panel" data-testid="entitlements">
      <h2>{w('person.entitlements')}</h2>
      <p className="aj-faint">{w('person.entitlements.note')}</p>
      <Reading query={entitlements}>
        {({ entitlements: lines }) => (
          <table className="aj-table">
            <thead>
              <tr>
                {(['item', 'answer', 'because', 'law'] as const).map((column) => (
                  <th key={column} scope="col">
                    {w(`person.entitlements.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <EntitlementRow key={line.key} line={line} />
              ))}
            </tbody>
          </table>
        )}
      </Reading>
    </section>
  )
}

function EntitlementRow({ line }: { line: Line }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  return (
    <tr data-testid={`entitlement-${line.key}`} data-answer={line.answer}>
      <td>
        {line[language]}
        <div className="aj-faint">{language === 'zh' ? line.classZh : line.classEn}</div>
      </td>
      <td className="aj-nowrap">
        <strong className={line.answer === 'not' ? 'aj-overdue' : ''}>{w(`person.entitlements.${line.answer}`)}</strong>
      </td>
      <td className="aj-soft">
        {line.reasons.map((reason) => (
          <div key={`${reason.key} ${reason[language]}`}>{reason[language]}</div>
        ))}
      </td>
      <td>
        <Clause law={line.law} />
      </td>
    </tr>
  )
}
