import { useLanguage } from '@anju/face-kit/language.ts'
import { Button } from 'antd'
import { useState } from 'react'
import { useCounterWords } from '../counter-words.ts'
import { CardCaseForm } from './card-case-form.tsx'
import { CardFoundForm, CardLossForm } from './card-report-form.tsx'
import type { CardDesk } from './card-desk.ts'
import { EndPermitForm } from './end-permit-form.tsx'
import { ReasonList } from '@anju/face-kit/reason-list.tsx'

type Barred = CardDesk['actions'][number]

/** Actions that cannot be taken for the very same reasons stand together, so that a reason is read once. */
function alikeBarred(actions: readonly Barred[]): readonly (readonly [Barred, ...Barred[]])[] {
  const groups = new Map<string, [Barred, ...Barred[]]>()
  for (const barred of actions.filter(({ refusals }) => refusals.length > 0)) {
    const reasons = JSON.stringify(barred.refusals)
    const alike = groups.get(reasons)
    if (alike === undefined) groups.set(reasons, [barred])
    else alike.push(barred)
  }
  return [...groups.values()]
}

/** What can be done with the card today; what cannot stands there with every reason. */
export function CardActions({ desk }: { desk: CardDesk }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const [chosen, setChosen] = useState<CardDesk['actions'][number]['action']>()
  const another = chosen === 'replacement' || chosen === 'reissue' || chosen === 'office-error-correction'
  return (
    <>
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
            {alikeBarred(desk.actions).map((alike) => (
              <div key={alike[0].action} data-testid={`why-not-${alike[0].action}`}>
                <p className="aj-soft">
                  {alike.map(({ action }) => w(`card.action.${action}`)).join(language === 'zh' ? '、' : ', ')}
                </p>
                <ReasonList refusals={alike[0].refusals} />
              </div>
            ))}
          </>
        )}
        {chosen === 'end-permit' && <EndPermitForm permitId={desk.permitId} />}
        {chosen === 'report-loss' && <CardLossForm permitId={desk.permitId} />}
        {chosen === 'card-found' && desk.lostCards.length > 0 && (
          <CardFoundForm key={desk.lostCards.join(' ')} permitId={desk.permitId} lostCards={desk.lostCards} />
        )}
      </section>
      {another && <CardCaseForm key={chosen} desk={desk} business={chosen} />}
    </>
  )
}
