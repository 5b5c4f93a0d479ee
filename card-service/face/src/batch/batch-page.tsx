import { Reading } from '@anju/face-kit/reading.tsx'
import { Button, Table } from 'antd'
import { GoTo } from '../app/go-to.tsx'
import { useCard } from '../app/use-card.ts'
import { useCardWords } from '../card-words.ts'

/** The list that goes with a batch, ready to be printed and signed for. */
export function BatchPage({ batchId }: { batchId: string }) {
  const w = useCardWords()
  const batch = useCard('getBatch', { params: { batchId } })
  return (
    <>
      <p className="cs-back">
        <GoTo to="/batches">← {w('batch.back')}</GoTo>
      </p>
      <Reading query={batch}>
        {(known) => (
          <article data-testid="batch">
            <h1>
              {w('batch.list')} <small>{known.batchNo}</small>
            </h1>
            <p>
              {known.office.name} {known.office.code} · {w('batch.on')} {known.dispatchedOn} · {w('batch.by')}{' '}
              {known.dispatchedBy.name} {known.dispatchedBy.badge}
            </p>
            <Table
              size="small"
              rowKey="orderId"
              dataSource={known.list}
              pagination={false}
              columns={[
                {
                  title: w('order.acceptanceNo'),
                  render: (_, card) => <GoTo to={`/orders/${card.orderId}`}>{card.acceptanceNo}</GoTo>,
                },
                { title: w('order.permitNo'), dataIndex: 'permitNo' },
                { title: w('order.stockNo'), dataIndex: 'stockNo' },
              ]}
            />
            <p>
              <strong>{w('batch.total', { count: known.cards })}</strong>
            </p>
            <p className="cs-print-only">{w('batch.received')}</p>
            <Button onClick={() => window.print()} className="cs-screen-only">
              {w('batch.print')}
            </Button>
          </article>
        )}
      </Reading>
    </>
  )
}
