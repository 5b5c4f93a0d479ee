import { type ApiClient, createApiClient } from '@anju/contract/api-client.ts'
import { ApiContext, createQueryClient } from '@anju/face-kit/api.tsx'
import { showsDemoSigning } from '@anju/face-kit/demo-signing.ts'
import { KIT_WORDS } from '@anju/face-kit/kit-words.ts'
import { createLanguage, useLanguage } from '@anju/face-kit/language.ts'
import { createSigningDesk } from '@anju/face-kit/signing-desk.ts'
import { KEY_WORDS } from '@anju/face-kit/sign-in/key-words.ts'
import { SigningDialog } from '@anju/face-kit/signing-dialog.tsx'
import { THEME } from '@anju/face-kit/theme.ts'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { App, ConfigProvider } from 'antd'
import type { Locale } from 'antd/es/locale/index.js'
import enUS from 'antd/es/locale/en_US.js'
import zhCN from 'antd/es/locale/zh_CN.js'
import dayjs from 'dayjs'
import zhCnDays from 'dayjs/locale/zh-cn.js'
import { I18nextProvider } from 'react-i18next'
import { COUNTER_WORDS } from '../counter-words.ts'
import { router } from './router.tsx'

const language = createLanguage({ counter: COUNTER_WORDS, key: KEY_WORDS, kit: KIT_WORDS })
const queries = createQueryClient()
const desk = createSigningDesk()
const client: ApiClient = createApiClient({
  fetch: (input, init) => fetch(input, init),
  language: () => (language.language === 'en' ? 'en' : 'zh'),
  sign: desk.sign,
  showsDemoSigning,
  // A locked screen has its own door; only another place or a high risk is asked about here.
  confirm: (why) => (why === 'locked' ? showLock() : desk.confirm(why)),
})

/** The session is read again, and the screen covers itself. */
async function showLock(): Promise<boolean> {
  await queries.invalidateQueries({ queryKey: ['getSession'] })
  return false
}

/** The nonce of this very page, which antd's styles must carry; the placeholder itself while Vite serves the page. */
function pageNonce(): string | undefined {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content
  return nonce === undefined || nonce === '__NONCE__' ? undefined : nonce
}

// antd's type files are read as CommonJS, whose default is the whole module; what is bundled is the locale itself.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const LOCALES = { zh: zhCN, en: enUS } as unknown as Readonly<Record<'zh' | 'en', Locale>>
const nonce = pageNonce()

/** Everything a screen may ask for: words, colours, the registry, the route. */
export function Providers() {
  return (
    <I18nextProvider i18n={language}>
      <ApiContext value={client}>
        <QueryClientProvider client={queries}>
          <Look />
        </QueryClientProvider>
      </ApiContext>
    </I18nextProvider>
  )
}

function Look() {
  const { language: spoken } = useLanguage()
  dayjs.locale(spoken === 'zh' ? zhCnDays : 'en')
  return (
    <ConfigProvider
      theme={THEME}
      locale={LOCALES[spoken]}
      button={{ autoInsertSpace: false }}
      {...(nonce === undefined ? {} : { csp: { nonce } })}
    >
      <App className="aj-app" message={{ top: 58, duration: 2.5 }}>
        <RouterProvider router={router} />
        <SigningDialog desk={desk} />
      </App>
    </ConfigProvider>
  )
}
