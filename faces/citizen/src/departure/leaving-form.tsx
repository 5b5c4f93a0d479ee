import type { ApiClient } from '@anju/contract/api-client.ts'
import { formatDay } from '@anju/contract/message/format-day.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { useId, useState } from 'react'
import { ActNote } from './act-note.tsx'
import { useDepartureWords } from './departure-words.ts'
import { OwnFacts } from './own-facts.tsx'
import { ReasonList } from './reason-list.tsx'
import { type Leaving, sendDeparture, useAct } from './use-departure.ts'

type Props = {
  readonly client: ApiClient
  readonly city: string
  readonly leaving: Leaving
  readonly asOf: string
  readonly onDay: (day: string) => void
  readonly onDone: () => void
}

/** The day, where to, and what follows from that day; it is sent once all of it was read. */
export function LeavingForm({ client, city, leaving, asOf, onDay, onDone }: Props) {
  const w = useDepartureWords()
  const { language } = useLanguage()
  const id = useId()
  const [leftOn, setLeftOn] = useState(leaving.leftOn)
  const [destination, setDestination] = useState('')
  const [hasRead, setRead] = useState(false)
  const { attempt, act, forget } = useAct((intentId) =>
    sendDeparture(client, city, leaving, { leftOn, destination, intentId }),
  )
  const { registeredOn, refusals, means } = leaving
  // What stands above the button is about the day in the field, or nothing is sent.
  const isReady = hasRead && refusals.length === 0 && leaving.leftOn === leftOn
  const changeDay = (day: string) => {
    setLeftOn(day)
    setRead(false)
    forget()
    if (day !== '') onDay(day)
  }
  return (
    <form
      className="ct-form"
      data-testid="leaving-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) void act().then((settled) => (settled?.status === 'done' ? onDone() : undefined))
      }}
    >
      <p className="ct-lead">{w('lead')}</p>
      <section>
        <h2>{w('yours')}</h2>
        <OwnFacts
          facts={[
            ['address', leaving.standardText],
            ['registeredOn', registeredOn],
            ['receiptNo', leaving.receiptNo],
          ]}
        />
      </section>
      <div className="ct-field">
        <label htmlFor={`${id}-leftOn`}>{w('leftOn')}</label>
        <input
          id={`${id}-leftOn`}
          type="date"
          data-testid="left-on"
          required
          value={leftOn}
          aria-describedby={`${id}-leftOn-note`}
          onChange={(event) => changeDay(event.target.value)}
        />
        <span id={`${id}-leftOn-note`} className="ct-note">
          {w('leftOn.note', { day: formatDay(asOf, language) })}
        </span>
      </div>
      <div className="ct-field">
        <label htmlFor={`${id}-destination`}>{w('destination')}</label>
        <input
          id={`${id}-destination`}
          data-testid="destination"
          maxLength={100}
          value={destination}
          aria-describedby={`${id}-destination-note`}
          onChange={(event) => {
            forget()
            setDestination(event.target.value)
          }}
        />
        <span id={`${id}-destination-note`} className="ct-note">
          {w('destination.note')}
        </span>
      </div>
      <div aria-live="polite">
        <ReasonList title={w('refused')} reasons={refusals} testId="leaving-refusals" />
        <ReasonList title={w('means')} reasons={means} testId="leaving-means" />
      </div>
      {refusals.length === 0 && (
        <>
          <label className="ct-check">
            <input
              type="checkbox"
              data-testid="has-read"
              checked={hasRead}
              onChange={(event) => setRead(event.target.checked)}
            />
            <span>{w('read')}</span>
          </label>
          <div className="ct-buttons">
            <button type="submit" className="ct-primary" data-testid="confirm" disabled={!isReady}>
              {w(attempt.status === 'sending' ? 'sending' : 'confirm')}
            </button>
          </div>
        </>
      )}
      <ActNote attempt={attempt} onLook={() => onDay(leftOn)} />
    </form>
  )
}
