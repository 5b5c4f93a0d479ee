import { ClauseTexts } from '@anju/face-kit/clause.tsx'
import { clauseText } from '@anju/contract/message/clause-text.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { useContext } from 'react'
import { useCitizenWords } from '../citizen-words.ts'
import { citedLaws } from './cited-laws.ts'
import type { Answer } from './use-answer.ts'

/** Every clause that the answer cites, and what it says in our own words: on paper, too, where nothing can be pointed at. */
export function LawList({ course }: { course: Pick<Answer, 'life' | 'findings' | 'next'> }) {
  const w = useCitizenWords()
  const { language } = useLanguage()
  const texts = useContext(ClauseTexts)
  return (
    <section data-testid="laws" aria-label={w('law.title')}>
      <h2>{w('law.title')}</h2>
      <dl className="ct-laws">
        {citedLaws(course).map((law) => (
          <div key={law}>
            <dt>{clauseText(law, language)}</dt>
            <dd>{texts[law]?.[language] ?? law}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
