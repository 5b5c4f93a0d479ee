import { formatDay } from '@anju/contract/message/format-day.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { ProblemPanel } from '@anju/face-kit/problem-panel.tsx'
import type { Attempt } from '@anju/face-kit/attempt.ts'
import { Button } from 'antd'
import { useCounterWords } from '../counter-words.ts'

export type MandateShown = AnswerOf<Routes['listOwnMandates']>['mandates'][number]
type MandateTableProps = {
  readonly mandates: readonly MandateShown[]
  readonly attempt: Attempt<unknown>
  readonly onRevoke: (mandateId: string) => void
}

/** Mandates as rows, each with its way to revoke it while there is something to revoke. */
export function MandateTable({ mandates, attempt, onRevoke }: MandateTableProps) {
  const w = useCounterWords()
  const { language } = useLanguage()
  if (mandates.length === 0) return <p className="aj-faint">{w('mandate.none')}</p>
  return (
    <>
      {attempt.problem !== undefined && <ProblemPanel problem={attempt.problem} />}
      <table className="aj-plain-table" data-testid="mandates">
        <thead>
          <tr>
            <th scope="col">{w('mandate.column.agent')}</th>
            <th scope="col">{w('mandate.column.scopes')}</th>
            <th scope="col">{w('mandate.column.way')}</th>
            <th scope="col">{w('mandate.column.lastOn')}</th>
            <th scope="col">{w('mandate.column.uses')}</th>
            <th scope="col">{w('mandate.column.state')}</th>
            <th aria-label={w('mandate.revoke')} />
          </tr>
        </thead>
        <tbody>
          {mandates.map((one) => (
            <tr key={one.mandateId} data-testid={`mandate-${one.state}`}>
              <td>
                {one.agentName} <span className="aj-faint">{one.agentIdNumber}</span>
              </td>
              <td>
                {one.scopes
                  .map((scope) => tableWord('mandate-scope', scope, language))
                  .join(language === 'zh' ? '、' : ', ')}
              </td>
              <td>{tableWord('mandate-way', one.way, language)}</td>
              <td>{formatDay(one.lastOn, language)}</td>
              <td className="aj-figure">
                {one.uses} / {one.usesMax}
              </td>
              <td>{tableWord('mandate-state', one.state, language)}</td>
              <td>
                {['active', 'awaits-code', 'awaits-visit'].includes(one.state) && (
                  <Button
                    danger
                    size="small"
                    loading={attempt.status === 'sending'}
                    data-testid="mandate-revoke"
                    onClick={() => onRevoke(one.mandateId)}
                  >
                    {w('mandate.revoke')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
