import { createInstance, type i18n } from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'

export type Language = 'zh' | 'en'
/** One word table: flat keys, so that a missing or surplus one is a type error in the second language. */
export type WordTable<Key extends string> = Readonly<Record<Key, string>>
export type Words<Key extends string> = (key: Key, values?: Readonly<Record<string, string | number>>) => string

const STORED_UNDER = 'anju.language'

function rememberedLanguage(): Language {
  return localStorage.getItem(STORED_UNDER) === 'en' ? 'en' : 'zh'
}

/** Chinese first; the choice is remembered on this device and told to assistive technology. */
export function createLanguage(tables: Readonly<Record<string, Readonly<Record<Language, WordTable<string>>>>>): i18n {
  const language = rememberedLanguage()
  const instance = createInstance()
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh',
    keySeparator: false,
    nsSeparator: false,
    ns: Object.keys(tables),
    resources: {
      zh: Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, table.zh])),
      en: Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, table.en])),
    },
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  document.documentElement.lang = documentLanguage(language)
  return instance
}

function documentLanguage(language: Language): string {
  return language === 'zh' ? 'zh-CN' : 'en'
}

export function useLanguage(): { language: Language; setLanguage: (language: Language) => void } {
  const { i18n } = useTranslation()
  return {
    language: i18n.language === 'en' ? 'en' : 'zh',
    setLanguage: (language) => {
      localStorage.setItem(STORED_UNDER, language)
      document.documentElement.lang = documentLanguage(language)
      void i18n.changeLanguage(language)
    },
  }
}

/** Makes the hook that reads one word table, with its keys as a type. */
export function makeUseWords<Key extends string>(namespace: string): () => Words<Key> {
  return () => {
    const { t } = useTranslation(namespace)
    // The keys are typed by our own tables; the library's own typing of keys would need one global table.
    const say = t as (key: string, values: Readonly<Record<string, string | number>>) => string
    return (key, values) => say(key, values ?? {})
  }
}
