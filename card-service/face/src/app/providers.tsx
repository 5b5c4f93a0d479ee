import { createQueryClient } from '@anju/face-kit/api.tsx'
import { KIT_WORDS } from '@anju/face-kit/kit-words.ts'
import { createLanguage, useLanguage } from '@anju/face-kit/language.ts'
import { KEY_WORDS } from '@anju/face-kit/sign-in/key-words.ts'
import { SigningDialog } from '@anju/face-kit/signing-dialog.tsx'
import { THEME } from '@anju/face-kit/theme.ts'
import { QueryClientProvider } from '@tanstack/react-query'
import { App, ConfigProvider } from 'antd'
import type { Locale } from 'antd/es/locale/index.js'
import enUS from 'antd/es/locale/en_US.js'
import zhCN from 'antd/es/locale/zh_CN.js'
import { CARD_WORDS } from '../card-words.ts'
import { Shell } from './shell.tsx'
import { signingDesk } from './signing-desk.ts'

// Known to every hook from here on.
createLanguage({ card: CARD_WORDS, key: KEY_WORDS, kit: KIT_WORDS })
const queries = createQueryClient()

/** The nonce of this very page, which antd's styles must carry; the placeholder itself while Vite serves the page. */
function pageNonce(): string | undefined {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content
  return nonce === undefined || nonce === '__NONCE__' ? undefined : nonce
}

// antd's type files are read as CommonJS, whose default is the whole module; what is bundled is the locale itself.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const LOCALES = { zh: zhCN, en: enUS } as unknown as Readonly<Record<'zh' | 'en', Locale>>
const nonce = pageNonce()

export function Providers() {
  return (
    <QueryClientProvider client={queries}>
      <Look />
    </QueryClientProvider>
  )
}

function Look() {
  const { language: spoken } = useLanguage()
  return (
    <ConfigProvider
      theme={THEME}
      locale={LOCALES[spoken]}
      button={{ autoInsertSpace: false }}
      {...(nonce === undefined ? {} : { csp: { nonce } })}
    >
      <App className="aj-app">
        <Shell />
        <SigningDialog desk={signingDesk} />
      </App>
    </ConfigProvider>
  )
}
