import { formatDay } from '@anju/contract/message/format-day.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { stateWord } from '@anju/face-kit/law-words.ts'
import { ProblemPanel, UnknownOutcomePanel } from '@anju/face-kit/problem-panel.tsx'
import { Reading } from '@anju/face-kit/reading.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Link } from '@tanstack/react-router'
import { Button, Popconfirm } from 'antd'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { batchCount } from './batch-count.ts'
import { VoidStock } from './void-stock.tsx'

type Batch = AnswerOf<Routes['listBatches']>['batches'][number]
type Card = Batch['cards'][number]

/** 交接清单: every card on a list is counted in one by one; what is not there is reported lost. */
export function BatchPage() {
  const w = useCounterWords()
  const { city } = useSession()
  const batches = useRegistry('listBatches', { params: { city } })
  return (
    <div className="aj-page">
      <header className="aj-page-head">
        <h1>{w('menu.batches')}</h1>
        <span className="aj-faint">{w('batch.note')}</span>
      </header>
      <Reading query={batches}>
        {(known) => (
          <>
            {known.batches.length === 0 && <p className="aj-empty">{w('batch.none')}</p>}
            {known.batches.map((batch) => (
              <BatchPanel key={batch.batchNo} batch={batch} />
            ))}
            <VoidStock cards={known.voidStock} />
          </>
        )}
      </Reading>
    </div>
  )
}

function BatchPanel({ batch }: { batch: Batch }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const count = batchCount(batch.cards)
  return (
    <section className="aj-panel" data-testid={`batch-${batch.batchNo}`}>
      <h2>
        {w('file.batchNo')} <span className="aj-figure">{batch.batchNo}</span>{' '}
        <span className="aj-faint">{w('batch.dispatchedOn', { day: formatDay(batch.dispatchedOn, language) })}</span>
      </h2>
      <p data-testid="batch-count">{w('batch.count', count)}</p>
      <table className="aj-plain-table">
        <thead>
          <tr>
            {(['name', 'stockNo', 'state', 'act'] as const).map((column) => (
              <th key={column} scope="col">
                {w(`batch.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {batch.cards.map((card) => (
            <CardRow key={card.caseId} card={card} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function CardRow({ card }: { card: Card }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const { kind, caseId, permitId, version, stockNo } = card
  const isFirst = kind === 'application'
  const receiveFirst = useCommand('receiveCard')
  const receiveOther = useCommand('receiveCardOfCase')
  const loseFirst = useCommand('reportLoss')
  const loseOther = useCommand('reportLossOfCase')
  const [receive, lose] = isFirst ? [receiveFirst, loseFirst] : [receiveOther, loseOther]
  const first = { city, applicationId: caseId }
  const other = { city, cardCaseId: caseId }
  const counted = { expectedVersion: version, stockNo }
  const missing = { expectedVersion: version, note: w('batch.lost') }
  const count = () =>
    void (isFirst
      ? receiveFirst.send({ params: first, body: counted })
      : receiveOther.send({ params: other, body: counted }))
  const report = () =>
    void (isFirst ? loseFirst.send({ params: first, body: missing }) : loseOther.send({ params: other, body: missing }))
  const open = card.state === 'in-transit'
  return (
    <tr data-testid={`card-${caseId}`}>
      <td>
        {isFirst ? (
          <Link to="/applications/$applicationId" params={{ applicationId: caseId }} search={{}}>
            {card.name}
          </Link>
        ) : (
          <Link to="/cards/$permitId" params={{ permitId }}>
            {card.name}
          </Link>
        )}
      </td>
      <td className="aj-figure">{stockNo}</td>
      <td>{stateWord(kind, card.state, language)}</td>
      <td>
        {open && (
          <span className="aj-links">
            <Button
              size="small"
              type="primary"
              loading={receive.attempt.status === 'sending'}
              data-testid={`batch-receive-${caseId}`}
              onClick={count}
            >
              {w('batch.receive')}
            </Button>
            <Popconfirm
              title={w('batch.lostSure')}
              onConfirm={report}
              okText={w('batch.lost')}
              cancelText={w('action.cancel')}
            >
              <Button size="small" danger data-testid={`batch-lost-${caseId}`}>
                {w('batch.lost')}
              </Button>
            </Popconfirm>
          </span>
        )}
        {receive.attempt.status === 'unknown' && <UnknownOutcomePanel onRetry={count} />}
        {lose.attempt.status === 'unknown' && <UnknownOutcomePanel onRetry={report} />}
        {receive.attempt.problem !== undefined && <ProblemPanel problem={receive.attempt.problem} />}
        {lose.attempt.problem !== undefined && <ProblemPanel problem={lose.attempt.problem} />}
      </td>
    </tr>
  )
}
