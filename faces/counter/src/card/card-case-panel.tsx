import { formatDay } from '@anju/contract/message/format-day.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { ProblemPanel } from '@anju/face-kit/problem-panel.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Button, Input, Segmented } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { CaseFee } from '../fee/case-fee.tsx'
import type { CardDesk } from './card-desk.ts'

type Known = CardDesk['cases'][number]

/** A case of another card: where it stands, its fee, and the next step with who does it. */
export function CardCasePanel({ known }: { known: Known }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const day = (on: string) => formatDay(on, language)
  return (
    <section className="aj-panel" data-testid="card-case" data-state={known.state}>
      <h2>
        {tableWord('business', known.business, language)} {day(known.acceptedOn)}{' '}
        <span className="aj-state">{tableWord('card-case-state', known.state, language)}</span>
      </h2>
      <p>
        {tableWord('card-reason', known.reason, language)}
        {known.particulars.map((field) => ` · ${tableWord('particular', field, language)}`)}
        {` · ${w('card.due', { day: day(known.dueOn) })}`}
      </p>
      <CaseFee known={known} />
      <CaseSteps known={known} />
    </section>
  )
}

function CaseSteps({ known }: { known: Known }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const approve = useCommand('approveCardCase')
  const refuse = useCommand('refuseCardCase')
  const produce = useCommand('produceCardOfCase')
  const handOver = useCommand('handOverCardOfCase')
  const [text, setText] = useState('')
  const [recipient, setRecipient] = useState<'applicant' | 'agent'>('applicant')
  const params = { city, cardCaseId: known.cardCaseId }
  const expectedVersion = known.version
  const send = {
    approve: () => void approve.send({ params, body: { expectedVersion } }),
    refuse: () => void refuse.send({ params, body: { expectedVersion, note: text } }),
    produce: () => void produce.send({ params, body: { expectedVersion, stockNo: text } }),
    'hand-over': () =>
      void handOver.send({ params, body: { expectedVersion, recipient, recipientIdNumber: text.toUpperCase() } }),
  }
  const problem = [approve, refuse, produce, handOver]
    .map(({ attempt }) => attempt.problem)
    .find((one) => one !== undefined)
  const events = known.next.map(({ event }) => event)
  const label = events.includes('produce')
    ? 'card.stockNo'
    : events.includes('hand-over')
      ? 'card.idNumber'
      : 'card.note'
  if (events.length === 0) return null
  return (
    <>
      <div className="aj-inline">
        {events.includes('hand-over') && (
          <Segmented
            value={recipient}
            options={(['applicant', 'agent'] as const).map((value) => ({ value, label: w(`card.recipient.${value}`) }))}
            onChange={setRecipient}
          />
        )}
        <label>
          {w(label)}
          <Input value={text} data-testid="field-text" onChange={({ target }) => setText(target.value.trim())} />
        </label>
        {known.next.map(({ event, by, refusals }) => (
          <Button
            key={event}
            type={event === 'refuse' ? 'default' : 'primary'}
            disabled={refusals.length > 0}
            data-testid={`card-case-${event}`}
            onClick={send[event]}
          >
            {tableWord('card-case-event', event, language)}
            {refusals.length > 0 && `（${tableWord('duty', by, language)}）`}
          </Button>
        ))}
      </div>
      {problem !== undefined && <ProblemPanel problem={problem} />}
    </>
  )
}
