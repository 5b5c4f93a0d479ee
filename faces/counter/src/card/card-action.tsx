import { Button } from 'antd'
import { useState } from 'react'
import { useCounterWords } from '../counter-words.ts'
import { CardCaseForm } from './card-case-form.tsx'
import { CardReportForm } from './card-report-form.tsx'
import type { CardDesk } from './card-desk.ts'
import { EndPermitForm } from './end-permit-form.tsx'
import { ReasonList } from './reason-list.tsx'

/** What can be done with the card today; what cannot stands there with every reason. */
export function CardActions({ desk }: { desk: CardDesk }) {
  const w = useCounterWords()
  const [chosen, setChosen] = useState<CardDesk['actions'][number]['action']>()
  return (
    <section className="aj-panel" data-testid="card-actions">
      <h2>{w('card.actions')}</h2>
      {desk.actions.length === 0 && <p className="aj-faint">{w('card.waiting')}</p>}
      <div className="aj-inline">
        {desk.actions.map(({ action, refusals }) => (
          <Button
            key={action}
            disabled={refusals.length > 0}
            type={chosen === action ? 'primary' : 'default'}
            danger={action === 'end-permit'}
            data-testid={`card-${action}`}
            onClick={() => setChosen(action)}
          >
            {w(`card.action.${action}`)}
          </Button>
        ))}
      </div>
      {chosen === undefined && (
        <>
          {desk.actions.flatMap(({ action, refusals }) =>
            refusals.length === 0
              ? []
              : [
                  <div key={action} data-testid={`why-not-${action}`}>
                    <p className="aj-soft">{w(`card.action.${action}`)}</p>
                    <ReasonList refusals={refusals} />
                  </div>,
                ],
          )}
        </>
      )}
      {chosen === 'end-permit' && <EndPermitForm permitId={desk.permitId} />}
      {(chosen === 'report-loss' || chosen === 'card-found') && (
        <CardReportForm key={chosen} permitId={desk.permitId} action={chosen} />
      )}
      {(chosen === 'replacement' || chosen === 'reissue' || chosen === 'office-error-correction') && (
        <CardCaseForm key={chosen} desk={desk} business={chosen} />
      )}
    </section>
  )
}
