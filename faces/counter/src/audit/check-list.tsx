import { caseFaultText } from '@anju/contract/message/case-fault-words.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { type CounterWord, useCounterWords } from '../counter-words.ts'

export type Check = AnswerOf<Routes['auditCase']>['checks'][number]
const MARKS = { holds: '✔', broken: '✖', waiting: '…', absent: '–' } as const

/** Each check with its mark, its word, and what is wrong as the verifier that stands alone words it. */
export function CheckList({ checks }: { checks: readonly Check[] }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  return (
    <ul className="aj-checks">
      {checks.map(({ check, standing, faults }) => (
        <li key={check} data-standing={standing} data-testid={`check-${check}`}>
          <span aria-hidden="true">{MARKS[standing]}</span>
          <span>
            {w(`audit.check.${check}`)}
            {/* A mark alone would say it by shape and colour only. */}
            <small>
              {' '}
              {standing === 'waiting' && isAwaited(check) ? w(AWAITED[check]) : w(`audit.standing.${standing}`)}
            </small>
            {standing === 'broken' &&
              faults.map((fault) => (
                <small key={fault} className="aj-check-fault">
                  {caseFaultText(fault, language)}
                </small>
              ))}
          </span>
        </li>
      ))}
    </ul>
  )
}

const AWAITED = {
  event: 'audit.waitingFor.event',
  witness: 'audit.waitingFor.witness',
  checkpoint: 'audit.waitingFor.checkpoint',
} as const satisfies Partial<Record<Check['check'], CounterWord>>

function isAwaited(check: Check['check']): check is keyof typeof AWAITED {
  return Object.hasOwn(AWAITED, check)
}
