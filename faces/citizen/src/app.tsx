import { createApiClient } from '@anju/contract/api-client.ts'
import { KIT_WORDS } from '@anju/face-kit/kit-words.ts'
import { createLanguage } from '@anju/face-kit/language.ts'
import { I18nextProvider } from 'react-i18next'
import { CITIZEN_WORDS } from './citizen-words.ts'
import { DeparturePage } from './departure/departure-page.tsx'
import { DEPARTURE_WORDS } from './departure/departure-words.ts'
import { Frame } from './frame.tsx'
import { OwnSessionsPage } from './sign-in/own-sessions-page.tsx'
import { SignInPage } from './sign-in/sign-in-page.tsx'
import { SIGN_IN_WORDS } from './sign-in/sign-in-words.ts'
import { WhatIfPage } from './what-if/what-if-page.tsx'

const language = createLanguage({
  citizen: CITIZEN_WORDS,
  signIn: SIGN_IN_WORDS,
  departure: DEPARTURE_WORDS,
  kit: KIT_WORDS,
})
const client = createApiClient({
  fetch: (input, init) => fetch(input, init),
  language: () => spoken(),
})
/** `/foshan/what-if`: the city stands first in the address line, then the page. */
const [, city = '', page = ''] = globalThis.location.pathname.split('/')

const PAGES = {
  'what-if': { Page: WhatIfPage, title: () => CITIZEN_WORDS[spoken()]['what.title'] },
  'sign-in': { Page: SignInPage, title: () => SIGN_IN_WORDS[spoken()].title },
  departure: { Page: DeparturePage, title: () => DEPARTURE_WORDS[spoken()].title },
  'my-sessions': { Page: OwnSessionsPage, title: () => SIGN_IN_WORDS[spoken()]['sessions.title'] },
} as const

function isPage(name: string): name is keyof typeof PAGES {
  return Object.hasOwn(PAGES, name)
}

function spoken(): 'zh' | 'en' {
  return language.language === 'en' ? 'en' : 'zh'
}

export function App() {
  const { Page, title } = isPage(page) ? PAGES[page] : PAGES['what-if']
  return (
    <I18nextProvider i18n={language}>
      <Frame client={client} city={city} title={title}>
        <Page client={client} city={city} />
      </Frame>
    </I18nextProvider>
  )
}
