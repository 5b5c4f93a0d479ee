import { Reading } from '@anju/face-kit/reading.tsx'
import { Button } from 'antd'
import { GoTo } from '../app/go-to.tsx'
import { go } from '../app/place.ts'
import { useCard } from '../app/use-card.ts'
import { useCardWords } from '../card-words.ts'
import { isAllowed, type Order } from './order.ts'
import { CardForm } from './card-form.tsx'
import { OrderFacts } from './order-facts.tsx'
import { OrderHistory } from './order-history.tsx'
import { QualityCheck } from './quality-check.tsx'
import { StateTag } from './state-tag.tsx'

/** One order: who, what is on the card, what is to be done, and what was done. */
export function OrderPage({ orderId }: { orderId: string }) {
  const w = useCardWords()
  const order = useCard('getOrder', { params: { orderId } }, 5_000)
  return (
    <>
      <p className="cs-back">
        <GoTo to="/">← {w('order.back')}</GoTo>
      </p>
      <Reading query={order}>
        {(known) => (
          <article data-testid="order" data-state={known.state}>
            <h1>
              {known.name} <small>{known.acceptanceNo}</small> <StateTag state={known.state} />
            </h1>
            <div className="cs-columns">
              <OrderFacts order={known} />
              <div>
                <Steps order={known} />
                <OrderHistory order={known} />
              </div>
            </div>
          </article>
        )}
      </Reading>
    </>
  )
}

function Steps({ order }: { order: Order }) {
  const w = useCardWords()
  const isIdle = order.actions.every(({ allowed }) => !allowed)
  return (
    <section className="cs-panel">
      <h2>{w('order.todo')}</h2>
      {isIdle && <p className="aj-soft">{w('order.nothing')}</p>}
      {(isAllowed(order, 'accept-quality') || isAllowed(order, 'reject-quality')) && <QualityCheck order={order} />}
      {isAllowed(order, 'produce') && <CardForm key="produce" order={order} step="produce" />}
      {isAllowed(order, 'remake') && <CardForm key="remake" order={order} step="remake" />}
      {isAllowed(order, 'dispatch') && (
        <Button type="primary" onClick={() => go('/batches')} data-testid="to-batches">
          {w('dispatch.open')}
        </Button>
      )}
    </section>
  )
}
