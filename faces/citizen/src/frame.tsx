import type { ApiClient } from '@anju/contract/api-client.ts'
import { ClauseTexts } from '@anju/face-kit/clause.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { Wordmark } from '@anju/face-kit/wordmark.tsx'
import { useEffect, useState } from 'react'
import { useCitizenWords } from './citizen-words.ts'
import { useLargeType } from './large-type.ts'
import { useClauseTexts } from './use-clause-texts.ts'

type FrameProps = {
  readonly client: ApiClient
  readonly city: string
  /** The page's own name, in the language of the moment. */
  readonly title: () => string
  readonly children: React.ReactNode
}

/** What stands around every page: whose it is, the language, and type as large as one needs it. */
export function Frame({ client, city, title, children }: FrameProps) {
  const w = useCitizenWords()
  const { language, setLanguage } = useLanguage()
  const { isLarge, setLarge } = useLargeType()
  const name = useCityName(client, city)
  const texts = useClauseTexts(client, city)
  useEffect(() => {
    document.title = `${title()} · ${name?.[language] ?? '安居'}`
  }, [title, name, language])
  return (
    <>
      <a className="ct-skip" href="#main">
        {w('app.skip')}
      </a>
      <header className="ct-head">
        <span className="ct-head-name">
          <Wordmark size={36} tone="ink" />
          <span className="ct-head-city">
            {name?.[language]} {w('app.name')}
          </span>
        </span>
        <span className="ct-head-tools">
          <button
            type="button"
            className="ct-tool"
            aria-pressed={isLarge}
            data-testid="large-type"
            onClick={() => setLarge(!isLarge)}
          >
            {w('app.large')}
          </button>
          <span role="group" aria-label={w('app.language')} className="ct-languages">
            {(['zh', 'en'] as const).map((one) => (
              <button
                key={one}
                type="button"
                className="ct-tool"
                lang={one === 'zh' ? 'zh-CN' : 'en'}
                aria-pressed={language === one}
                data-testid={`language-${one}`}
                onClick={() => setLanguage(one)}
              >
                {one === 'zh' ? '中文' : 'English'}
              </button>
            ))}
          </span>
        </span>
      </header>
      <main id="main" tabIndex={-1}>
        <ClauseTexts value={texts}>{children}</ClauseTexts>
      </main>
    </>
  )
}

function useCityName(client: ApiClient, city: string): { readonly zh: string; readonly en: string } | undefined {
  const [name, setName] = useState<{ zh: string; en: string }>()
  useEffect(() => {
    const stop = new AbortController()
    void client
      .call('listCities', { signal: stop.signal })
      .then((result) => (result.ok ? result.value.cities.find((known) => known.city === city) : undefined))
      .then(setName)
      .catch(() => undefined)
    return () => stop.abort()
  }, [client, city])
  return name
}
