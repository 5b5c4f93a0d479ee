import type { ApiClient } from '@anju/contract/api-client.ts'
import { useState } from 'react'
import { ProblemNote } from '../what-if/problem-note.tsx'
import { useDepartureWords } from './departure-words.ts'
import { LeavingForm } from './leaving-form.tsx'
import { LeftReceipt } from './left-receipt.tsx'
import { useDeparture } from './use-departure.ts'

/** 我要离开: what would follow is told first, then it is done; afterwards the receipt, and the way back while there is one. */
export function DeparturePage({ client, city }: { client: ApiClient; city: string }) {
  const w = useDepartureWords()
  const { known, read } = useDeparture(client, city)
  const [isBack, setBack] = useState(false)
  return (
    <div className="ct-page ct-narrow" data-testid="departure-page">
      <h1>{w('title')}</h1>
      <div className="ct-told" aria-live="polite">
        {isBack && (
          <p className="ct-private" data-testid="taken-back">
            {w('back.done')}
          </p>
        )}
        {known === 'reading' && <p>{w('reading')}</p>}
        {known === 'unreachable' && <ProblemNote onAgain={() => void read()} />}
        {known === 'signed-out' && (
          <p data-testid="signed-out">
            {w('signed-out')} <a href={`/${city}/sign-in`}>{w('sign-in')}</a>
          </p>
        )}
      </div>
      {typeof known === 'object' && (
        <>
          {known.leaving !== null && !isBack && (
            <LeavingForm
              key={known.leaving.registrationId}
              client={client}
              city={city}
              leaving={known.leaving}
              asOf={known.asOf}
              onDay={(day) => void read(day)}
              onDone={() => void read()}
            />
          )}
          {known.left !== null && (
            <LeftReceipt
              client={client}
              city={city}
              left={known.left}
              onBack={() => {
                setBack(true)
                void read()
              }}
              onChanged={() => void read()}
            />
          )}
          {known.leaving === null && known.left === null && <p data-testid="nothing-open">{w('none')}</p>}
          <p className="ct-screen">
            <a href="/my">{w('matters')}</a>
          </p>
        </>
      )}
    </div>
  )
}
