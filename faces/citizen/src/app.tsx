import { createApiClient } from '@anju/contract/api-client.ts'
import { KIT_WORDS } from '@anju/face-kit/kit-words.ts'
import { createLanguage } from '@anju/face-kit/language.ts'
import { I18nextProvider } from 'react-i18next'
import { CITIZEN_WORDS } from './citizen-words.ts'
import { Frame } from './frame.tsx'
import { WhatIfPage } from './what-if/what-if-page.tsx'

const language = createLanguage({ citizen: CITIZEN_WORDS, kit: KIT_WORDS })
const client = createApiClient({
  fetch: (input, init) => fetch(input, init),
  language: () => (language.language === 'en' ? 'en' : 'zh'),
})
/** `/foshan/what-if`: the city stands first in the address line. */
const city = globalThis.location.pathname.split('/')[1] ?? ''

export function App() {
  return (
    <I18nextProvider i18n={language}>
      <Frame client={client} city={city}>
        <WhatIfPage client={client} city={city} />
      </Frame>
    </I18nextProvider>
  )
}
