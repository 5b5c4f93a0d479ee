import { formatDay } from '@anju/contract/message/format-day.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { Clause } from '@anju/face-kit/clause.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { refusalText } from '@anju/face-kit/law-words.ts'
import { Alert } from 'antd'
import { useCounterWords } from '../counter-words.ts'

type Known = Pick<AnswerOf<Routes['getEndorsement']>, 'possible' | 'refusals' | 'window' | 'suspendedSince' | 'state'>

/** Whether a permit can be endorsed today: the days of its window, or every reason why not. */
export function EndorsementBanner({ known, children }: { known: Known; children?: React.ReactNode }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { possible, refusals, suspendedSince, window } = known
  const day = (on: string) => formatDay(on, language)
  const days = window === null ? { from: '—', to: '—' } : { from: day(window.opensOn), to: day(window.lastInTimeOn) }
  const title = possible
    ? suspendedSince === null
      ? w('endorse.possible', days)
      : w('endorse.late', { since: day(suspendedSince) })
    : refusals.length === 0
      ? w('endorse.noWindow')
      : w('endorse.not')
  return (
    <Alert
      className="aj-problem"
      type={possible ? (suspendedSince === null ? 'success' : 'warning') : 'info'}
      showIcon
      data-testid="endorsement-banner"
      data-possible={possible}
      title={title}
      description={
        possible && children === undefined ? undefined : (
          <>
            {!possible && window !== null && <p>{w('endorse.window', days)}</p>}
            {refusals.length > 0 && (
              <ul className="aj-reasons">
                {refusals.map((refusal) => (
                  <li key={refusal.code} data-testid={`banner-${refusal.code}`}>
                    {refusalText(refusal, language)} <Clause law={refusal.law} />
                  </li>
                ))}
              </ul>
            )}
            {children}
          </>
        )
      }
    />
  )
}
