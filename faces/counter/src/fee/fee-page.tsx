import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { formatDay } from '@anju/contract/message/format-day.ts'
import { addDays, parsePlainDate as dayOf } from '@anju/domain/kernel/plain-date.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { DayInput } from '@anju/face-kit/day-input.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { Reading } from '@anju/face-kit/reading.tsx'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { FeeDecisionForm } from './fee-decision-form.tsx'
import { UnearnedFees } from './unearned-fees.tsx'
import { yuan } from './yuan.ts'

type Book = AnswerOf<Routes['listFees']>
const route = getRouteApi('/fees')

/** 收费日对账: every entry of the office on one day, the sums by official, reversing an error, and what waits to be settled. */
export function FeePage(): React.ReactNode {
  const w = useCounterWords()
  const { on } = route.useSearch()
  const navigate = useNavigate()
  const { city, legalOn } = useSession()
  const show = (day: string) => void navigate({ to: '/fees', search: { on: day } })
  const { language } = useLanguage()
  const book = useRegistry('listFees', { params: { city }, query: on === '' ? {} : { on } })
  return (
    <div className="aj-page" data-testid="fee-page">
      <header className="aj-page-head">
        <h1>{w('fee.page')}</h1>
      </header>
      <p className="aj-soft">{w('fee.note')}</p>
      <Reading query={book}>
        {(known) => (
          <>
            <UnearnedFees book={known} />
            <div className="aj-book-day">
              <Button data-testid="fee-before" onClick={() => show(addDays(dayOf(known.on), -1))}>
                {w('fee.before')}
              </Button>
              <label>
                {w('fee.day')} <DayInput testId="field-on" today={legalOn} value={known.on} onChange={show} />
              </label>
              <Button
                data-testid="fee-next"
                disabled={known.on >= legalOn}
                onClick={() => show(addDays(dayOf(known.on), 1))}
              >
                {w('fee.next')}
              </Button>
            </div>
            <p data-testid="fee-total" data-day={known.on}>
              <strong>
                {w('fee.totals', {
                  day: formatDay(known.on, language),
                  yuan: yuan(known.totalFen),
                  waived: yuan(known.totalWaivedFen),
                })}
              </strong>
            </p>
            {known.entries.length === 0 ? <p className="aj-empty">{w('fee.none')}</p> : <BookTables book={known} />}
          </>
        )}
      </Reading>
    </div>
  )
}

function BookTables({ book }: { book: Book }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const [reversing, setReversing] = useState<string>()
  const reversed = book.entries.find(({ entryId, reversed: isDone }) => entryId === reversing && !isDone)
  return (
    <>
      <section className="aj-panel">
        <h2>{w('fee.sums')}</h2>
        <table className="aj-plain-table" data-testid="fee-sums">
          <thead>
            <tr>
              {(['by', 'kind', 'count', 'fen', 'waived'] as const).map((column) => (
                <th key={column} scope="col">
                  {w(`fee.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {book.sums.map((sum) => (
              <tr key={`${sum.name} ${sum.kind}`}>
                <td>{sum.name}</td>
                <td>{tableWord('fee-kind', sum.kind, language)}</td>
                <td>{sum.count}</td>
                <td className="aj-figure">{yuan(sum.fen)}</td>
                <td className="aj-figure">{yuan(sum.waivedFen)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td colSpan={2}>{w('fee.total')}</td>
              <td>{book.entries.length}</td>
              <td className="aj-figure">{yuan(book.totalFen)}</td>
              <td className="aj-figure">{yuan(book.totalWaivedFen)}</td>
            </tr>
          </tfoot>
        </table>
      </section>
      <section className="aj-panel">
        <h2>{w('fee.entries')}</h2>
        <table className="aj-plain-table" data-testid="fee-entries">
          <thead>
            <tr>
              {(['no', 'kind', 'business', 'fen', 'waived', 'by'] as const).map((column) => (
                <th key={column} scope="col">
                  {w(`fee.column.${column}`)}
                </th>
              ))}
              <th scope="col">{w('fee.reverse')}</th>
            </tr>
          </thead>
          <tbody>
            {book.entries.map((entry) => (
              <tr key={entry.entryId} data-testid={`fee-${entry.receiptNo}`}>
                <td className="aj-figure">{entry.receiptNo}</td>
                <td>{tableWord('fee-kind', entry.kind, language)}</td>
                <td>{tableWord('business', entry.business, language)}</td>
                <td className="aj-figure">{yuan(entry.fen)}</td>
                <td className="aj-figure">{yuan(entry.waivedFen)}</td>
                <td>{entry.takenBy}</td>
                <td>
                  {entry.reversed && w('fee.reversed')}
                  {entry.kept && !entry.reversed && <span className="aj-soft">{w('fee.kept')} </span>}
                  {book.mayReverse && !entry.reversed && entry.kind !== 'reversal' && (
                    <Button
                      size="small"
                      data-testid={`reverse-${entry.receiptNo}`}
                      onClick={() => setReversing(entry.entryId)}
                    >
                      {w('fee.reverse')}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {reversed !== undefined && <FeeDecisionForm key={reversing} entry={reversed} decision="reverse" />}
      </section>
    </>
  )
}
