import type { ApiClient } from '@anju/contract/api-client.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { useState } from 'react'
import { PhoneForm } from './phone-form.tsx'
import { useSignInWords, type SignInWord } from './sign-in-words.ts'
import { useWays, type Ways } from './use-sign-in.ts'

/** Where a resident's own matters stand, once signed in. */
const OWN_PAGES = '/my'

/** What came of a way through the identity provider, as the address says. */
const TOLD: Readonly<Record<string, SignInWord>> = {
  failed: 'identity.failed',
  away: 'identity.away',
  busy: 'identity.busy',
}

/** 居民登录: by a code to the mobile, or through the government identity service. */
export function SignInPage({ client, city }: { client: ApiClient; city: string }) {
  const w = useSignInWords()
  const ways = useWays(client, city)
  const told = TOLD[new URLSearchParams(globalThis.location.search).get('identity') ?? '']
  return (
    <div className="ct-page ct-narrow" data-testid="sign-in-page">
      <h1>{w('title')}</h1>
      <p className="ct-lead">{w('lead')}</p>
      {told !== undefined && (
        <p className="ct-missing" role="alert" data-testid="identity-told">
          {w(told)}
        </p>
      )}
      {ways === 'unknown-city' && <p role="alert">{w('way.none')}</p>}
      {ways !== undefined && ways !== 'unknown-city' && <Choice client={client} city={city} ways={ways} />}
    </div>
  )
}

function Choice({ client, city, ways }: { client: ApiClient; city: string; ways: Ways }) {
  const w = useSignInWords()
  const { language } = useLanguage()
  const { identityProvider } = ways
  const [isByPhone, setByPhone] = useState(ways.phone && identityProvider === null)
  if (!ways.phone && identityProvider === null) return <p data-testid="no-way">{w('way.none')}</p>
  return (
    <>
      {identityProvider !== null && (
        <nav className="ct-ways" aria-label={w('way')}>
          {ways.phone && (
            <button
              type="button"
              className="ct-way"
              aria-expanded={isByPhone}
              data-testid="way-phone"
              onClick={() => setByPhone(true)}
            >
              <strong>{w('way.phone')}</strong>
              <span>{w('way.phone.note')}</span>
            </button>
          )}
          <a className="ct-way" href={`/identity/${city}/start`} data-testid="way-identity">
            <strong>{identityProvider[language]}</strong>
            <span>{w('way.identity.note')}</span>
          </a>
        </nav>
      )}
      {isByPhone && <PhoneForm client={client} city={city} goOn={() => globalThis.location.assign(OWN_PAGES)} />}
    </>
  )
}
