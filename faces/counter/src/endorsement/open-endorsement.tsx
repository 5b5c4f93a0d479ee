import { ENDORSEMENT_REFUSE_REASONS, WRITTEN_ON } from '@anju/contract/routes/endorsement.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { formatDay } from '@anju/contract/message/format-day.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { stateWord, tableWord } from '@anju/face-kit/law-words.ts'
import { ProblemPanel } from '@anju/face-kit/problem-panel.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Button, Checkbox, Input, Segmented } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'

type Open = AnswerOf<Routes['getEndorsement']>['past'][number]
type Reason = (typeof ENDORSEMENT_REFUSE_REASONS)[number]

/** An endorsement that was accepted: pass it, write it, or refuse it with its reasons. What one may not do stands there with who does it. */
export function OpenEndorsement({ open }: { open: Open }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const check = useCommand('checkEndorsement')
  const complete = useCommand('completeEndorsement')
  const [write, setWrite] = useState<(typeof WRITTEN_ON)[number]>('chip')
  const [refusing, setRefusing] = useState(false)
  const params = { city, endorsementId: open.endorsementId }
  const act = {
    check: () => void check.send({ params, body: { expectedVersion: open.version } }),
    complete: () => void complete.send({ params, body: { expectedVersion: open.version, write } }),
    refuse: () => setRefusing(true),
  }
  const problem = check.attempt.problem ?? complete.attempt.problem
  return (
    <section className="aj-panel" data-testid="open-endorsement">
      <h2>
        {w('endorse.title')} {formatDay(open.acceptedOn, language)}{' '}
        <span className="aj-state">{stateWord('endorsement', open.state, language)}</span>
      </h2>
      <div className="aj-inline">
        {open.next.some(({ event }) => event === 'complete') && (
          <Segmented
            value={write}
            options={WRITTEN_ON.map((value) => ({ value, label: tableWord('written', value, language) }))}
            onChange={setWrite}
          />
        )}
        {open.next.map((step) => (
          <Button
            key={step.event}
            type={step.event === 'refuse' ? 'default' : 'primary'}
            disabled={!step.allowed}
            title={step.allowed ? undefined : tableWord('duty', step.by, language)}
            data-testid={`endorsement-${step.event}`}
            onClick={act[step.event]}
          >
            {tableWord('endorsement-event', step.event, language)}
            {!step.allowed && `（${tableWord('duty', step.by, language)}）`}
          </Button>
        ))}
      </div>
      {problem !== undefined && <ProblemPanel problem={problem} />}
      {refusing && <RefuseForm open={open} />}
    </section>
  )
}

function RefuseForm({ open }: { open: Open }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const refuse = useCommand('refuseEndorsement')
  const [codes, setCodes] = useState<readonly Reason[]>([])
  const [note, setNote] = useState('')
  const { problem, status } = refuse.attempt
  return (
    <form
      className="aj-action"
      onSubmit={(event) => {
        event.preventDefault()
        void refuse.send({
          params: { city, endorsementId: open.endorsementId },
          body: { expectedVersion: open.version, reasons: codes.map((code) => ({ code, note })) },
        })
      }}
    >
      <fieldset>
        <legend>{w('endorse.refuse.why')}</legend>
        {ENDORSEMENT_REFUSE_REASONS.map((code) => (
          <Checkbox
            key={code}
            checked={codes.includes(code)}
            data-testid={`reason-${code}`}
            onChange={({ target }) => {
              setCodes((before) => (target.checked ? [...before, code] : before.filter((other) => other !== code)))
            }}
          >
            {tableWord('endorsement-refusal', code, language)}
          </Checkbox>
        ))}
      </fieldset>
      <label>
        {w('endorse.refuse.note')}
        <Input.TextArea
          value={note}
          rows={2}
          data-testid="field-note"
          onChange={({ target }) => setNote(target.value)}
        />
      </label>
      {problem !== undefined && <ProblemPanel problem={problem} />}
      <Button danger htmlType="submit" loading={status === 'sending'} data-testid="refuse-submit">
        {tableWord('endorsement-event', 'refuse', language)}
      </Button>
    </form>
  )
}
