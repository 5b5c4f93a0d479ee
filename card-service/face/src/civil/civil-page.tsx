import { DayInput } from '@anju/face-kit/day-input.tsx'
import { Field } from '@anju/face-kit/field.tsx'
import { Alert, Button, Input, Radio } from 'antd'
import { useState } from 'react'
import { Outcome } from '../app/outcome.tsx'
import { useCardAct } from '../app/use-card.ts'
import { useCardWords } from '../card-words.ts'

const EVENTS = ['death', 'hukou-converted'] as const

/** What the police know and the registry must: a death, or a hukou conversion. */
export function CivilPage({ legalOn }: { legalOn: string }) {
  const w = useCardWords()
  const act = useCardAct('reportCivilEvent')
  const [event, setEvent] = useState<(typeof EVENTS)[number]>('death')
  const [idNumber, setIdNumber] = useState('')
  const [happenedOn, setHappenedOn] = useState(legalOn)
  const [division, setDivision] = useState('')
  const [isDone, setDone] = useState(false)
  const send = () =>
    void act
      .send({ body: { intentId: '', event, idNumber, happenedOn, hukouDivision: event === 'death' ? null : division } })
      .then((done) => {
        if (done === undefined) return
        setDone(true)
        setIdNumber('')
      })
  return (
    <>
      <h1>{w('menu.civil')}</h1>
      <form
        className="cs-panel cs-narrow"
        onSubmit={(submitted) => {
          submitted.preventDefault()
          send()
        }}
      >
        <p className="aj-soft">{w('civil.note')}</p>
        <Field name="event" label={w('civil.event')}>
          <Radio.Group
            id="field-event"
            value={event}
            onChange={(change) => setEvent(change.target.value)}
            options={EVENTS.map((value) => ({ value, label: w(`civil.${value}`) }))}
          />
        </Field>
        <Field name="idNumber" label={w('order.idNumber')}>
          <Input
            id="field-idNumber"
            data-testid="field-idNumber"
            value={idNumber}
            maxLength={18}
            onChange={(change) => setIdNumber(change.target.value.trim().toUpperCase())}
          />
        </Field>
        <Field name="happenedOn" label={w('civil.happenedOn')}>
          <DayInput
            id="field-happenedOn"
            value={happenedOn}
            onChange={setHappenedOn}
            today={legalOn}
            testId="field-happenedOn"
          />
        </Field>
        {event === 'hukou-converted' && (
          <Field name="hukouDivision" label={w('civil.division')}>
            <Input
              id="field-hukouDivision"
              data-testid="field-hukouDivision"
              value={division}
              maxLength={6}
              onChange={(change) => setDivision(change.target.value.trim())}
            />
          </Field>
        )}
        {isDone && idNumber === '' && <Alert type="success" title={w('civil.done')} />}
        <Button
          type="primary"
          htmlType="submit"
          loading={act.busy}
          disabled={!/^\d{17}[\dX]$/.test(idNumber)}
          data-testid="submit"
        >
          {w('civil.do')}
        </Button>
        <Outcome act={act} onRetry={send} />
      </form>
    </>
  )
}
