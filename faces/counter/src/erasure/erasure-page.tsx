import { formatDay } from '@anju/contract/message/format-day.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { ProblemPanel, UnknownOutcomePanel } from '@anju/face-kit/problem-panel.tsx'
import { Reading } from '@anju/face-kit/reading.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Link } from '@tanstack/react-router'
import { Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { hasDuty, useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'

type Waiting = AnswerOf<Routes['listErasures']>['erasures'][number]

/** 待审批的删除: what waits for the decision of somebody other than who proposed it. */
export function ErasurePage() {
  const w = useCounterWords()
  const { city } = useSession()
  const list = useRegistry('listErasures', { params: { city } })
  return (
    <div className="aj-page" data-testid="erasure-page">
      <header className="aj-page-head">
        <h1>{w('menu.erasures')}</h1>
        <span className="aj-faint">{w('erasure.note')}</span>
      </header>
      <Reading query={list}>
        {({ erasures }) => (
          <>
            {erasures.length === 0 && <p className="aj-empty">{w('erasure.none')}</p>}
            {erasures.map((erasure) => (
              <ErasureLine key={erasure.erasureId} erasure={erasure} />
            ))}
          </>
        )}
      </Reading>
    </div>
  )
}

function ErasureLine({ erasure }: { readonly erasure: Waiting }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const session = useSession()
  const { city } = session
  const decide = useCommand('decideErasure')
  const [choice, setChoice] = useState(true)
  const { erasureId, personId, name, proposedBy, proposedOn, reason, mayDecide } = erasure
  const birth = formatDay(erasure.birthOn, language)
  const send = (approve: boolean) => {
    setChoice(approve)
    void decide.send({ params: { city, erasureId }, body: { approve } })
  }
  const isSending = decide.attempt.status === 'sending'
  return (
    <section className="aj-panel" data-testid={`erasure-${erasureId}`}>
      <div className="aj-filters">
        <Link to="/persons/$personId" params={{ personId }}>
          {name}
        </Link>
        <span>{w('erasure.born', { on: birth })}</span>
        <span>
          {w('erasure.waiting', {
            by: proposedBy,
            on: formatDay(proposedOn, language),
            reason: w(`erasure.reason.${reason}`),
          })}
        </span>
        {mayDecide ? (
          <>
            <Popconfirm
              title={w('erasure.sure', { name, birth })}
              okText={w('erasure.approve')}
              cancelText={w('erasure.cancel')}
              onConfirm={() => send(true)}
            >
              <Button danger data-testid={`erase-${erasureId}`} loading={isSending && choice}>
                {w('erasure.approve')}
              </Button>
            </Popconfirm>
            <Button loading={isSending && !choice} onClick={() => send(false)}>
              {w('erasure.reject')}
            </Button>
          </>
        ) : (
          <span className="aj-faint">{w(hasDuty(session, 'approve-erasure') ? 'erasure.own' : 'erasure.others')}</span>
        )}
      </div>
      {decide.attempt.status === 'unknown' && <UnknownOutcomePanel onRetry={() => send(choice)} />}
      {decide.attempt.problem !== undefined && <ProblemPanel problem={decide.attempt.problem} />}
    </section>
  )
}
