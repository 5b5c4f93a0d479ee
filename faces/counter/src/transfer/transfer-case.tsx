import { formatDay } from '@anju/contract/message/format-day.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { fact } from '../case/fact.ts'
import { Facts } from '../case/facts.tsx'
import { useCounterWords } from '../counter-words.ts'
import { PaperPanel } from '../paper/paper-panel.tsx'
import { TransferAnswer } from './transfer-answer.tsx'
import { TransferDecision } from './transfer-decision.tsx'
import { TransferEndorsement } from './transfer-endorsement.tsx'
import { TransferLetter } from './transfer-letter.tsx'
import type { KnownTransfers, OneTransfer } from './known-transfers.ts'

/** One permit from elsewhere: what its card says, the letters, the answer, the decision, and what can be done now. */
export function TransferCase({ one, known }: { one: OneTransfer; known: KnownTransfers }): React.ReactNode {
  const w = useCounterWords()
  const { language } = useLanguage()
  const day = (on: string | null) => (on === null ? '—' : formatDay(on, language))
  const next = (event: OneTransfer['next'][number]['event']) => one.next.find((step) => step.event === event)
  const answers = next('answer-transfer')
  const enters = next('enter-transfer')
  const refuses = next('refuse-transfer')
  return (
    <article data-testid={`transfer-${one.permitNo}`} data-state={one.state}>
      <p>
        <strong className="aj-figure">{one.permitNo}</strong>{' '}
        <span className="aj-state">{w(`transfer.state.${one.state}`)}</span>
      </p>
      <Facts
        rows={[
          fact(w('transfer.issuedOn'), day(one.issuedOn)),
          ...(one.printedExpiryOn === null ? [] : [fact(w('transfer.printedExpiryOn'), day(one.printedExpiryOn))]),
          fact(w('transfer.issuingOffice'), `${one.issuingOffice} (${one.issuedIn})`),
          fact(w('transfer.endorsedOn'), one.endorsedOn.map(day).join(' · ') || '—'),
          fact(w('transfer.oldAddress'), one.oldAddress),
        ]}
      />
      <p>{w('transfer.opened', { name: one.openedBy, on: day(one.openedOn), due: day(one.answerDueOn) })}</p>
      <TransferEndorsement one={one} known={known} accepts={next('accept-endorsement')} />
      {one.letters.map((letter) => (
        <TransferLetter
          key={letter.letterId}
          one={one}
          letter={letter}
          mayPost={one.next.some(({ by, refusals }) => by === 'change-address' && refusals.length === 0)}
        />
      ))}
      {one.answer !== null && (
        <p data-testid="transfer-answer">
          {w('transfer.answered', {
            name: one.answeredBy,
            on: day(one.answeredOn),
            answer: w(`transfer.answer.${one.answer}`),
            document: one.document,
          })}{' '}
          {one.residedFrom !== null &&
            w('transfer.resided', { from: day(one.residedFrom), until: day(one.signedOffOn) })}
        </p>
      )}
      {one.decidedOn !== null && (
        <p>
          {w('transfer.decided', {
            name: one.decidedBy,
            on: day(one.decidedOn),
            state: w(`transfer.state.${one.state}`),
          })}
        </p>
      )}
      <PaperPanel subject="transfer" caseId={one.transferId} />
      {answers !== undefined && <TransferAnswer one={one} refusals={answers.refusals} />}
      {enters !== undefined && refuses !== undefined && (
        <TransferDecision one={one} enters={enters} refuses={refuses} />
      )}
    </article>
  )
}
