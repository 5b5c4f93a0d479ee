import { formatDay } from '@anju/contract/message/format-day.ts'
import { Clause } from '@anju/face-kit/clause.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { ProblemPanel } from '@anju/face-kit/problem-panel.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { PaperPanel } from '../paper/paper-panel.tsx'
import type { CardDesk } from './card-desk.ts'
import { ReasonList } from '@anju/face-kit/reason-list.tsx'

/** An ending that was put forward or done; a second official decides here what waits for one. */
export function PermitEndingPanel({ ending }: { ending: CardDesk['endings'][number] }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const decide = useCommand('decidePermitEnding')
  const [note, setNote] = useState('')
  const send = (confirm: boolean) =>
    void decide.send({
      params: { city, endingId: ending.endingId },
      body: { expectedVersion: ending.version, confirm, note },
    })
  const { problem } = decide.attempt
  const isOpen = ending.state === 'proposed'
  return (
    <section className="aj-panel" data-testid="permit-ending" data-state={ending.state}>
      <h2>
        {w('card.endings')}
        {language === 'zh' ? '：' : ': '}
        {tableWord('ending-event', ending.event, language)}{' '}
        <span className="aj-state">{w(`card.ending.${ending.state}`)}</span>
      </h2>
      <p>
        {w('card.ending.happened', { day: formatDay(ending.happenedOn, language) })} <Clause law={ending.law} />
        {` · ${w('card.ending.by', { name: ending.proposedBy, day: formatDay(ending.proposedOn, language) })}`}
        {ending.decidedOn !== null &&
          ` · ${w('card.ending.decided', { name: ending.decidedBy, day: formatDay(ending.decidedOn, language) })}`}
        {ending.endsOn !== null && ` · ${w('card.ending.ends', { day: formatDay(ending.endsOn, language) })}`}
        {` · ${tableWord('card-kept', ending.card, language)}`}
      </p>
      {isOpen && <ReasonList refusals={ending.refusals} />}
      {isOpen && (
        <div className="aj-inline">
          <label>
            {w('card.note')}
            <Input value={note} data-testid="field-note" onChange={({ target }) => setNote(target.value)} />
          </label>
          <Button danger disabled={ending.refusals.length > 0} data-testid="ending-confirm" onClick={() => send(true)}>
            {w('card.ending.confirm')}
          </Button>
          <Button disabled={ending.refusals.length > 0} data-testid="ending-reject" onClick={() => send(false)}>
            {w('card.ending.reject')}
          </Button>
        </div>
      )}
      {ending.state === 'done' && <PaperPanel subject="permit-ending" caseId={ending.endingId} />}
      {problem !== undefined && <ProblemPanel problem={problem} />}
    </section>
  )
}
