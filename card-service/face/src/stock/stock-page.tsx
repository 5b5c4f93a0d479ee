import { Field } from '@anju/face-kit/field.tsx'
import { Reading } from '@anju/face-kit/reading.tsx'
import { Alert, Button, Input, Radio } from 'antd'
import { useState } from 'react'
import { Outcome } from '../app/outcome.tsx'
import { useCard, useCardAct } from '../app/use-card.ts'
import { useCardWords } from '../card-words.ts'
import { parseBlankCards } from './blank-card-lines.ts'

const REASONS = ['spoiled', 'lost', 'stolen'] as const

/** Blank cards: how many there are, a delivery entered, one made void. */
export function StockPage() {
  const w = useCardWords()
  const stock = useCard('getStock', {})
  return (
    <>
      <h1>{w('menu.stock')}</h1>
      <Reading query={stock}>
        {(known) => (
          <section className="cs-panel">
            <dl className="cs-counts">
              {(['unused', 'used', 'void'] as const).map((key) => (
                <div key={key}>
                  <dt>{w(`stock.${key}`)}</dt>
                  <dd data-testid={`stock-${key}`}>{known[key]}</dd>
                </div>
              ))}
            </dl>
            <p className="aj-soft">{[w('stock.next'), ...known.next.slice(0, 5)].join(' · ')}</p>
          </section>
        )}
      </Reading>
      <div className="cs-columns">
        <Receive />
        <MakeVoid />
      </div>
    </>
  )
}

function Receive() {
  const w = useCardWords()
  const act = useCardAct('receiveStock')
  const [text, setText] = useState('')
  const [received, setReceived] = useState<number>()
  const { cards, badLine } = parseBlankCards(text)
  const send = () =>
    void act.send({ body: { intentId: '', cards: [...cards] } }).then((done) => {
      if (done === undefined) return
      setReceived(done.received)
      setText('')
    })
  return (
    <section className="cs-panel">
      <h2>{w('stock.receive')}</h2>
      <p className="aj-soft">{w('stock.receiveNote')}</p>
      <Input.TextArea
        rows={6}
        value={text}
        onChange={(event) => setText(event.target.value)}
        data-testid="field-cards"
        aria-label={w('stock.receive')}
      />
      {badLine !== undefined && <Alert type="warning" title={w('stock.badLine', { line: badLine })} />}
      {received !== undefined && text === '' && (
        <Alert type="success" title={w('stock.received', { count: received })} />
      )}
      <div className="cs-row">
        <Button
          type="primary"
          onClick={send}
          loading={act.busy}
          disabled={cards.length === 0 || badLine !== undefined}
          data-testid="receive-stock"
        >
          {w('stock.receiveDo')}
        </Button>
      </div>
      <Outcome act={act} onRetry={send} />
    </section>
  )
}

function MakeVoid() {
  const w = useCardWords()
  const act = useCardAct('voidStock')
  const [stockNo, setStockNo] = useState('')
  const [reason, setReason] = useState<(typeof REASONS)[number]>('spoiled')
  const [list, setList] = useState<string>()
  const send = () =>
    void act.send({ body: { intentId: '', stockNo, reason } }).then((done) => {
      if (done === undefined) return
      setList(done.listNo)
      setStockNo('')
    })
  return (
    <section className="cs-panel">
      <h2>{w('stock.voidTitle')}</h2>
      <Field name="voidStockNo" label={w('produce.stockNo')}>
        <Input
          id="field-voidStockNo"
          data-testid="field-voidStockNo"
          value={stockNo}
          onChange={(event) => setStockNo(event.target.value.trim())}
        />
      </Field>
      <Field name="reason" label={w('stock.reason')}>
        <Radio.Group
          id="field-reason"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          options={REASONS.map((value) => ({ value, label: w(`stock.reason.${value}`) }))}
        />
      </Field>
      {list !== undefined && <Alert type="success" title={w('stock.voided', { list })} />}
      <div className="cs-row">
        <Button danger onClick={send} loading={act.busy} disabled={stockNo === ''} data-testid="void-stock">
          {w('stock.voidDo')}
        </Button>
      </div>
      <Outcome act={act} onRetry={send} />
    </section>
  )
}
