import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { stateWord, tableWord } from '@anju/face-kit/law-words.ts'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useCounterWords } from '../counter-words.ts'
import { FeeDecisionForm } from './fee-decision-form.tsx'
import { yuan } from './yuan.ts'

type Book = AnswerOf<Routes['listFees']>
type Decision = { readonly entryId: string; readonly decision: 'reverse' | 'keep' }

/** 收费待定: money that was taken for cases closed without a card, of any day, until it is reversed or left with the reason. */
export function UnearnedFees({ book }: { book: Book }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const [deciding, setDeciding] = useState<Decision>()
  const decided = book.unearned.find(({ entryId }) => entryId === deciding?.entryId)
  if (book.unearned.length === 0) return null
  return (
    <section className="aj-panel" data-testid="unearned-fees">
      <h2>{w('fee.unearned')}</h2>
      <p className="aj-soft">
        {w('fee.unearned.note')} {!book.mayReverse && w('fee.unearned.others')}
      </p>
      <table className="aj-plain-table">
        <thead>
          <tr>
            {(['no', 'fen', 'payer', 'business', 'why', 'closed', 'by'] as const).map((column) => (
              <th key={column} scope="col">
                {w(`fee.column.${column}`)}
              </th>
            ))}
            {book.mayReverse && <th scope="col">{w('fee.column.decide')}</th>}
          </tr>
        </thead>
        <tbody>
          {book.unearned.map((entry) => (
            <tr key={entry.entryId} data-testid={`unearned-${entry.receiptNo}`}>
              <td className="aj-figure">{entry.receiptNo}</td>
              <td className="aj-figure">{yuan(entry.fen)}</td>
              <td>
                <Link to="/cards/$permitId" params={{ permitId: entry.permitId }}>
                  {entry.name}
                </Link>{' '}
                <span className="aj-figure aj-soft">{entry.permitNo}</span>
              </td>
              <td className="aj-nowrap">{tableWord('business', entry.business, language)}</td>
              <td>
                {stateWord('fee', entry.state, language)}
                {entry.endedBy !== null &&
                  w('fee.unearned.by', { event: tableWord('ending-event', entry.endedBy, language) })}
              </td>
              <td className="aj-nowrap">{entry.since}</td>
              <td>
                {entry.takenBy} <span className="aj-nowrap aj-soft">{entry.takenOn}</span>
              </td>
              {book.mayReverse && (
                <td>
                  <div className="aj-inline">
                    {(['reverse', 'keep'] as const).map((decision) => (
                      <Button
                        key={decision}
                        size="small"
                        data-testid={`unearned-${decision}-${entry.receiptNo}`}
                        onClick={() => setDeciding({ entryId: entry.entryId, decision })}
                      >
                        {w(`fee.${decision}`)}
                      </Button>
                    ))}
                  </div>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {decided !== undefined && deciding !== undefined && (
        <FeeDecisionForm
          key={`${deciding.decision} ${deciding.entryId}`}
          entry={decided}
          decision={deciding.decision}
        />
      )}
    </section>
  )
}
