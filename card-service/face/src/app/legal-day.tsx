import { DayInput } from '@anju/face-kit/day-input.tsx'
import { typedDay } from '@anju/face-kit/typed-day.ts'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Popover, Tag } from 'antd'
import { useState } from 'react'
import { useCardWords } from '../card-words.ts'
import { callCard } from './card-client.ts'

/** The legal day, which becomes the issue date. In the demonstration it can be set, and is marked as such. */
export function LegalDay({ legalOn, settable }: { legalOn: string; settable: boolean }) {
  const w = useCardWords()
  const [isOpen, setOpen] = useState(false)
  const shown = (
    <span className="cs-legal-day" data-testid="legal-day" data-day={legalOn}>
      <small>{w('shell.legalDay')}</small> <strong>{legalOn}</strong>
    </span>
  )
  if (!settable) return shown
  return (
    <Popover
      trigger="click"
      open={isOpen}
      onOpenChange={setOpen}
      destroyOnHidden
      content={<SetLegalDay legalOn={legalOn} onSet={() => setOpen(false)} />}
    >
      <button type="button" className="cs-legal-button" data-testid="legal-day-open">
        <Tag>{w('shell.demo')}</Tag>
        {shown}
      </button>
    </Popover>
  )
}

function SetLegalDay({ legalOn, onSet }: { legalOn: string; onSet: () => void }) {
  const w = useCardWords()
  const queries = useQueryClient()
  const [day, setDay] = useState(legalOn)
  const chosen = typedDay(day, legalOn)
  return (
    <form
      className="cs-row"
      onSubmit={(event) => {
        event.preventDefault()
        if (chosen !== undefined)
          void callCard('setLegalDay', { body: { on: chosen } })
            .then(() => queries.invalidateQueries())
            .then(onSet)
      }}
    >
      <DayInput value={day} onChange={setDay} today={legalOn} testId="legal-day-input" />
      <Button type="primary" htmlType="submit" disabled={chosen === undefined} data-testid="legal-day-set">
        {w('shell.setLegalDay')}
      </Button>
    </form>
  )
}
