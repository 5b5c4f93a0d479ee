import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { ProblemPanel, UnknownOutcomePanel } from '@anju/face-kit/problem-panel.tsx'
import { Reading } from '@anju/face-kit/reading.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { useSearch } from '@tanstack/react-router'
import { Button, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { AskField, AskModal } from '../account/ask-modal.tsx'
import { momentText } from '../look/moment-text.ts'
import { ToneTag } from '../account/tone-tag.tsx'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { idIn } from './id-in.ts'

type Look = AnswerOf<Routes['listCrossArea']>['grants'][number]

/** 跨区协查: looks at files of another area, asked for, granted, and over by themselves. */
export function CrossAreaPage() {
  const w = useCounterWords()
  const { city } = useSession()
  const list = useRegistry('listCrossArea', { params: { city } })
  const { person = '' } = useSearch({ from: '/system/cross-area' })
  const [asking, setAsking] = useState(person !== '')
  return (
    <div className="aj-page">
      <Reading query={list}>
        {({ grants, hoursMax }) => (
          <>
            <header className="aj-page-head">
              <h1>{w('menu.crossArea')}</h1>
              <span className="aj-faint">{w('access.crossArea.note', { hours: String(hoursMax) })}</span>
            </header>
            <div className="aj-filters">
              <Button type="primary" data-testid="ask-cross-area" onClick={() => setAsking(true)}>
                {w('access.crossArea.ask')}
              </Button>
            </div>
            {grants.length === 0 ? (
              <p className="aj-empty">{w('access.crossArea.none')}</p>
            ) : (
              <table className="aj-table" data-testid="cross-area">
                <thead>
                  <tr>
                    {(['person', 'askedBy', 'reason', 'hours', 'standing', 'until'] as const).map((column) => (
                      <th key={column} scope="col">
                        {w(`access.column.${column}`)}
                      </th>
                    ))}
                    <th aria-label={w('access.crossArea.end')} />
                  </tr>
                </thead>
                <tbody>
                  {grants.map((look) => (
                    <LookRow key={look.grantId} look={look} />
                  ))}
                </tbody>
              </table>
            )}
            {asking && <AskForm person={person} hoursMax={hoursMax} onClose={() => setAsking(false)} />}
          </>
        )}
      </Reading>
    </div>
  )
}

const END_WORDS = {
  open: 'access.crossArea.end',
  refuse: 'access.crossArea.refuse',
  takeBack: 'access.crossArea.takeBack',
} as const

function LookRow({ look }: { readonly look: Look }) {
  const w = useCounterWords()
  const { city } = useSession()
  const grant = useCommand('grantCrossArea')
  const end = useCommand('endCrossArea')
  const [ending, setEnding] = useState<string | null>(null)
  const params = { city, grantId: look.grantId }
  const endWord = w(look.standing === 'open' ? END_WORDS.open : look.mayGrant ? END_WORDS.refuse : END_WORDS.takeBack)
  const sendGrant = () => void grant.send({ params, body: {} })
  const sendEnd = async () => {
    if ((await end.send({ params, body: { reason: ending ?? '' } })).status === 'done') setEnding(null)
  }
  return (
    <tr>
      <td>{look.personName ?? w('access.crossArea.hidden')}</td>
      <td>{look.askedBy}</td>
      <td>{look.reason}</td>
      <td>{w('access.hours', { hours: String(look.hours) })}</td>
      <td>
        <ToneTag tone={look.standing === 'open' ? 'good' : look.standing === 'asked' ? 'warn' : 'plain'}>
          {w(`access.standing.${look.standing}`)}
        </ToneTag>
      </td>
      <td>{look.untilAt === null ? '—' : momentText(look.untilAt)}</td>
      <td>
        {look.mayGrant && (
          <Button
            size="small"
            type="primary"
            data-testid="grant-look"
            loading={grant.attempt.status === 'sending'}
            onClick={sendGrant}
          >
            {w('access.crossArea.grant')}
          </Button>
        )}{' '}
        {look.mayEnd && (
          <Button size="small" data-testid="end-look" onClick={() => setEnding('')}>
            {endWord}
          </Button>
        )}
        {grant.attempt.status === 'unknown' && <UnknownOutcomePanel onRetry={sendGrant} />}
        {grant.attempt.problem !== undefined && <ProblemPanel problem={grant.attempt.problem} />}
        <AskModal
          title={endWord}
          open={ending !== null}
          ready={ending !== null && ending.trim() !== ''}
          attempt={end.attempt}
          onSend={() => void sendEnd()}
          onClose={() => setEnding(null)}
          testId="end-form"
        >
          <AskField label={w('access.reason')}>
            <Input
              value={ending ?? ''}
              maxLength={300}
              data-testid="end-reason"
              onChange={(event) => setEnding(event.target.value)}
            />
          </AskField>
        </AskModal>
      </td>
    </tr>
  )
}

type AskFormProps = { readonly person: string; readonly hoursMax: number; readonly onClose: () => void }

function AskForm({ person, hoursMax, onClose }: AskFormProps) {
  const w = useCounterWords()
  const { city } = useSession()
  const ask = useCommand('askCrossArea')
  const [asked, setAsked] = useState(person)
  const personId = idIn(asked)
  const [reason, setReason] = useState('')
  const [hours, setHours] = useState<number | null>(Math.min(24, hoursMax))
  const ready = personId !== undefined && reason.trim() !== '' && hours !== null
  const send = async () => {
    if (hours === null || personId === undefined) return
    const body = { personId, reason, hours }
    if ((await ask.send({ params: { city }, body })).status === 'done') onClose()
  }
  return (
    <AskModal
      title={w('access.crossArea.ask')}
      open
      ready={ready}
      attempt={ask.attempt}
      onSend={() => void send()}
      onClose={onClose}
      testId="cross-area-form"
    >
      <AskField label={w('access.crossArea.person')}>
        <Input value={asked} data-testid="look-person" onChange={(event) => setAsked(event.target.value)} />
      </AskField>
      <AskField label={w('access.reason')}>
        <Input
          value={reason}
          maxLength={300}
          data-testid="look-reason"
          onChange={(event) => setReason(event.target.value)}
        />
      </AskField>
      <AskField label={w('access.column.hours')}>
        <InputNumber min={1} precision={0} value={hours} data-testid="look-hours" onChange={setHours} />
      </AskField>
    </AskModal>
  )
}
