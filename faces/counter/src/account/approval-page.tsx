import { formatDay } from '@anju/contract/message/format-day.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { ProblemPanel, UnknownOutcomePanel } from '@anju/face-kit/problem-panel.tsx'
import { Reading } from '@anju/face-kit/reading.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Alert, Button, Checkbox, Input, Modal } from 'antd'
import { useState } from 'react'
import { hasDuty, useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { momentText } from '../look/moment-text.ts'
import { ToneTag } from './tone-tag.tsx'

type Waiting = AnswerOf<Routes['listProposals']>
type Proposal = Waiting['proposals'][number]
type Enrolment = Waiting['enrolments'][number]
type Delegation = AnswerOf<Routes['listDelegations']>['delegations'][number]

/** 待审批: what the security administrator decides, and for whom keys are to be bound. */
export function ApprovalPage() {
  const w = useCounterWords()
  const session = useSession()
  const { city } = session
  const list = useRegistry('listProposals', { params: { city } })
  const lent = useRegistry('listDelegations', { params: { city } })
  const approves = hasDuty(session, 'approve-accounts')
  const waiting = (lent.data?.delegations ?? []).filter(
    ({ kind, approved, revokedAt }) => kind === 'substitution' && approved === null && revokedAt === null,
  )
  return (
    <div className="aj-page">
      <header className="aj-page-head">
        <h1>{w('menu.approvals')}</h1>
        <span className="aj-faint">{w('approval.note')}</span>
      </header>
      <Reading query={list}>
        {({ proposals, enrolments, roster }) => (
          <>
            <h2>{w('approval.proposals')}</h2>
            {proposals.length === 0 && <p className="aj-empty">{w('approval.none')}</p>}
            <div data-testid="proposals">
              {proposals.map((proposal) => (
                <ProposalLine key={proposal.proposalId} proposal={proposal} approves={approves} />
              ))}
            </div>
            <h2>{w('approval.enrolments')}</h2>
            <RosterDue roster={roster} />
            {enrolments.length === 0 && <p className="aj-empty">{w('approval.none')}</p>}
            <div data-testid="enrolments">
              {enrolments.map((enrolment) => (
                <EnrolmentLine key={enrolment.enrolmentId} enrolment={enrolment} approves={approves} />
              ))}
            </div>
            <h2>{w('approval.delegations')}</h2>
            {waiting.length === 0 && <p className="aj-empty">{w('approval.none')}</p>}
            {waiting.map((delegation) => (
              <DelegationLine key={delegation.delegationId} delegation={delegation} approves={approves} />
            ))}
          </>
        )}
      </Reading>
    </div>
  )
}

/** Keys that the police do not know yet: what they sign waits there until a newer roster is pinned. */
function RosterDue({ roster }: { readonly roster: Waiting['roster'] }) {
  const w = useCounterWords()
  if (roster === null || roster.newer === 0) return null
  const { newer, writtenAt } = roster
  const since =
    writtenAt === null ? w('approval.roster.never') : w('approval.roster.since', { at: momentText(writtenAt) })
  return (
    <Alert
      type="warning"
      showIcon
      data-testid="roster-due"
      title={w('approval.roster', { newer: String(newer) })}
      description={`${since} ${w('approval.roster.do')}`}
    />
  )
}

function ProposalLine({ proposal, approves }: { readonly proposal: Proposal; readonly approves: boolean }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const decide = useCommand('decideProposal')
  const [reason, setReason] = useState('')
  const [choice, setChoice] = useState(true)
  const send = (approve: boolean) => {
    setChoice(approve)
    void decide.send({ params: { city, proposalId: proposal.proposalId }, body: { approve, reason } })
  }
  const { kind, name, idNumber, state, validFrom, validTo } = proposal
  const role = language === 'zh' ? proposal.roleZh : proposal.roleEn
  const office = language === 'zh' ? proposal.officeZh : proposal.officeEn
  return (
    <section className="aj-panel" data-testid={`proposal-${proposal.proposalId}`}>
      <div className="aj-filters">
        <ToneTag tone={state === 'open' ? 'warn' : state === 'approved' ? 'good' : 'bad'}>
          {w(`approval.state.${state}`)}
        </ToneTag>
        <strong>{w(`approval.kind.${kind}`)}</strong>
        <span>{name}</span>
        <span className="aj-figure">{idNumber}</span>
        {role !== null && <span>{role}</span>}
        {office !== null && <span>{office}</span>}
        {validFrom !== null && (
          <span className="aj-faint">
            {w('account.period', {
              from: formatDay(validFrom, language),
              to: validTo === null ? w('account.open') : formatDay(validTo, language),
            })}
          </span>
        )}
        <span className="aj-faint">
          {w('approval.by', { name: proposal.proposedBy })} {momentText(proposal.proposedAt)}
        </span>
      </div>
      {proposal.reason !== '' && <p>{proposal.reason}</p>}
      {state === 'open' && approves && (
        <div className="aj-filters">
          <Input
            className="aj-search"
            value={reason}
            maxLength={500}
            placeholder={w('account.field.reason')}
            aria-label={w('account.field.reason')}
            onChange={({ target }) => setReason(target.value)}
          />
          <Button
            type="primary"
            data-testid={`approve-${proposal.proposalId}`}
            loading={decide.attempt.status === 'sending' && choice}
            onClick={() => send(true)}
          >
            {w('approval.approve')}
          </Button>
          <Button
            disabled={reason.trim() === ''}
            loading={decide.attempt.status === 'sending' && !choice}
            onClick={() => send(false)}
          >
            {w('approval.reject')}
          </Button>
        </div>
      )}
      {decide.attempt.status === 'unknown' && <UnknownOutcomePanel onRetry={() => send(choice)} />}
      {decide.attempt.problem !== undefined && <ProblemPanel problem={decide.attempt.problem} />}
    </section>
  )
}

function EnrolmentLine({ enrolment, approves }: { readonly enrolment: Enrolment; readonly approves: boolean }) {
  const w = useCounterWords()
  const { city } = useSession()
  const approve = useCommand('approveEnrolment')
  const [met, setMet] = useState(false)
  const [given, setGiven] = useState<AnswerOf<Routes['approveEnrolment']> | undefined>()
  const send = async () => {
    const settled = await approve.send({
      params: { city, enrolmentId: enrolment.enrolmentId },
      body: { faceToFace: true },
    })
    if (settled.status === 'done') setGiven(settled.value)
  }
  const isOpen = enrolment.approvedAt === null
  return (
    <section className="aj-panel" data-testid={`enrolment-${enrolment.enrolmentId}`}>
      <div className="aj-filters">
        <ToneTag tone={isOpen ? 'warn' : 'good'}>
          {w(isOpen ? 'approval.state.open' : 'approval.state.approved')}
        </ToneTag>
        <strong>{enrolment.officialName}</strong>
        <span>{w(`account.enrol.${enrolment.reason}`)}</span>
        <span className="aj-faint">
          {enrolment.proposedBy === '' ? w('approval.console') : w('approval.by', { name: enrolment.proposedBy })}{' '}
          {momentText(enrolment.proposedAt)}
        </span>
        {isOpen && approves && (
          <>
            <Checkbox
              checked={met}
              data-testid={`met-${enrolment.enrolmentId}`}
              onChange={({ target }) => setMet(target.checked)}
            >
              {w('approval.faceToFace')}
            </Checkbox>
            <Button
              type="primary"
              disabled={!met}
              data-testid={`give-code-${enrolment.enrolmentId}`}
              loading={approve.attempt.status === 'sending'}
              onClick={() => void send()}
            >
              {w('approval.giveCode')}
            </Button>
          </>
        )}
      </div>
      {approve.attempt.status === 'unknown' && <UnknownOutcomePanel onRetry={() => void send()} />}
      {approve.attempt.problem !== undefined && <ProblemPanel problem={approve.attempt.problem} />}
      <Modal
        open={given !== undefined}
        closable={false}
        title={`${w('approval.code')} · ${enrolment.officialName}`}
        cancelButtonProps={{ style: { display: 'none' } }}
        okText={w('approval.code.done')}
        onOk={() => setGiven(undefined)}
      >
        <p className="aj-account-code" data-testid="enrolment-code">
          {given?.code.replaceAll(/(.{4})(?=.)/g, '$1-')}
        </p>
        {given !== undefined && <p>{w('approval.code.note', { until: momentText(given.expiresAt) })}</p>}
      </Modal>
    </section>
  )
}

function DelegationLine({ delegation, approves }: { readonly delegation: Delegation; readonly approves: boolean }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const decide = useCommand('decideDelegation')
  const [choice, setChoice] = useState(true)
  const send = (approve: boolean) => {
    setChoice(approve)
    void decide.send({ params: { city, delegationId: delegation.delegationId }, body: { approve } })
  }
  const day = (on: string | null) => (on === null ? '' : formatDay(on, language))
  return (
    <section className="aj-panel" data-testid={`delegation-${delegation.delegationId}`}>
      <div className="aj-filters">
        <strong>
          {delegation.holderName} → {delegation.delegateName}
        </strong>
        <span>{language === 'zh' ? delegation.roleZh : delegation.roleEn}</span>
        <span>{language === 'zh' ? delegation.officeZh : delegation.officeEn}</span>
        <span>{w('account.period', { from: day(delegation.validFrom), to: day(delegation.validTo) })}</span>
        <span className="aj-faint">{delegation.reason}</span>
        {approves && (
          <>
            <Button type="primary" onClick={() => send(true)} loading={decide.attempt.status === 'sending' && choice}>
              {w('approval.approve')}
            </Button>
            <Button onClick={() => send(false)} loading={decide.attempt.status === 'sending' && !choice}>
              {w('approval.reject')}
            </Button>
          </>
        )}
      </div>
      {decide.attempt.status === 'unknown' && <UnknownOutcomePanel onRetry={() => send(choice)} />}
      {decide.attempt.problem !== undefined && <ProblemPanel problem={decide.attempt.problem} />}
    </section>
  )
}
