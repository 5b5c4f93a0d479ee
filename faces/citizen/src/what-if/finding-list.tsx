import { formatDay } from '@anju/contract/message/format-day.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { useCitizenWords } from '../citizen-words.ts'
import { ReasonLine } from './reason-line.tsx'
import type { Answer } from './use-answer.ts'

/** What the law says of each thing that was put in: in time, late, too early, and what it does to the count. */
export function FindingList({ findings }: { findings: Answer['findings'] }) {
  const w = useCitizenWords()
  const { language } = useLanguage()
  return (
    <section data-testid="findings" aria-label={w('finding.title')}>
      <h2>{w('finding.title')}</h2>
      <ul className="ct-findings">
        {findings.map(({ index, what, on, verdict, reasons }) => (
          <li key={index} data-testid={`finding-${index}`} data-verdict={verdict}>
            <p className="ct-finding-head">
              <strong>{tableWord('life-event', what, language)}</strong>
              <span>{formatDay(on, language)}</span>
              <span className="ct-verdict" data-verdict={verdict}>
                {w(`verdict.${verdict}`)}
              </span>
            </p>
            <ul className="ct-reasons">
              {reasons.map((reason) => (
                <ReasonLine key={`${reason.law} ${reason.key}`} reason={reason} />
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  )
}
