import { formatDay } from '@anju/contract/message/format-day.ts'
import { explainRefusal } from '@anju/contract/message.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { ProblemPanel, UnknownOutcomePanel } from '@anju/face-kit/problem-panel.tsx'
import { Reading } from '@anju/face-kit/reading.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Link } from '@tanstack/react-router'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { hasDuty, useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'

type Standing = AnswerOf<Routes['getErasure']>
const REASONS = ['asked', 'retention-over'] as const

/** 删除个人信息 on the page of a person: read only when it is asked for, by whoever may propose or decide. */
export function PersonErasure({ personId }: { readonly personId: string }) {
  const w = useCounterWords()
  const session = useSession()
  const [isOpen, setOpen] = useState(false)
  if (!hasDuty(session, 'propose-erasure') && !hasDuty(session, 'approve-erasure')) return null
  return (
    <section className="aj-panel" data-testid="erasure">
      <h2>{w('erasure.title')}</h2>
      {isOpen ? (
        <Opened personId={personId} />
      ) : (
        <Button data-testid="erasure-open" onClick={() => setOpen(true)}>
          {w('erasure.propose')}
        </Button>
      )}
    </section>
  )
}

function Opened({ personId }: { readonly personId: string }) {
  const { city } = useSession()
  const standing = useRegistry('getErasure', { params: { city, personId } })
  return <Reading query={standing}>{(known) => <Known personId={personId} known={known} />}</Reading>
}

function Known({ personId, known }: { readonly personId: string; readonly known: Standing }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { proposal } = known
  return (
    <>
      <p className="aj-faint">{w('erasure.note')}</p>
      {!known.possible && (
        <div data-testid="erasure-refused">
          <p>{w('erasure.not')}</p>
          <ul>
            {known.refusals.map((refusal) => (
              <li key={refusal.code}>{explainRefusal(refusal, language)}</li>
            ))}
          </ul>
        </div>
      )}
      {proposal !== null && (
        <p data-testid="erasure-waiting">
          {w('erasure.waiting', {
            by: proposal.proposedBy,
            on: formatDay(proposal.proposedOn, language),
            reason: w(`erasure.reason.${proposal.reason}`),
          })}{' '}
          {proposal.mayDecide && <Link to="/erasures">{w('erasure.list')}</Link>}
        </p>
      )}
      {known.possible && proposal === null && known.mayPropose && <Propose personId={personId} />}
      {known.holds.map((hold) => (
        <Hold key={hold.holdId} hold={hold} mayLift={known.mayHold} />
      ))}
      {known.mayPropose && <PlaceHold personId={personId} />}
    </>
  )
}

function Propose({ personId }: { readonly personId: string }) {
  const w = useCounterWords()
  const { city } = useSession()
  const propose = useCommand('proposeErasure')
  const [reason, setReason] = useState<(typeof REASONS)[number]>('asked')
  const send = () => void propose.send({ params: { city, personId }, body: { reason } })
  return (
    <div>
      <p>{w('erasure.possible')}</p>
      <div className="aj-filters">
        <Select
          value={reason}
          aria-label={w('erasure.reason')}
          onChange={setReason}
          options={REASONS.map((value) => ({ value, label: w(`erasure.reason.${value}`) }))}
        />
        <Button danger data-testid="erasure-propose" loading={propose.attempt.status === 'sending'} onClick={send}>
          {w('erasure.propose')}
        </Button>
      </div>
      {propose.attempt.status === 'unknown' && <UnknownOutcomePanel onRetry={send} />}
      {propose.attempt.problem !== undefined && <ProblemPanel problem={propose.attempt.problem} />}
    </div>
  )
}

function Hold({ hold, mayLift }: { readonly hold: Standing['holds'][number]; readonly mayLift: boolean }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const lift = useCommand('liftHold')
  const send = () => void lift.send({ params: { city, holdId: hold.holdId }, body: {} })
  return (
    <div className="aj-filters" data-testid={`hold-${hold.holdId}`}>
      <span>
        {w('erasure.held', { reason: hold.reason, by: hold.placedBy, on: formatDay(hold.placedOn, language) })}
      </span>
      {mayLift && (
        <Button loading={lift.attempt.status === 'sending'} onClick={send}>
          {w('erasure.lift')}
        </Button>
      )}
      {lift.attempt.status === 'unknown' && <UnknownOutcomePanel onRetry={send} />}
      {lift.attempt.problem !== undefined && <ProblemPanel problem={lift.attempt.problem} />}
    </div>
  )
}

function PlaceHold({ personId }: { readonly personId: string }) {
  const w = useCounterWords()
  const { city } = useSession()
  const place = useCommand('placeHold')
  const [reason, setReason] = useState('')
  const send = () => void place.send({ params: { city, personId }, body: { reason }, leave: () => setReason('') })
  return (
    <div>
      <div className="aj-filters">
        <Input
          className="aj-search"
          value={reason}
          maxLength={500}
          placeholder={w('erasure.hold.reason')}
          aria-label={w('erasure.hold.reason')}
          data-testid="field-hold-reason"
          onChange={({ target }) => setReason(target.value)}
        />
        <Button
          data-testid="hold-place"
          disabled={reason.trim() === ''}
          loading={place.attempt.status === 'sending'}
          onClick={send}
        >
          {w('erasure.hold')}
        </Button>
      </div>
      {place.attempt.status === 'unknown' && <UnknownOutcomePanel onRetry={send} />}
      {place.attempt.problem !== undefined && <ProblemPanel problem={place.attempt.problem} />}
    </div>
  )
}
