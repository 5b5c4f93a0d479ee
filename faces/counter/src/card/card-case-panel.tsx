import { formatDay } from '@anju/contract/message/format-day.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { useCounterWords } from '../counter-words.ts'
import { CaseFee } from '../fee/case-fee.tsx'
import { PaperPanel } from '../paper/paper-panel.tsx'
import type { CardDesk } from './card-desk.ts'
import { CaseSteps } from './case-step.tsx'

type Known = CardDesk['cases'][number]

/** A case of another card: where it stands, its fee, and the next step with who does it. */
export function CardCasePanel({ known, personId }: { known: Known; personId: string }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const day = (on: string) => formatDay(on, language)
  return (
    <section className="aj-panel" data-testid="card-case" data-state={known.state}>
      <h2 className="aj-case-title">
        {tableWord('business', known.business, language)} {day(known.acceptedOn)}{' '}
        <span className="aj-state">{tableWord('card-case-state', known.state, language)}</span>
      </h2>
      <p className="aj-sentence">
        {tableWord('card-reason', known.reason, language)}
        {known.particulars.map((field) => ` · ${tableWord('particular', field, language)}`)}
        {` · ${known.madeOn === null ? w('card.due', { day: day(known.dueOn) }) : w('card.madeOn', { day: day(known.madeOn) })}`}
        {known.oldCard !== null && ` · ${w(`card.oldCard.${known.oldCard}`)}`}
      </p>
      <p className="aj-soft">
        {known.acceptanceNo !== null && (
          <>
            {w('card.acceptanceNo')} <span className="aj-figure">{known.acceptanceNo}</span>
          </>
        )}
        {known.batchNo !== null && (
          <>
            {` · ${w('card.batch')} `}
            <span className="aj-figure">{known.batchNo}</span>
          </>
        )}
      </p>
      {known.qualityReasons.length > 0 && (
        <ul className="aj-reasons" data-testid="quality-reasons">
          {known.qualityReasons.map(({ code, text }) => (
            <li key={code}>
              {tableWord('quality-reason', code, language)}
              {text !== '' && `${language === 'zh' ? '：' : ': '}${text}`}
            </li>
          ))}
        </ul>
      )}
      <CaseFee known={known} />
      <CaseSteps known={known} personId={personId} />
      {known.state === 'refused' && <PaperPanel subject="card-case" caseId={known.cardCaseId} />}
    </section>
  )
}
