import { formatDay } from '@anju/contract/message/format-day.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { ProblemPanel } from '@anju/face-kit/problem-panel.tsx'
import { Reading } from '@anju/face-kit/reading.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { openWord, useCounterWords } from '../counter-words.ts'

type Permit = AnswerOf<Routes['listOwnPermits']>['permits'][number]

/** 我的居住证: how it stands, until when to endorse it, and where the city offers it, confirming online that nothing changed. */
export function OwnPermits() {
  const { city } = useSession()
  const own = useRegistry('listOwnPermits', { params: { city } })
  return (
    <Reading query={own}>
      {({ permits }) => permits.map((permit) => <OwnPermit key={permit.permitId} permit={permit} />)}
    </Reading>
  )
}

function OwnPermit({ permit }: { permit: Permit }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const day = (on: string) => formatDay(on, language)
  const { possible, suspendedSince, restsSince, window } = permit
  return (
    <article className="aj-panel" data-testid="own-permit" data-state={permit.state}>
      <h2>
        {w('my.permits')} <span className="aj-state">{openWord('permit.state', permit.state, w)}</span>
      </h2>
      <p className="aj-figure">{permit.permitNo}</p>
      {suspendedSince === null ? (
        <p>{w('my.permit.validUntil', { day: day(permit.validUntil) })}</p>
      ) : (
        <p className="aj-overdue">{w('my.permit.suspended', { day: day(suspendedSince) })}</p>
      )}
      {restsSince !== null && <p className="aj-overdue">{w('my.permit.rests', { day: day(restsSince) })}</p>}
      {window !== null && suspendedSince === null && (
        <p>
          {w(possible ? 'my.permit.by' : 'my.permit.from', {
            day: day(possible ? window.lastInTimeOn : window.opensOn),
          })}
        </p>
      )}
      {possible && (permit.online ? <ConfirmForm permitId={permit.permitId} /> : <p>{w('my.permit.atWindow')}</p>)}
    </article>
  )
}

function ConfirmForm({ permitId }: { permitId: string }) {
  const w = useCounterWords()
  const { city } = useSession()
  const confirm = useCommand('confirmEndorsement')
  const [isSame, setIsSame] = useState(false)
  const { problem, status } = confirm.attempt
  return (
    <form
      data-testid="confirm-endorsement"
      onSubmit={(event) => {
        event.preventDefault()
        void confirm.send({ params: { city, permitId }, body: { confirmsNothingChanged: isSame } })
      }}
    >
      <Checkbox
        checked={isSame}
        data-testid="field-nothing-changed"
        onChange={({ target }) => {
          confirm.forget()
          setIsSame(target.checked)
        }}
      >
        {w('my.permit.confirm')}
      </Checkbox>
      <p className="aj-soft">{w('my.permit.changed')}</p>
      {problem !== undefined && <ProblemPanel problem={problem} />}
      <Button type="primary" htmlType="submit" size="large" loading={status === 'sending'} data-testid="confirm-submit">
        {w('my.permit.endorse')}
      </Button>
    </form>
  )
}
