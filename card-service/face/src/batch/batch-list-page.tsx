import { Reading } from '@anju/face-kit/reading.tsx'
import { Button, Table } from 'antd'
import { useState } from 'react'
import type { Answer } from '../app/card-client.ts'
import { GoTo } from '../app/go-to.tsx'
import { go } from '../app/place.ts'
import { Outcome } from '../app/outcome.tsx'
import { useCard, useCardAct } from '../app/use-card.ts'
import { useCardWords } from '../card-words.ts'

type Ready = Answer<'listBatches'>['ready'][number]

/** Finished cards by the office they go to, and the batches that have left. */
export function BatchListPage() {
  const w = useCardWords()
  const batches = useCard('listBatches', {}, 5_000)
  return (
    <>
      <h1>{w('menu.batches')}</h1>
      <Reading query={batches}>
        {({ ready, batches: sent }) => (
          <>
            <h2>{w('dispatch.title')}</h2>
            {ready.length === 0 && <p className="aj-soft">{w('dispatch.none')}</p>}
            {ready.map((group) => (
              <OfficeBatch key={group.office.code} group={group} />
            ))}
            <h2>{w('dispatch.past')}</h2>
            <Table
              size="small"
              rowKey="batchId"
              dataSource={sent}
              pagination={false}
              locale={{ emptyText: w('batch.none') }}
              columns={[
                {
                  title: w('batch.no'),
                  render: (_, batch) => <GoTo to={`/batches/${batch.batchId}`}>{batch.batchNo}</GoTo>,
                },
                { title: w('order.office'), render: (_, batch) => batch.office.name },
                { title: w('batch.cards'), dataIndex: 'cards', align: 'right' },
                { title: w('batch.on'), dataIndex: 'dispatchedOn' },
                {
                  title: w('batch.by'),
                  render: (_, batch) => `${batch.dispatchedBy.name} ${batch.dispatchedBy.badge}`,
                },
              ]}
            />
          </>
        )}
      </Reading>
    </>
  )
}

/** One office's finished cards: all are chosen until somebody takes one out. */
function OfficeBatch({ group }: { group: Ready }) {
  const w = useCardWords()
  const act = useCardAct('dispatchBatch')
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set())
  const orderIds = group.orders.map(({ orderId }) => orderId).filter((id) => !leftOut.has(id))
  const send = () =>
    void act.send({ body: { intentId: '', officeCode: group.office.code, orderIds } }, ({ batchId }) =>
      go(`/batches/${batchId}`),
    )
  return (
    <section className="cs-panel" data-testid={`ready-${group.office.code}`}>
      <h3>
        {group.office.name} <small>{group.office.code}</small>
      </h3>
      <Table
        size="small"
        rowKey="orderId"
        dataSource={group.orders}
        pagination={false}
        rowSelection={{
          selectedRowKeys: orderIds,
          onChange: (keys) =>
            setLeftOut(new Set(group.orders.map(({ orderId }) => orderId).filter((id) => !keys.includes(id)))),
        }}
        columns={[
          {
            title: w('order.acceptanceNo'),
            render: (_, order) => <GoTo to={`/orders/${order.orderId}`}>{order.acceptanceNo}</GoTo>,
          },
          { title: w('order.name'), dataIndex: 'name' },
          { title: w('order.permitNo'), dataIndex: 'permitNo' },
          { title: w('order.stockNo'), dataIndex: 'stockNo' },
        ]}
      />
      <div className="cs-row">
        <Button
          type="primary"
          onClick={send}
          disabled={orderIds.length === 0}
          loading={act.busy}
          data-testid="dispatch"
        >
          {w('dispatch.do', { count: orderIds.length })}
        </Button>
      </div>
      <Outcome act={act} onRetry={send} />
    </section>
  )
}
