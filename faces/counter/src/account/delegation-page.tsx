import { formatDay } from '@anju/contract/message/format-day.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import { DELEGATION_KINDS } from '@anju/contract/routes/account.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { DayInput } from '@anju/face-kit/day-input.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { ProblemPanel, UnknownOutcomePanel } from '@anju/face-kit/problem-panel.tsx'
import { Reading } from '@anju/face-kit/reading.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Button, Input, InputNumber, Radio, Select } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { AskField, AskModal } from './ask-modal.tsx'
import { momentText } from '../look/moment-text.ts'
import { ToneTag } from './tone-tag.tsx'

type Lent = AnswerOf<Routes['listDelegations']>
type Delegation = Lent['delegations'][number]
type Kind = Delegation['kind']

/** 委托与临时授权: which posts are lent to whom until when, and lending one's own. */
export function DelegationPage() {
  const w = useCounterWords()
  const { city } = useSession()
  const list = useRegistry('listDelegations', { params: { city } })
  const [lending, setLending] = useState(false)
  return (
    <div className="aj-page">
      <header className="aj-page-head">
        <h1>{w('menu.delegations')}</h1>
        <span className="aj-faint">{w('delegation.note')}</span>
      </header>
      <Reading query={list}>
        {(known) => (
          <>
            <div className="aj-filters">
              <Button
                type="primary"
                data-testid="lend"
                disabled={known.lendable.length === 0}
                onClick={() => setLending(true)}
              >
                {w('delegation.new')}
              </Button>
              {known.lendable.length === 0 && <span className="aj-faint">{w('delegation.cannot')}</span>}
            </div>
            {known.delegations.length === 0 ? (
              <p className="aj-empty">{w('delegation.none')}</p>
            ) : (
              <table className="aj-table" data-testid="delegations">
                <thead>
                  <tr>
                    {(['post', 'holder', 'delegate', 'time', 'state', 'reason'] as const).map((column) => (
                      <th key={column} scope="col">
                        {w(`delegation.column.${column}`)}
                      </th>
                    ))}
                    <th aria-label={w('delegation.end')} />
                  </tr>
                </thead>
                <tbody>
                  {known.delegations.map((each) => (
                    <DelegationRow key={each.delegationId} delegation={each} />
                  ))}
                </tbody>
              </table>
            )}
            {lending && <LendForm known={known} onClose={() => setLending(false)} />}
          </>
        )}
      </Reading>
    </div>
  )
}

function stateOf({ revokedAt, approved, kind }: Delegation): 'waiting' | 'holds' | 'rejected' | 'ended' {
  if (revokedAt !== null) return 'ended'
  if (approved === false) return 'rejected'
  return kind === 'substitution' && approved === null ? 'waiting' : 'holds'
}

function DelegationRow({ delegation }: { readonly delegation: Delegation }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const end = useCommand('endDelegation')
  const send = () => void end.send({ params: { city, delegationId: delegation.delegationId }, body: {} })
  const state = stateOf(delegation)
  const day = (on: string | null) => (on === null ? '' : formatDay(on, language))
  const { endsAt, validFrom, validTo } = delegation
  return (
    <tr data-testid={`lent-${delegation.delegationId}`}>
      <td>
        {language === 'zh'
          ? `${delegation.roleZh}　${delegation.officeZh}`
          : `${delegation.roleEn}, ${delegation.officeEn}`}
      </td>
      <td>{delegation.holderName}</td>
      <td>{delegation.delegateName}</td>
      <td>
        {endsAt === null
          ? w('account.period', { from: day(validFrom), to: day(validTo) })
          : w('delegation.until', { time: momentText(endsAt) })}
      </td>
      <td>
        <ToneTag tone={state === 'holds' ? 'good' : state === 'waiting' ? 'warn' : 'plain'}>
          {w(`delegation.state.${state}`)}
        </ToneTag>
      </td>
      <td>{delegation.reason}</td>
      <td>
        {delegation.isMine && (state === 'holds' || state === 'waiting') && (
          <Button size="small" loading={end.attempt.status === 'sending'} onClick={send}>
            {w('delegation.end')}
          </Button>
        )}
        {end.attempt.status === 'unknown' && <UnknownOutcomePanel onRetry={send} />}
        {end.attempt.problem !== undefined && <ProblemPanel problem={end.attempt.problem} />}
      </td>
    </tr>
  )
}

function LendForm({ known, onClose }: { readonly known: Lent; readonly onClose: () => void }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city, legalOn } = useSession()
  const lend = useCommand('lendPost')
  const [postId, setPostId] = useState<string | null>(known.lendable.find(({ isOwn }) => isOwn)?.postId ?? null)
  const [delegateId, setDelegateId] = useState<string | null>(null)
  const [kind, setKind] = useState<Kind>('temporary')
  const [hours, setHours] = useState(known.hoursMax)
  const [from, setFrom] = useState<string>(legalOn)
  const [to, setTo] = useState<string>(legalOn)
  const [reason, setReason] = useState('')
  const send = async () => {
    if (postId === null || delegateId === null) return
    const time = kind === 'temporary' ? ({ kind, hours } as const) : ({ kind, from, to } as const)
    const settled = await lend.send({ params: { city }, body: { postId, delegateId, time, reason } })
    if (settled.status === 'done') onClose()
  }
  return (
    <AskModal
      title={w('delegation.new')}
      open
      ready={postId !== null && delegateId !== null && reason.trim() !== ''}
      attempt={lend.attempt}
      onSend={() => void send()}
      onClose={onClose}
      testId="lend-form"
    >
      <AskField label={w('delegation.post')}>
        <Select
          aria-label={w('delegation.post')}
          value={postId}
          options={known.lendable.map((post) => ({
            value: post.postId,
            label: `${post.officialName} · ${language === 'zh' ? post.roleZh : post.roleEn}`,
          }))}
          onChange={setPostId}
        />
      </AskField>
      <AskField label={w('delegation.delegate')}>
        <Select
          aria-label={w('delegation.delegate')}
          data-testid="lend-to"
          value={delegateId}
          options={known.colleagues.map((each) => ({ value: each.officialId, label: each.name }))}
          onChange={setDelegateId}
        />
      </AskField>
      <AskField label={w('delegation.column.time')}>
        <Radio.Group
          value={kind}
          onChange={({ target }) => setKind(DELEGATION_KINDS.find((each) => each === target.value) ?? 'temporary')}
          options={DELEGATION_KINDS.map((each) => ({ value: each, label: w(`delegation.kind.${each}`) }))}
        />
      </AskField>
      <p className="aj-faint">
        {w(`delegation.kind.${kind}.note`, { n: kind === 'temporary' ? known.hoursMax : known.daysMax })}
      </p>
      {kind === 'temporary' ? (
        <AskField label={w('delegation.hours')}>
          <InputNumber min={1} max={240} value={hours} onChange={(value) => setHours(value ?? known.hoursMax)} />
        </AskField>
      ) : (
        <>
          <AskField label={w('account.field.from')}>
            <DayInput today={legalOn} value={from} onChange={setFrom} />
          </AskField>
          <AskField label={w('delegation.until', { time: '' })}>
            <DayInput today={legalOn} value={to} onChange={setTo} />
          </AskField>
        </>
      )}
      <AskField label={w('account.field.reason')}>
        <Input value={reason} maxLength={500} onChange={({ target }) => setReason(target.value)} />
      </AskField>
    </AskModal>
  )
}
