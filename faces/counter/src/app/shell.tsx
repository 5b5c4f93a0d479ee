import { useApi, useRegistry } from '@anju/face-kit/api.tsx'
import { ClauseTexts } from '@anju/face-kit/clause.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { Reading } from '@anju/face-kit/reading.tsx'
import { Watermark } from '@anju/face-kit/watermark.tsx'
import { Wordmark } from '@anju/face-kit/wordmark.tsx'
import { useQueryClient } from '@tanstack/react-query'
import { Link, Outlet } from '@tanstack/react-router'
import { Button } from 'antd'
import { useCounterWords } from '../counter-words.ts'
import { SignInPage } from '../sign-in/sign-in-page.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { LegalDay } from './legal-day.tsx'
import { MenuMark } from './menu-mark.tsx'
import { menuOf } from './menu.ts'
import { type CitySession, SessionContext } from './session.ts'

/** The frame around every screen; without a session it is the sign-in page, whatever the address. */
export function Shell() {
  const session = useRegistry('getSession', {}, { keepPrevious: true })
  return (
    <Reading query={session}>
      {(known) =>
        known.signedIn && known.city !== null ? (
          <SessionContext value={{ ...known, city: known.city }}>
            <WithClauses city={known.city}>
              <SignedIn session={{ ...known, city: known.city }} />
            </WithClauses>
          </SessionContext>
        ) : (
          <SignInPage session={known} />
        )
      }
    </Reading>
  )
}

/** What clauses say is read once for all screens; until then a clause shows its reference alone. */
function WithClauses({ city, children }: { city: string; children: React.ReactNode }) {
  const { data } = useRegistry('listClauses', { params: { city } }, { staleTimeMs: Infinity })
  return <ClauseTexts value={data?.clauses ?? {}}>{children}</ClauseTexts>
}

function SignedIn({ session }: { session: CitySession }) {
  const w = useCounterWords()
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
      <TopBar session={session} />
      <main id="content" className="aj-content" tabIndex={0}>
        <Outlet />
      </main>
    </div>
  )
}

function TopBar({ session }: { session: CitySession }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const client = useApi()
  const queries = useQueryClient()
  const cities = useRegistry('listCities', {}, { staleTimeMs: 600_000 })
  const city = cities.data?.cities.find((row) => row.city === session.city)
  const post = session.post
  return (
    <header className="aj-top">
      <div className="aj-top-where">
        <strong data-testid="city">{city?.[language] ?? session.city}</strong>
        {post !== null && <span>{language === 'zh' ? post.officeZh : post.officeEn}</span>}
      </div>
      <div className="aj-top-right">
        <LegalDay legalOn={session.legalOn} settable={session.dev} />
        <LanguageSwitch />
        <span className="aj-top-who" data-testid="who">
          <strong>{session.name}</strong>
          <small>{post === null ? w('shell.resident') : language === 'zh' ? post.roleZh : post.roleEn}</small>
        </span>
        <Button
          size="small"
          data-testid="sign-out"
          onClick={() => void client.call('endSession', { body: {} }).then(() => queries.resetQueries())}
        >
          {w('shell.signOut')}
        </Button>
      </div>
    </header>
  )
}
