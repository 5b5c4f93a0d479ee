import { formatDayWithWeekday } from '@anju/contract/message/format-day.ts'
import type { Problem } from '@anju/contract/problem.ts'
import { useApi } from '@anju/face-kit/api.tsx'
import { DayInput } from '@anju/face-kit/day-input.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { ProblemPanel } from '@anju/face-kit/problem-panel.tsx'
import { typedDay } from '@anju/face-kit/typed-day.ts'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Popover, Tag } from 'antd'
import { useState } from 'react'
import { useCounterWords } from '../counter-words.ts'

/** The legal day, on which every rule is asked. In the demonstration it can be set, and is marked as such. */
export function LegalDay({ legalOn, settable }: { legalOn: string; settable: boolean }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const [open, setOpen] = useState(false)
  const shown = (
    <span className="aj-legal-day" data-testid="legal-day" data-day={legalOn}>
      <small>{w('shell.legalDay')}</small>
      <strong>{formatDayWithWeekday(legalOn, language)}</strong>
    </span>
  )
  if (!settable) return shown
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
      title={w('shell.setLegalDay')}
      content={<SetLegalDay legalOn={legalOn} onSet={() => setOpen(false)} />}
    >
      <button type="button" className="aj-legal-button" data-testid="legal-day-open">
        <Tag className="aj-demo-tag">{w('shell.demo')}</Tag>
        {shown}
      </button>
    </Popover>
  )
}

function SetLegalDay({ legalOn, onSet }: { legalOn: string; onSet: () => void }) {
  const w = useCounterWords()
  const client = useApi()
  const queries = useQueryClient()
  const [day, setDay] = useState(legalOn)
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const chosen = typedDay(day, legalOn)
  const set = async () => {
    if (chosen === undefined) return
    setBusy(true)
    const result = await client.call('setLegalDay', { body: { on: chosen } })
    setBusy(false)
    if (result.ok) {
      await queries.invalidateQueries()
      onSet()
    } else if (!result.unreachable) setProblem(result.problem)
  }
  return (
    <form
      className="aj-set-day"
      onSubmit={(event) => {
        event.preventDefault()
        void set()
      }}
    >
      <p className="aj-faint">{w('shell.setLegalDay.note')}</p>
      <DayInput value={day} onChange={setDay} today={legalOn} testId="legal-day-input" />
      <Button
        type="primary"
        htmlType="submit"
        loading={busy}
        disabled={chosen === undefined}
        data-testid="legal-day-set"
      >
        {w('shell.setLegalDay.do')}
      </Button>
      {problem !== undefined && <ProblemPanel problem={problem} />}
    </form>
  )
}
