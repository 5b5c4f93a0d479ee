import { formatDay } from '@anju/contract/message/format-day.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { Clause } from '@anju/face-kit/clause.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { refusalText } from '@anju/face-kit/law-words.ts'
import { Alert } from 'antd'
import { useCounterWords } from '../counter-words.ts'

type Preview = AnswerOf<Routes['previewApplication']>

/** What the law says to an application today: yes, or every reason, and always the first day. */
export function EligibilityPanel({ preview, legalOn }: { preview: Preview; legalOn: string }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { eligibleFrom, refusals } = preview
  const early = eligibleFrom !== null && eligibleFrom > legalOn
  const day = eligibleFrom === null ? '—' : formatDay(eligibleFrom, language)
  return (
    <Alert
      className="aj-problem"
      type={refusals.length === 0 ? 'success' : 'warning'}
      showIcon
      data-testid="preview"
      title={
        <span data-testid="preview-eligible-from" data-day={eligibleFrom ?? ''}>
          {w(early ? 'apply.early' : refusals.length === 0 ? 'apply.ready' : 'apply.notReady', { day })}
        </span>
      }
      description={
        refusals.length === 0 ? undefined : (
          <ul className="aj-reasons">
            {refusals.map((refusal) => (
              <li key={refusal.code} data-testid={`preview-${refusal.code}`}>
                {refusalText(refusal, language)} <Clause law={refusal.law} />
              </li>
            ))}
          </ul>
        )
      }
    />
  )
}
