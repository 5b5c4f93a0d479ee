import { formatDay } from '@anju/contract/message/format-day.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { stateWord, tableWord } from '@anju/face-kit/law-words.ts'
import { useCounterWords } from '../counter-words.ts'
import { PaperPanel } from '../paper/paper-panel.tsx'

type Refused = AnswerOf<Routes['getEndorsement']>['past'][number]

/** An endorsement that was refused: when, why, and the decision on paper, which the holder is told to fetch. */
export function RefusedEndorsement({ refused }: { refused: Refused }): React.ReactNode {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { endorsementId, acceptedOn, refusedOn, state, refusalReasons } = refused
  return (
    <section className="aj-panel" data-testid="refused-endorsement">
      <h2 className="aj-case-title">
        {w('endorse.title')} {formatDay(refusedOn ?? acceptedOn, language)}{' '}
        <span className="aj-state">{stateWord('endorsement', state, language)}</span>
      </h2>
      <p className="aj-sentence">
        {refusalReasons.map((reason) => tableWord('endorsement-refusal', reason, language)).join(' · ')}
      </p>
      <PaperPanel subject="endorsement" caseId={endorsementId} />
    </section>
  )
}
