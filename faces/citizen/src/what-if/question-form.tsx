import { formatDay } from '@anju/contract/message/format-day.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { useId, useState } from 'react'
import { useCitizenWords } from '../citizen-words.ts'
import { EventLine } from './event-line.tsx'
import { isAskable, type Line, newLine, type Question } from './question.ts'

type QuestionFormProps = {
  readonly question: Question
  readonly channels: readonly string[]
  readonly legalOn: string | undefined
  readonly isAsking: boolean
  readonly onChange: (question: Question) => void
  readonly onAsk: (question: Question) => void
  readonly onExample: () => void
  readonly onClear: () => void
}

/** The days: what has happened, what is planned, and for which day to work it out. */
export function QuestionForm(props: QuestionFormProps) {
  const { question, channels, legalOn, isAsking, onChange, onAsk, onExample, onClear } = props
  const w = useCitizenWords()
  const { language } = useLanguage()
  const [isMissing, setMissing] = useState(false)
  const asOfId = useId()
  return (
    <form
      className="ct-form"
      aria-label={w('form.title')}
      onSubmit={(event) => {
        event.preventDefault()
        setMissing(!isAskable(question))
        if (isAskable(question)) onAsk(question)
      }}
    >
      <Lines
        part="happened"
        lines={question.happened}
        channels={channels}
        onChange={(happened) => onChange({ ...question, happened })}
      />
      <Lines
        part="planned"
        lines={question.planned}
        channels={channels}
        onChange={(planned) => onChange({ ...question, planned })}
      />
      <div className="ct-field">
        <label htmlFor={asOfId}>{w('form.asOf')}</label>
        <input
          id={asOfId}
          type="date"
          min="1985-01-01"
          max="2099-12-31"
          data-testid="as-of"
          value={question.asOf}
          aria-describedby={`${asOfId}-note`}
          onChange={(event) => onChange({ ...question, asOf: event.target.value })}
        />
        <span className="ct-note" id={`${asOfId}-note`}>
          {w('form.asOf.note', { day: legalOn === undefined ? '…' : formatDay(legalOn, language) })}
        </span>
      </div>
      {isMissing && !isAskable(question) && (
        <p className="ct-missing" role="alert">
          {w('form.missing')}
        </p>
      )}
      <div className="ct-buttons">
        <button type="submit" className="ct-primary" data-testid="ask">
          {w(isAsking ? 'form.asking' : 'form.ask')}
        </button>
        <button type="button" className="ct-secondary" data-testid="example" onClick={onExample}>
          {w('what.example')}
        </button>
        <button type="button" className="ct-plain" data-testid="clear" onClick={onClear}>
          {w('form.clear')}
        </button>
      </div>
    </form>
  )
}

type LinesProps = {
  readonly part: 'happened' | 'planned'
  readonly lines: readonly Line[]
  readonly channels: readonly string[]
  readonly onChange: (lines: readonly Line[]) => void
}

function Lines({ part, lines, channels, onChange }: LinesProps) {
  const w = useCitizenWords()
  return (
    <fieldset className="ct-lines" data-testid={part}>
      <legend>{w(`form.${part}`)}</legend>
      {part === 'planned' && <p className="ct-note">{w('form.planned.note')}</p>}
      {lines.map((line, index) => (
        <EventLine
          // Lines have no name of their own; their place is what tells them apart.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          line={line}
          number={index + 1}
          channels={channels}
          onChange={(changed) => onChange(lines.map((one, at) => (at === index ? changed : one)))}
          onRemove={() => onChange(lines.filter((_, at) => at !== index))}
        />
      ))}
      <button
        type="button"
        className="ct-secondary"
        data-testid={`add-${part}`}
        onClick={() => onChange([...lines, newLine(part === 'planned' ? 'moved' : nextKind(lines))])}
      >
        + {w(part === 'planned' ? 'form.plan' : 'form.add')}
      </button>
    </fieldset>
  )
}

/** What usually comes after what was said last; the choice is open all the same. */
function nextKind(lines: readonly Line[]): Line['what'] {
  const last = lines.at(-1)?.what
  if (last === undefined) return 'arrived'
  if (last === 'arrived' || last === 'moved') return 'registered'
  return last === 'registered' ? 'permit-issued' : 'endorsed'
}
