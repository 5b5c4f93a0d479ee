import { formatDay } from '@anju/contract/message/format-day.ts'
import type { NextStep } from './next-step.ts'
import { orderSteps } from './next-step.ts'
import { Button } from 'antd'
import { Clause } from './clause.tsx'
import { useKitWords } from './kit-words.ts'
import { useLanguage } from './language.ts'
import { actorWord, eventWord, refusalText } from './law-words.ts'

type NextStepsProps = {
  readonly steps: readonly NextStep[]
  readonly legalOn: string
  /** Who is charged with a duty in this city, in its own words; without it the duty is named. */
  readonly whoDoes?: (by: string) => string
  readonly onAct: (event: string) => void
}

/** What the law says next: what, by whom, by when, by which clause; what is not possible now says why. */
export function NextSteps({ steps, legalOn, whoDoes, onAct }: NextStepsProps) {
  const w = useKitWords()
  const { language } = useLanguage()
  if (steps.length === 0) return <p className="aj-faint">{w('next.none')}</p>
  return (
    <ul className="aj-next" data-testid="next-steps">
      {orderSteps(steps).map((step) => {
        const who = whoDoes?.(step.by) ?? actorWord(step.by, language)
        const byItself = step.by === 'system' || step.by === 'police'
        return (
          <li key={`${step.event}-${step.by}`} data-allowed={step.allowed}>
            <div className="aj-next-act">
              {byItself ? (
                <span className="aj-next-wait">
                  {w('next.waiting')} · {eventWord(step.event, language)}
                </span>
              ) : (
                <Button
                  type={step.allowed ? 'primary' : 'default'}
                  ghost={step.allowed}
                  disabled={!step.allowed}
                  data-testid={`action-${step.event}`}
                  aria-describedby={`why-${step.event}`}
                  onClick={() => onAct(step.event)}
                >
                  {eventWord(step.event, language)}
                </Button>
              )}
            </div>
            <div className="aj-next-about" id={`why-${step.event}`}>
              <span>
                {w('next.by')} {who}
              </span>
              {step.dueOn !== null && (
                <span className={step.dueOn < legalOn ? 'aj-overdue' : 'aj-due'}>
                  {w(step.dueOn < legalOn ? 'next.overdue' : 'next.due', { day: formatDay(step.dueOn, language) })}
                </span>
              )}
              <Clause law={step.law} />
              {!step.allowed &&
                !byItself &&
                step.refusals.map((refusal) => (
                  <span key={refusal.code} className="aj-next-why" data-testid={`why-${step.event}-${refusal.code}`}>
                    {w('next.notNow')} {refusalText(refusal, language)}
                  </span>
                ))}
            </div>
          </li>
        )
      })}
    </ul>
  )
}
