import type { ApiClient } from '@anju/contract/api-client.ts'
import { formatDay } from '@anju/contract/message/format-day.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { useState } from 'react'
import { ActNote } from './act-note.tsx'
import { useDepartureWords } from './departure-words.ts'
import { OwnFacts } from './own-facts.tsx'
import { ReasonList } from './reason-list.tsx'
import { type Left, sendTakeBack, useAct } from './use-departure.ts'

type Props = {
  readonly client: ApiClient
  readonly city: string
  readonly left: Left
  readonly onBack: () => void
  readonly onChanged: () => void
}

/** The receipt of a departure, how things stand since, and the way back while there is one. */
export function LeftReceipt({ client, city, left, onBack, onChanged }: Props) {
  const w = useDepartureWords()
  return (
    <div data-testid="left-receipt">
      <section className="ct-receipt">
        <h2>{w('done.title')}</h2>
        <p className="ct-note">{w('done.lead')}</p>
        <OwnFacts
          facts={[
            ['name', left.name],
            ['receiptNo', left.receiptNo],
            ['address', left.standardText],
            ['registeredOn', left.registeredOn],
            ['left.on', left.leftOn],
            ['left.to', left.destination],
            ['toldOn', left.toldOn],
          ]}
        />
        <ReasonList title={w('left.means')} reasons={left.means} testId="left-means" />
        <button type="button" className="ct-secondary ct-screen" onClick={() => globalThis.print()}>
          {w('print')}
        </button>
      </section>
      <TakeBack client={client} city={city} left={left} onBack={onBack} onChanged={onChanged} />
    </div>
  )
}

function TakeBack({ client, city, left, onBack, onChanged }: Props) {
  const w = useDepartureWords()
  const { language } = useLanguage()
  const [isAsked, setAsked] = useState(false)
  const { attempt, act } = useAct((intentId) => sendTakeBack(client, city, left, intentId))
  if (left.lastDayOn === null)
    return <ReasonList title={w('back.not')} reasons={left.refusals} testId="back-refusals" />
  return (
    <section className="ct-screen" data-testid="take-back">
      <h2>{w('back.title')}</h2>
      <p>{w('back.until', { day: formatDay(left.lastDayOn, language) })}</p>
      {isAsked ? (
        <>
          <p className="ct-private">{w('back.sure')}</p>
          <div className="ct-buttons">
            <button
              type="button"
              className="ct-primary"
              data-testid="back-confirm"
              aria-disabled={attempt.status === 'sending'}
              onClick={() => void act().then((settled) => (settled?.status === 'done' ? onBack() : undefined))}
            >
              {w('back.confirm')}
            </button>
            <button type="button" className="ct-plain" onClick={() => setAsked(false)}>
              {w('back.keep')}
            </button>
          </div>
        </>
      ) : (
        <button type="button" className="ct-secondary" data-testid="back-ask" onClick={() => setAsked(true)}>
          {w('back.ask')}
        </button>
      )}
      <ActNote attempt={attempt} onLook={onChanged} />
    </section>
  )
}
