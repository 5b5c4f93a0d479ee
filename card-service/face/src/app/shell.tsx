import { useLanguage } from '@anju/face-kit/language.ts'
import { Reading } from '@anju/face-kit/reading.tsx'
import { Wordmark } from '@anju/face-kit/wordmark.tsx'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Tooltip } from 'antd'
import { BatchListPage } from '../batch/batch-list-page.tsx'
import { BatchPage } from '../batch/batch-page.tsx'
import { useCardWords, type CardWord } from '../card-words.ts'
import { CivilPage } from '../civil/civil-page.tsx'
import { ExchangePage } from '../exchange/exchange-page.tsx'
import { OrderPage } from '../order/order-page.tsx'
import { QueuePage } from '../queue/queue-page.tsx'
import { EnrolPage } from '../sign-in/enrol-page.tsx'
import { SignInPage } from '../sign-in/sign-in-page.tsx'
import { StockPage } from '../stock/stock-page.tsx'
import { callCard, type Answer } from './card-client.ts'
import { GoTo } from './go-to.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { LegalDay } from './legal-day.tsx'
import { usePlace, type Place } from './place.ts'
import { useCard } from './use-card.ts'

export type Session = Answer<'getSession'>

const MENU: readonly { readonly to: string; readonly word: CardWord; readonly screens: readonly Place['screen'][] }[] =
  [
    { to: '/', word: 'menu.queue', screens: ['queue', 'order'] },
    { to: '/batches', word: 'menu.batches', screens: ['batches', 'batch'] },
    { to: '/stock', word: 'menu.stock', screens: ['stock'] },
    { to: '/civil', word: 'menu.civil', screens: ['civil'] },
    { to: '/exchange', word: 'menu.exchange', screens: ['exchange'] },
  ]

/** The frame around every screen; without a session it says how one signs in, whatever the address. */
export function Shell() {
  const session = useCard('getSession', {})
  return (
    <Reading query={session}>
      {(known) => (known.signedIn ? <SignedIn session={known} /> : <SignedOut session={known} />)}
    </Reading>
  )
}

function SignedIn({ session }: { session: Session }) {
  const w = useCardWords()
  const place = usePlace()
  return (
    <div className="cs-shell">
      <a href="#content" className="cs-skip">
        {w('shell.skip')}
      </a>
      <nav className="cs-rail" aria-label={w('shell.menu')}>
        <GoTo to="/" className="cs-rail-home">
          <Wordmark />
        </GoTo>
        <p className="cs-rail-note">{w('shell.network')}</p>
        {MENU.map(({ to, word, screens }) => (
          <GoTo
            key={to}
            to={to}
            className={`cs-rail-place${screens.includes(place.screen) ? ' active' : ''}`}
            testId={`menu-${to === '/' ? 'queue' : to.slice(1)}`}
          >
            {w(word)}
          </GoTo>
        ))}
      </nav>
      <TopBar session={session} />
      <main id="content" className="cs-content" tabIndex={-1}>
        <Screen place={place} session={session} />
      </main>
    </div>
  )
}

function Screen({ place, session }: { place: Place; session: Session }) {
  switch (place.screen) {
    case 'order':
      return <OrderPage key={place.orderId} orderId={place.orderId} />
    case 'batches':
      return <BatchListPage />
    case 'batch':
      return <BatchPage batchId={place.batchId} />
    case 'stock':
      return <StockPage />
    case 'civil':
      return <CivilPage legalOn={session.legalOn} />
    case 'exchange':
      return <ExchangePage />
    case 'enrol':
      return <QueuePage show="todo" />
    default:
      return <QueuePage show={place.show} />
  }
}

function TopBar({ session }: { session: Session }) {
  const w = useCardWords()
  const { language } = useLanguage()
  const queries = useQueryClient()
  return (
    <header className="cs-top">
      <strong data-testid="city">{session.city?.[language]}</strong>
      <div className="cs-top-right">
        <LegalDay legalOn={session.legalOn} settable={session.dev} />
        <LanguageSwitch />
        {session.assurance === 'demo' && (
          <Tooltip title={w('shell.demoSignIn.note')}>
            <span className="cs-demo-sign-in" tabIndex={0} data-testid="demo-sign-in">
              {w('shell.demoSignIn')}
            </span>
          </Tooltip>
        )}
        <span className="cs-top-who" data-testid="who">
          <strong>{session.staff?.name}</strong>
          <small>{session.staff?.badge}</small>
        </span>
        <Button
          size="small"
          data-testid="sign-out"
          onClick={() => void callCard('endSession', {}).then(() => queries.resetQueries())}
        >
          {w('shell.signOut')}
        </Button>
      </div>
    </header>
  )
}

function SignedOut({ session }: { session: Session }) {
  const place = usePlace()
  return place.screen === 'enrol' ? <EnrolPage legalOn={session.legalOn} /> : <SignInPage session={session} />
}
