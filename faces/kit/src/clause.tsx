import { createContext, useContext } from 'react'
import { clauseText } from '@anju/contract/message/clause-text.ts'
import { useLanguage } from './language.ts'

/** What clauses say in our own words, by reference; empty where a face has none to show. */
export const ClauseTexts = createContext<Readonly<Record<string, { readonly zh: string; readonly en: string }>>>({})

/** A clause as people cite it; what it says on hover, with the reference of the registry. */
export function Clause({ law }: { law: string }) {
  const { language } = useLanguage()
  const says = useContext(ClauseTexts)[law]?.[language]
  if (law === '') return null
  return (
    <cite className="aj-clause" title={says === undefined ? law : `${says}（${law}）`}>
      {clauseText(law, language)}
    </cite>
  )
}
