import { formatDay } from '@anju/contract/message/format-day.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import { CALL_RESULTS } from '@anju/contract/routes/desk.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { ProblemPanel, UnknownOutcomePanel } from '@anju/face-kit/problem-panel.tsx'
import { Reading } from '@anju/face-kit/reading.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Input, Tag } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { ExportButton } from '../look/export-button.tsx'
import { Revealed } from '../look/revealed.tsx'
import { useCounterWords } from '../counter-words.ts'

type Call = AnswerOf<Routes['listCalls']>['calls'][number]
type CallResult = (typeof CALL_RESULTS)[number]

/** 待电话联系: whom an important notice did not reach is telephoned, and what came of it is kept. */
export function CallPage() {
  const w = useCounterWords()
  const { city } = useSession()
  const calls = useRegistry('listCalls', { params: { city } })
  return (
    <div className="aj-page">
      <header className="aj-page-head">
        <h1>{w('menu.calls')}</h1>
        <span className="aj-faint">{w('call.note')}</span>
        <ExportButton asked={{ list: 'calls' }} />
      </header>
      <Reading query={calls}>
        {(known) => (
          <>
            {known.gateway.kind === 'viewer' && (
              <Alert type="warning" showIcon className="aj-problem" title={w('call.viewer')} />
            )}
            {known.calls.length === 0 ? (
              <p className="aj-empty" data-testid="no-calls">
                {w('call.none')}
              </p>
            ) : (
              <ul className="aj-messages" data-testid="calls">
                {known.calls.map((call) => (
                  <CallLine key={call.noticeId} call={call} />
                ))}
              </ul>
            )}
          </>
        )}
      </Reading>
    </div>
  )
}

function CallLine({ call }: { call: Call }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const record = useCommand('recordCall')
  const [note, setNote] = useState('')
  const [chosen, setChosen] = useState<CallResult>('reached')
  const { noticeId, personId, name, mobileMasked, template, state, why } = call
  const send = (result: CallResult) => {
    setChosen(result)
    void record.send({ params: { city, noticeId }, body: { result, note } })
  }
  return (
    <li data-testid={`call-${noticeId}`} data-template={template}>
      <div className="aj-message-head">
        <Link to="/persons/$personId" params={{ personId }} search={{ purpose: 'telephone' }}>
          {name}
        </Link>
        {mobileMasked === '' ? (
          <span>{w('call.noNumber')}</span>
        ) : (
          <Revealed masked={mobileMasked} asked={{ personId, field: 'mobile' }} stated={{ purpose: 'telephone' }} />
        )}
        <time>{formatDay(call.madeOn, language)}</time>
        <Tag>{tableWord('delivery-state', state, language)}</Tag>
        {why !== '' && <span className="aj-faint">{why}</span>}
      </div>
      <p>{call.text}</p>
      {call.earlier.map((before, at) => (
        // Calls of one notice are only ever added at the end.
        <p key={String(at)} className="aj-faint">
          {w('call.earlier', { day: formatDay(before.calledOn, language), result: w(`call.result.${before.result}`) })}{' '}
          {before.note}
        </p>
      ))}
      <div className="aj-call-answer">
        <Input
          value={note}
          maxLength={200}
          placeholder={w('call.remark')}
          aria-label={w('call.remark')}
          data-testid={`call-note-${noticeId}`}
          onChange={(event) => setNote(event.target.value)}
        />
        {CALL_RESULTS.filter((result) => result === 'reached' || mobileMasked !== '').map((result) => (
          <Button
            key={result}
            size="small"
            type={result === 'reached' ? 'primary' : 'default'}
            loading={record.attempt.status === 'sending' && chosen === result}
            data-testid={`call-${result}-${noticeId}`}
            onClick={() => send(result)}
          >
            {w(`call.result.${result}`)}
          </Button>
        ))}
      </div>
      {record.attempt.status === 'unknown' && <UnknownOutcomePanel onRetry={() => send(chosen)} />}
      {record.attempt.problem !== undefined && <ProblemPanel problem={record.attempt.problem} />}
    </li>
  )
}
