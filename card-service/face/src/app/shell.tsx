import { useLanguage } from '@anju/face-kit/language.ts'
import { LanguageSwitch } from '@anju/face-kit/language-switch.tsx'
import { Reading } from '@anju/face-kit/reading.tsx'
import { sessionKeyOf } from '@anju/face-kit/sign-in/key-door.ts'
import { useIdleLock } from '@anju/face-kit/use-idle-lock.ts'
import { Wordmark } from '@anju/face-kit/wordmark.tsx'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Tooltip } from 'antd'
import { useState } from 'react'
import { BatchListPage } from '../batch/batch-list-page.tsx'
import { BatchPage } from '../batch/batch-page.tsx'
import { useCardWords, type CardWord } from '../card-words.ts'
import { CivilPage } from '../civil/civil-page.tsx'
import { ExchangePage } from '../exchange/exchange-page.tsx'
import { OrderPage } from '../order/order-page.tsx'
import { QueuePage } from '../queue/queue-page.tsx'
import { EnrolPage } from '../sign-in/enrol-page.tsx'
import { LockScreen } from '../sign-in/lock-screen.tsx'
import { SecondKeyNotice, SecondKeyPage } from '../sign-in/second-key-page.tsx'
import { SignInPage } from '../sign-in/sign-in-page.tsx'
import { StockPage } from '../stock/stock-page.tsx'
import { callCard, type Answer } from './card-client.ts'
import { GoTo } from './go-to.tsx'
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
  return <Reading query={session}>{(known) => <Screens known={known} />}</Reading>
}

/**
 * The screens of whoever is signed in. A session that ends by itself leaves them where they are, covered, until the same person
 * is back; signing out takes them away.
 */
function Screens({ known }: { known: Session }) {
  const queries = useQueryClient()
  const [kept, setKept] = useState<Session>()
  if (known.signedIn && JSON.stringify(known) !== JSON.stringify(kept)) setKept(known)
  const session = known.signedIn ? known : kept
  if (session === undefined) return <SignedOut session={known} />
  const signOut = async () => {
    await callCard('endSession', {})
    setKept(undefined)
    await queries.resetQueries()
  }
  const isOver = !known.signedIn
  const isCovered = isOver || known.isLocked
  const isLapsed = session.keysLacking?.state === 'lapsed'
  return (
    <>
      <div inert={isCovered}>
        {isLapsed ? (
          <SecondKeyPage session={session} onSignOut={() => void signOut()} />
        ) : (
          <SignedIn session={session} onSignOut={() => void signOut()} />
        )}
      </div>
      {isCovered && <LockScreen owner={session} isOver={isOver} />}
    </>
  )
}

/** After so long without a touch the screen locks itself; the service ends the session some minutes later. */
const LOCK_AFTER_MS = 10 * 60_000

function SignedIn({ session, onSignOut }: { session: Session; onSignOut: () => void }) {
  const w = useCardWords()
  const place = usePlace()
  const queries = useQueryClient()
  const lock = () =>
    void callCard('lockSession', {}).then(() => queries.invalidateQueries({ queryKey: ['getSession'] }))
  useIdleLock(LOCK_AFTER_MS, true, lock)
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
      <TopBar session={session} onLock={lock} onSignOut={onSignOut} />
      <main id="content" className="cs-content" tabIndex={-1}>
        {session.keysLacking !== null && <SecondKeyNotice lacking={session.keysLacking} />}
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
      return <EnrolPage legalOn={session.legalOn} kind={sessionKeyOf(session.assurance)} />
    default:
      return <QueuePage show={place.show} />
  }
}

function TopBar({ session, onLock, onSignOut }: { session: Session; onLock: () => void; onSignOut: () => void }) {
  const w = useCardWords()
  const { language } = useLanguage()
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
        <Button size="small" data-testid="lock" onClick={onLock}>
          {w('shell.lock')}
        </Button>
        <Button size="small" data-testid="sign-out" onClick={onSignOut}>
          {w('shell.signOut')}
        </Button>
      </div>
    </header>
  )
}

function SignedOut({ session }: { session: Session }) {
  const place = usePlace()
  return place.screen === 'enrol' ? (
    <EnrolPage legalOn={session.legalOn} kind="security-key" />
  ) : (
    <SignInPage session={session} />
  )
}
