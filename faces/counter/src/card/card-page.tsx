import { formatDay } from '@anju/contract/message/format-day.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { AnewAfterOwnAct } from '@anju/face-kit/own-act.tsx'
import { Reading } from '@anju/face-kit/reading.tsx'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import type { CardDesk } from './card-desk.ts'
import { CardActions } from './card-action.tsx'
import { CardCasePanel } from './card-case-panel.tsx'
import { PermitEndingPanel } from './permit-ending-panel.tsx'

const route = getRouteApi('/cards/$permitId')

/** 证件办理 of one permit: what can be done and why not, the open case with its fee, endings, and every card that was made. */
export function CardPage(): React.ReactNode {
  const w = useCounterWords()
  const { permitId } = route.useParams()
  const { city } = useSession()
  const desk = useRegistry('getCardDesk', { params: { city, permitId } })
  return (
    <div className="aj-page" data-testid="card-page">
      <Reading query={desk}>
        {(known) => (
          <>
            <header className="aj-case-head">
              <h1>{known.name}</h1>
              <p>
                <span className="aj-case-kind">{w('card.title')}</span>{' '}
                <span className="aj-figure">{known.permitNo}</span>{' '}
                <Link to="/persons/$personId" params={{ personId: known.personId }}>
                  {w('endorse.back')}
                </Link>
              </p>
            </header>
            {known.endings.map((ending) => (
              <AnewAfterOwnAct key={ending.endingId} version={ending.version}>
                <PermitEndingPanel ending={ending} />
              </AnewAfterOwnAct>
            ))}
            {known.cases.toReversed().map((each) => (
              <AnewAfterOwnAct key={each.cardCaseId} version={each.version}>
                <CardCasePanel known={each} personId={known.personId} />
              </AnewAfterOwnAct>
            ))}
            <CardActions key={`${known.cases.length} ${known.endings.length} ${known.cards.length}`} desk={known} />
            <CardTable cards={known.cards} />
          </>
        )}
      </Reading>
    </div>
  )
}

function CardTable({ cards }: Pick<CardDesk, 'cards'>) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const day = (on: string | null) => (on === null ? '—' : formatDay(on, language))
  return (
    <section className="aj-panel">
      <h2>{w('card.cards')}</h2>
      <table className="aj-plain-table" data-testid="cards">
        <thead>
          <tr>
            {(['stock', 'made', 'state', 'why', 'found'] as const).map((column) => (
              <th key={column} scope="col">
                {w(`card.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cards.map((card) => (
            <tr key={card.cardId} data-testid={`card-${card.stockNo}`} data-state={card.state}>
              <td className="aj-figure">{card.stockNo}</td>
              <td>
                {day(card.madeOn)} {madeFor(card.madeFor, w('card.first'), language)}
              </td>
              <td>
                {w(`card.${card.state}`)} {card.voidedOn !== null && card.state === 'void' && day(card.voidedOn)}
              </td>
              <td>{card.voidReason === null ? '—' : tableWord('void-reason', card.voidReason, language)}</td>
              <td>{day(card.foundOn)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function madeFor(business: string | null, first: string, language: 'zh' | 'en'): string {
  if (business === null || business === 'first') return first
  return tableWord('business', business === 'correction' ? 'office-error-correction' : business, language)
}
