import { Button, Calendar, Input, Popover } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useKitWords } from './kit-words.ts'
import { typedDay } from './typed-day.ts'

type DayInputProps = {
  readonly id?: string
  readonly value?: string
  readonly onChange?: (value: string) => void
  /** The legal day: short forms such as 0105 belong to its year, and the calendar opens on it. */
  readonly today: string
  readonly disabled?: boolean
  readonly testId?: string
}

/** A day typed as fast as clerks type it, or picked; the value is `YYYY-MM-DD`, or the raw text while it is no day. */
export function DayInput({ id, value = '', onChange, today, disabled, testId }: DayInputProps) {
  const w = useKitWords()
  const [text, setText] = useState(value)
  const [open, setOpen] = useState(false)
  const [shown, setShown] = useState(value)
  // A value from outside (a card, the register) replaces what stands here.
  if (shown !== value) {
    setShown(value)
    setText(value)
  }
  const commit = (raw: string) => {
    const tidy = typedDay(raw, today) ?? raw.trim()
    setText(tidy)
    if (tidy !== value) onChange?.(tidy)
  }
  const calendar = (
    <div className="aj-calendar">
      <Calendar
        fullscreen={false}
        defaultValue={dayjs(typedDay(value, today) ?? today)}
        onSelect={(picked, { source }) => {
          if (source !== 'date') return
          commit(picked.format('YYYY-MM-DD'))
          setOpen(false)
        }}
      />
    </div>
  )
  return (
    <Input
      {...(id === undefined ? {} : { id })}
      className="aj-day-input"
      value={text}
      disabled={disabled === true}
      placeholder={w('day.hint')}
      maxLength={12}
      inputMode="numeric"
      data-testid={testId}
      onChange={(event) => {
        setText(event.target.value)
        const day = /^\d{8}$|^\d{4}-\d{2}-\d{2}$/.test(event.target.value)
          ? typedDay(event.target.value, today)
          : undefined
        if (day !== undefined) onChange?.(day)
      }}
      onBlur={(event) => commit(event.target.value)}
      onKeyDownCapture={(event) => {
        if (event.key === 'Enter') commit(event.currentTarget.querySelector('input')?.value ?? text)
      }}
      suffix={
        <Popover content={calendar} trigger="click" open={open} onOpenChange={setOpen} destroyOnHidden>
          <Button
            size="small"
            type="text"
            className="aj-day-pick"
            tabIndex={-1}
            disabled={disabled === true}
            aria-label={w('day.pick')}
          >
            ▾
          </Button>
        </Popover>
      }
    />
  )
}
