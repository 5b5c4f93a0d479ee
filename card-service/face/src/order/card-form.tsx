import { Field } from '@anju/face-kit/field.tsx'
import { Reading } from '@anju/face-kit/reading.tsx'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { Outcome } from '../app/outcome.tsx'
import { useCard, useCardAct } from '../app/use-card.ts'
import { useCardWords } from '../card-words.ts'
import type { Order } from './order.ts'

type CardFormProps = { readonly order: Order; readonly step: 'produce' | 'remake' }

/** Making the card, or making it again: the number of the blank card in the machine, and a signature. */
export function CardForm({ order, step }: CardFormProps) {
  const w = useCardWords()
  const [isOpen, setOpen] = useState(false)
  const stock = useCard('getStock', {})
  const isProduction = step === 'produce'
  return (
    <div className="cs-step">
      <h3>{w('produce.title')}</h3>
      {!isOpen && (
        <Button
          type={isProduction || order.state === 'reprint-due' ? 'primary' : 'default'}
          onClick={() => setOpen(true)}
          data-testid={step}
        >
          {w(isProduction ? 'produce.open' : 'remake.open')}
        </Button>
      )}
      {isOpen && (
        <Reading query={stock}>
          {(known) => (
            <StockNumber order={order} step={step} next={known.next[0] ?? ''} onCancel={() => setOpen(false)} />
          )}
        </Reading>
      )}
    </div>
  )
}

function StockNumber({
  order,
  step,
  next,
  onCancel,
}: CardFormProps & { readonly next: string; readonly onCancel: () => void }) {
  const w = useCardWords()
  const session = useCard('getSession', {})
  const act = useCardAct(step === 'produce' ? 'produceCard' : 'remakeCard')
  const [stockNo, setStockNo] = useState(next)
  const send = () =>
    void act
      .send({ params: { orderId: order.orderId }, body: { intentId: '', expectedVersion: order.version, stockNo } })
      .then((done) => (done === undefined ? undefined : onCancel()))
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <p className="aj-soft">
        {step === 'produce'
          ? w('produce.note', { day: order.issuedOn ?? session.data?.legalOn ?? '' })
          : w('remake.note', { stockNo: order.stockNo ?? '' })}
      </p>
      <Field name="stockNo" label={w('produce.stockNo')}>
        <Input
          id="field-stockNo"
          data-testid="field-stockNo"
          value={stockNo}
          onChange={(event) => setStockNo(event.target.value.trim())}
          autoFocus
        />
      </Field>
      <div className="cs-row">
        <Button type="primary" htmlType="submit" loading={act.busy} disabled={stockNo === ''} data-testid="submit">
          {w(step === 'produce' ? 'produce.do' : 'remake.do')}
        </Button>
        <Button onClick={onCancel}>{w('produce.cancel')}</Button>
      </div>
      <Outcome act={act} onRetry={send} />
    </form>
  )
}
