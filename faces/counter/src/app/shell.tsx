import { useApi, useRegistry } from '@anju/face-kit/api.tsx'
import { ClauseTexts } from '@anju/face-kit/clause.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { LanguageSwitch } from '@anju/face-kit/language-switch.tsx'
import { Reading } from '@anju/face-kit/reading.tsx'
import { Watermark } from '@anju/face-kit/watermark.tsx'
import { Wordmark } from '@anju/face-kit/wordmark.tsx'
import { useQueryClient } from '@tanstack/react-query'
import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { Button, Tooltip } from 'antd'
import { useState } from 'react'
import { useCounterWords } from '../counter-words.ts'
import { EnrolPage } from '../sign-in/enrol-page.tsx'
import { LockScreen } from '../sign-in/lock-screen.tsx'
import { OwnSessions } from '../sign-in/own-sessions.tsx'
import { SecondKeyNotice, SecondKeyPage } from '../sign-in/second-key-page.tsx'
import { SignInPage } from '../sign-in/sign-in-page.tsx'
import { useIdleLock } from '@anju/face-kit/use-idle-lock.ts'
import { LegalDay } from './legal-day.tsx'
import { MenuMark } from './menu-mark.tsx'
import { menuOf } from './menu.ts'
import { type CitySession, type Session, SessionContext } from './session.ts'

/** The frame around every screen; without a session it is the sign-in page, whatever the address. */
export function Shell() {
  const session = useRegistry('getSession', {}, { keepPrevious: true })
  const path = useLocation({ select: ({ pathname }) => pathname })
  return (
    <Reading query={session}>
      {(known) => (path === '/enrol' ? <EnrolPage legalOn={known.legalOn} /> : <Screens known={known} />)}
    </Reading>
  )
}

/**
 * The screens of whoever is signed in. A session that ends by itself leaves them where they are, covered, until the same person
 * is back; signing out takes them away.
 */
function Screens({ known }: { known: Session }) {
  const client = useApi()
  const queries = useQueryClient()
  const [kept, setKept] = useState<CitySession>()
  const current = known.signedIn && known.city !== null ? { ...known, city: known.city } : undefined
  if (current !== undefined && !isSameSession(current, kept)) setKept(current)
  const session = current ?? kept
  const signOut = async () => {
    await client.call('endSession', { body: {} })
    setKept(undefined)
    await queries.resetQueries()
  }
  if (session === undefined) return <SignInPage session={known} />
  const isCovered = current === undefined || current.held === 'locked'
  return (
    <SessionContext value={session}>
      <div inert={isCovered}>
        {session.keysLacking?.state === 'lapsed' ? (
          <SecondKeyPage session={session} onSignOut={() => void signOut()} />
        ) : (
          <WithClauses city={session.city}>
            <SignedIn session={session} onSignOut={() => void signOut()} />
          </WithClauses>
        )}
      </div>
      {isCovered && <LockScreen owner={session} isOver={current === undefined} />}
    </SessionContext>
  )
}

function isSameSession(one: CitySession, other: CitySession | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** What clauses say is read once for all screens; until then a clause shows its reference alone. */
function WithClauses({ city, children }: { city: string; children: React.ReactNode }) {
  const { data } = useRegistry('listClauses', { params: { city } }, { staleTimeMs: Infinity })
  return <ClauseTexts value={data?.clauses ?? {}}>{children}</ClauseTexts>
}

/** After so long without a touch the screen locks itself; the registry ends the session some minutes later. */
const LOCK_AFTER_MS = 10 * 60_000

function SignedIn({ session, onSignOut }: { session: CitySession; onSignOut: () => void }) {
  const w = useCounterWords()
  const client = useApi()
  const queries = useQueryClient()
  const lock = () =>
    void client.call('lockSession', { body: {} }).then(() => queries.invalidateQueries({ queryKey: ['getSession'] }))
  useIdleLock(LOCK_AFTER_MS, session.kind === 'official', lock)
  return (
    <div className="aj-shell">
      {session.post !== null && (
        <Watermark name={session.name} post={session.post.roleZh} account={session.post.postId} />
      )}
      <a href="#content" className="aj-skip">
        {w('shell.skip')}
      </a>
      <nav className="aj-rail" aria-label={w('shell.menu')}>
        <Link to="/" className="aj-rail-home">
          <Wordmark />
        </Link>
        {menuOf(session).map((group) => (
          <div key={group.word} className="aj-rail-group">
            <h2>{w(group.word)}</h2>
            {group.places.map((place) => (
              <Link
                key={place.to}
                to={place.to}
                activeOptions={{ exact: true, includeSearch: false }}
                className="aj-rail-place"
                data-testid={`menu-${place.to.slice(1).replaceAll('/', '-')}`}
              >
                <MenuMark mark={place.mark} />
                <span>{w(place.word)}</span>
              </Link>
            ))}
          </div>
        ))}
      </nav>
      <TopBar session={session} onLock={lock} onSignOut={onSignOut} />
      <main id="content" className="aj-content" tabIndex={0}>
        {session.keysLacking !== null && <SecondKeyNotice lacking={session.keysLacking} />}
        <Outlet />
      </main>
    </div>
  )
}

function TopBar({ session, onLock, onSignOut }: { session: CitySession; onLock: () => void; onSignOut: () => void }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const [isListing, setListing] = useState(false)
  const cities = useRegistry('listCities', {}, { staleTimeMs: 600_000 })
  const city = cities.data?.cities.find((row) => row.city === session.city)
  const post = session.post
  const office = language === 'zh' ? post?.officeZh : post?.officeEn
  return (
    <header className="aj-top">
      <div className="aj-top-where">
        <strong data-testid="city">{city?.[language] ?? session.city}</strong>
        {office !== undefined && <span title={office}>{office}</span>}
      </div>
      <div className="aj-top-right">
        {session.assurance === 'demo' && (
          <Tooltip title={w('shell.demoSignIn.note')}>
            <strong className="aj-demo-sign-in" data-testid="demo-sign-in">
              {w('shell.demoSignIn')}
            </strong>
          </Tooltip>
        )}
        <LegalDay legalOn={session.legalOn} settable={session.dev} />
        <LanguageSwitch />
        <span className="aj-top-who" data-testid="who">
          <strong>{session.name}</strong>
          <small>{post === null ? w('shell.resident') : language === 'zh' ? post.roleZh : post.roleEn}</small>
        </span>
        {session.kind === 'official' && (
          <>
            <Button size="small" data-testid="own-sessions-open" onClick={() => setListing(true)}>
              {w('shell.sessions')}
            </Button>
            <Button size="small" data-testid="lock" onClick={onLock}>
              {w('shell.lock')}
            </Button>
          </>
        )}
        <Button size="small" data-testid="sign-out" onClick={onSignOut}>
          {w('shell.signOut')}
        </Button>
      </div>
      {isListing && <OwnSessions onClose={() => setListing(false)} />}
    </header>
  )
}
