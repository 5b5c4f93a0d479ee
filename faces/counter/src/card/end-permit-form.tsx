import { ENDING_EVENTS } from '@anju/domain/policy/ending-policy.ts'
import { DayInput } from '@anju/face-kit/day-input.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { ProblemPanel } from '@anju/face-kit/problem-panel.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Button, Checkbox, Input, Segmented } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'

type Event = (typeof ENDING_EVENTS)[number]
const OFFERED = ENDING_EVENTS.filter((event) => event !== 'untrue')

/** What ended the permit, since when, and by which paper; the registry says whether a second official is needed. */
export function EndPermitForm({ permitId }: { permitId: string }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city, legalOn } = useSession()
  const end = useCommand('endPermit')
  const [event, setEvent] = useState<Event>('local-hukou')
  const [happenedOn, setHappenedOn] = useState('')
  const [document, setDocument] = useState('')
  const [note, setNote] = useState('')
  const [cardTaken, setCardTaken] = useState(false)
  const { problem, status } = end.attempt
  return (
    <form
      className="aj-action aj-card-form"
      onSubmit={(submitted) => {
        submitted.preventDefault()
        void end.send({ params: { city, permitId }, body: { event, happenedOn, document, note, cardTaken } })
      }}
    >
      <p>
        {w('card.event')}{' '}
        <Segmented
          className="aj-wrap"
          value={event}
          options={OFFERED.map((value) => ({ value, label: tableWord('ending-event', value, language) }))}
          onChange={setEvent}
        />
      </p>
      <label>
        {w('card.happenedOn')}
        <DayInput testId="field-happenedOn" today={legalOn} value={happenedOn} onChange={setHappenedOn} />
      </label>
      <label>
        {w('card.document')}
        <Input value={document} data-testid="field-document" onChange={({ target }) => setDocument(target.value)} />
      </label>
      <label>
        {w('card.note')}
        <Input.TextArea
          value={note}
          rows={2}
          data-testid="field-note"
          onChange={({ target }) => setNote(target.value)}
        />
      </label>
      <Checkbox
        checked={cardTaken}
        data-testid="field-cardTaken"
        onChange={({ target }) => setCardTaken(target.checked)}
      >
        {w('card.taken')}
      </Checkbox>
      {problem !== undefined && <ProblemPanel problem={problem} />}
      <Button danger htmlType="submit" loading={status === 'sending'} data-testid="submit">
        {w('card.submit')}
      </Button>
    </form>
  )
}
