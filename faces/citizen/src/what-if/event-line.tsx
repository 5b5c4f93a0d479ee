import { formatDayWithWeekday } from '@anju/contract/message/format-day.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { useId } from 'react'
import { useCitizenWords } from '../citizen-words.ts'
import { CHOICES, type Line, newLine, OTHER_DAYS, SHOWN_KINDS } from './question.ts'

type EventLineProps = {
  readonly line: Line
  readonly number: number
  readonly channels: readonly string[]
  readonly onChange: (line: Line) => void
  readonly onRemove: () => void
}

/** One thing and its day. Native fields: a phone shows its own calendar, a screen reader its own words. */
export function EventLine({ line, number, channels, onChange, onRemove }: EventLineProps) {
  const w = useCitizenWords()
  const { language } = useLanguage()
  const id = useId()
  const choices = line.what === 'registered' ? channels : (CHOICES[line.what] ?? [])
  const other = OTHER_DAYS[line.what]
  const asksOther = other !== undefined && (line.what !== 'registered' || line.choice === 'online')
  const event = tableWord('life-event', line.what, language)
  return (
    <div className="ct-line" role="group" aria-label={`${w('form.line', { n: number })} ${event}`}>
      <div className="ct-field">
        <label htmlFor={`${id}-what`}>{w('form.event')}</label>
        <select
          id={`${id}-what`}
          data-testid="event-what"
          value={line.what}
          onChange={(change) => {
            const what = SHOWN_KINDS.find((kind) => kind === change.target.value) ?? line.what
            onChange(newLine(what, line.on))
          }}
        >
          {SHOWN_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {tableWord('life-event', kind, language)}
            </option>
          ))}
        </select>
      </div>
      <div className="ct-field">
        <label htmlFor={`${id}-on`}>{w('form.on')}</label>
        <input
          id={`${id}-on`}
          type="date"
          min="1985-01-01"
          max="2099-12-31"
          data-testid="event-on"
          value={line.on}
          aria-describedby={`${id}-day`}
          onChange={(change) => onChange({ ...line, on: change.target.value })}
        />
        {/* A device may write 03/04; said in words, no day is mistaken for another. */}
        <span className="ct-said" id={`${id}-day`}>
          {line.on === '' ? '' : formatDayWithWeekday(line.on, language)}
        </span>
      </div>
      {choices.length > 1 && (
        <div className="ct-field">
          <label htmlFor={`${id}-choice`}>{w(line.what === 'moved' ? 'choice.moved' : 'choice.registered')}</label>
          <select
            id={`${id}-choice`}
            data-testid="event-choice"
            value={line.choice}
            onChange={(change) => onChange({ ...line, choice: change.target.value, otherOn: '' })}
          >
            {choices.map((choice) => (
              <option key={choice} value={choice}>
                {choice === 'counter' || choice === 'online'
                  ? w(`choice.${choice}`)
                  : tableWord('move-scope', choice, language)}
              </option>
            ))}
          </select>
        </div>
      )}
      {asksOther && (
        <div className="ct-field">
          <label htmlFor={`${id}-other`}>{w(`other.${other}`)}</label>
          <input
            id={`${id}-other`}
            type="date"
            min="1985-01-01"
            max="2099-12-31"
            data-testid="event-other"
            value={line.otherOn}
            onChange={(change) => onChange({ ...line, otherOn: change.target.value })}
          />
        </div>
      )}
      <button
        type="button"
        className="ct-remove"
        aria-label={w('form.remove', { event })}
        data-testid="remove"
        onClick={onRemove}
      >
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden>
          <path d="M3 3l10 10M13 3L3 13" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
        </svg>
      </button>
    </div>
  )
}
