import { formatDay } from '@anju/contract/message/format-day.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { ProblemPanel } from '@anju/face-kit/problem-panel.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { hasDuty, useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'

type RegistrationFile = AnswerOf<Routes['getRegistration']>
type CivilEvent = RegistrationFile['civilEvents'][number]

type CivilEventsProps = {
  readonly file: RegistrationFile
  /** Opens the form that ends the registration by this event. */
  readonly onEnd: () => void
}

/** 公安通报: a death, or a hukou moved here; whoever keeps the registration looks at it and decides. */
export function CivilEvents({ file, onEnd }: CivilEventsProps) {
  const w = useCounterWords()
  if (file.civilEvents.length === 0) return null
  return (
    <section className="aj-panel" data-testid="civil-events">
      <h2>{w('file.civil')}</h2>
      <p className="aj-faint">{w('file.civil.note')}</p>
      {file.civilEvents.map((event) => (
        <CivilEventView key={event.recordId} event={event} file={file} onEnd={onEnd} />
      ))}
    </section>
  )
}

function CivilEventView({ event, file, onEnd }: CivilEventsProps & { event: CivilEvent }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const session = useSession()
  const [reason, setReason] = useState('')
  const settle = useCommand('settleCivilEvent')
  const { settled } = event
  const isOpen = settled === null && file.endedOn === null && hasDuty(session, 'keep-registration')
  const what = `${tableWord('civil-event', event.event, language)}${event.hukou === '' ? '' : ` ${event.hukou}`}`
  const on = formatDay(event.happenedOn, language)
  const { problem, status } = settle.attempt
  return (
    <div className="aj-civil-event" data-testid={`civil-event-${event.event}`} data-settled={settled !== null}>
      <p>
        <strong>{w('file.civil.event', { event: what, on, learned: formatDay(event.learnedOn, language) })}</strong>
      </p>
      {event.policeEvidenceSm3 !== null && (
        <p className="aj-faint" title={event.policeEvidenceSm3} data-testid="civil-event-evidence">
          {w('file.civil.signed', { digest: event.policeEvidenceSm3.slice(0, 16) })}
        </p>
      )}
      {settled !== null && (
        <p className="aj-soft">
          {w('file.civil.settled', { on: formatDay(settled.on, language), by: settled.by, reason: settled.reason })}
        </p>
      )}
      {isOpen && (
        <form
          className="aj-civil-answer"
          onSubmit={(submitted) => {
            submitted.preventDefault()
            void settle.send({
              params: { city: session.city, registrationId: file.registrationId, recordId: event.recordId },
              body: { reason },
            })
          }}
        >
          <Button type="primary" onClick={onEnd} data-testid="civil-event-end">
            {w('file.civil.end')}
          </Button>
          <Input
            value={reason}
            maxLength={300}
            aria-label={w('file.civil.reason')}
            placeholder={w('file.civil.reason')}
            data-testid="civil-event-reason"
            onChange={(typed) => setReason(typed.target.value)}
          />
          <Button
            htmlType="submit"
            disabled={reason.trim() === ''}
            loading={status === 'sending'}
            data-testid="civil-event-settle"
          >
            {w('file.civil.settle')}
          </Button>
          {problem !== undefined && <ProblemPanel problem={problem} />}
        </form>
      )}
    </div>
  )
}
