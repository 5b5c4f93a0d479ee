import { ProblemPanel } from '@anju/face-kit/problem-panel.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import type { CardDesk } from './card-desk.ts'

/** A loss: one field, and it is done. */
export function CardLossForm({ permitId }: { permitId: string }) {
  const w = useCounterWords()
  const { city } = useSession()
  const { send, attempt } = useCommand('reportCardLost')
  const [note, setNote] = useState('')
  return (
    <form
      className="aj-action aj-card-form"
      onSubmit={(event) => {
        event.preventDefault()
        void send({ params: { city, permitId }, body: { note } })
      }}
    >
      <label>
        {w('card.note')}
        <Input value={note} autoFocus data-testid="field-note" onChange={({ target }) => setNote(target.value)} />
      </label>
      {attempt.problem !== undefined && <ProblemPanel problem={attempt.problem} />}
      <Button type="primary" htmlType="submit" loading={attempt.status === 'sending'} data-testid="submit">
        {w('card.action.report-loss')}
      </Button>
    </form>
  )
}

/** The card that came back, by the number that stands on it: proposed where one alone is out, typed where it could be one of several. */
export function CardFoundForm({ permitId, lostCards }: Pick<CardDesk, 'permitId' | 'lostCards'>) {
  const w = useCounterWords()
  const { city } = useSession()
  const { send, attempt } = useCommand('recordCardFound')
  const [only, ...others] = lostCards
  const isOne = only !== undefined && others.length === 0
  const [stockNo, setStockNo] = useState(isOne ? only : '')
  const [note, setNote] = useState('')
  return (
    <form
      className="aj-action aj-card-form"
      onSubmit={(event) => {
        event.preventDefault()
        void send({ params: { city, permitId }, body: { stockNo, note } })
      }}
    >
      <p className="aj-soft" data-testid="lost-cards">
        {w('card.lost')}
        <span className="aj-figure">{lostCards.join(w('card.lost.and'))}</span>
        {w('card.lost.compare')}
      </p>
      <label>
        {w('card.found.stockNo')}
        <Input
          value={stockNo}
          autoFocus
          data-testid="field-stockNo"
          onChange={({ target }) => setStockNo(target.value)}
        />
      </label>
      <label>
        {w('card.note')}
        <Input value={note} data-testid="field-note" onChange={({ target }) => setNote(target.value)} />
      </label>
      {attempt.problem !== undefined && <ProblemPanel problem={attempt.problem} />}
      <Button
        type="primary"
        htmlType="submit"
        disabled={stockNo.trim() === ''}
        loading={attempt.status === 'sending'}
        data-testid="submit"
      >
        {w('card.action.card-found')}
      </Button>
    </form>
  )
}
