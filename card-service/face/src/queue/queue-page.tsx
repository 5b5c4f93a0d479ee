import { Reading } from '@anju/face-kit/reading.tsx'
import { Table } from 'antd'
import type { Answer } from '../app/card-client.ts'
import { GoTo } from '../app/go-to.tsx'
import { go } from '../app/place.ts'
import { useCard } from '../app/use-card.ts'
import { useCardWords } from '../card-words.ts'
import { StateTag } from '../order/state-tag.tsx'

type Orders = Answer<'listOrders'>
type Show = 'todo' | 'all' | keyof Orders['counts']

const SHOWN: readonly Show[] = [
  'todo',
  'received',
  'quality-accepted',
  'reprint-due',
  'produced',
  'dispatched',
  'quality-rejected',
  'withdrawn',
  'all',
]
const TODO = ['received', 'quality-accepted', 'reprint-due', 'produced'] as const

function isShow(text: string): text is Show {
  return SHOWN.some((show) => show === text)
}

/** How many orders a filter shows. */
function countOf(counts: Orders['counts'], show: Show): number {
  const shown = (state: string) =>
    show === 'all' || state === show || (show === 'todo' && TODO.some((todo) => todo === state))
  return Object.entries(counts).reduce((sum, [state, count]) => (shown(state) ? sum + count : sum), 0)
}

/** Every order, what is due first at the top. */
export function QueuePage({ show: asked }: { show: string }) {
  const w = useCardWords()
  const show = isShow(asked) ? asked : 'todo'
  const orders = useCard('listOrders', { query: { show } }, 3_000)
  return (
    <>
      <h1>{w('menu.queue')}</h1>
      <Reading query={orders}>
        {(known) => (
          <>
            <nav className="cs-filter">
              {SHOWN.map((choice) => (
                <GoTo
                  key={choice}
                  to={choice === 'todo' ? '/' : `/?show=${choice}`}
                  className={choice === show ? 'active' : ''}
                  testId={`show-${choice}`}
                >
                  {choice === 'todo' || choice === 'all' ? w(`show.${choice}`) : w(`state.${choice}`)}{' '}
                  <b>{countOf(known.counts, choice)}</b>
                </GoTo>
              ))}
            </nav>
            <OrderTable orders={known.orders} legalOn={known.legalOn} />
          </>
        )}
      </Reading>
    </>
  )
}

function OrderTable({ orders, legalOn }: { orders: Orders['orders']; legalOn: string }) {
  const w = useCardWords()
  return (
    <Table
      size="small"
      rowKey="orderId"
      dataSource={orders}
      pagination={orders.length > 50 ? { pageSize: 50, size: 'small' } : false}
      locale={{ emptyText: w('order.none') }}
      onRow={(order) =>
        ({
          'data-testid': `order-row-${order.applicationId}`,
          className: 'cs-click',
          onClick: () => go(`/orders/${order.orderId}`),
        }) as object
      }
      columns={[
        {
          title: w('order.acceptanceNo'),
          render: (_, order) => <GoTo to={`/orders/${order.orderId}`}>{order.acceptanceNo}</GoTo>,
          width: 190,
        },
        { title: w('order.name'), dataIndex: 'name', width: 90 },
        { title: w('order.idNumber'), dataIndex: 'idNumberMasked', width: 165 },
        { title: w('order.office'), render: (_, order) => order.office.name },
        { title: w('order.state'), render: (_, order) => <StateTag state={order.state} />, width: 96 },
        { title: w('order.receivedOn'), dataIndex: 'receivedOn', width: 98 },
        {
          title: w('order.dueOn'),
          width: 120,
          render: (_, order) => {
            const isOpen = TODO.some((state) => state === order.state)
            return isOpen && order.dueOn < legalOn ? (
              <span className="aj-overdue">
                {order.dueOn} {w('order.overdue')}
              </span>
            ) : (
              order.dueOn
            )
          },
        },
      ]}
    />
  )
}
