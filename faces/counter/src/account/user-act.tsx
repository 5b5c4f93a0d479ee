import type { AnswerOf } from '@anju/contract/route.ts'
import { ENROLMENT_REASONS } from '@anju/contract/routes/account.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { DayInput } from '@anju/face-kit/day-input.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Input, Select } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { AskField, AskModal } from './ask-modal.tsx'
import { emptyPost, PostFields, wantedPost } from './post-fields.tsx'

type Account = AnswerOf<Routes['getAccount']>
/** What the system administrator wants to do about an account. */
export type UserActAsked =
  | { readonly kind: 'post' | 'reinstate' | 'leave' | 'enrol' }
  | { readonly kind: 'end-post'; readonly postId: string }
  | { readonly kind: 'revoke'; readonly authenticatorId: string }

type ActProps = { readonly account: Account; readonly onClose: () => void }

export function UserAct({ account, asked, onClose }: ActProps & { readonly asked: UserActAsked }) {
  if (asked.kind === 'post') return <AddPost account={account} onClose={onClose} />
  if (asked.kind === 'enrol') return <Enrol account={account} onClose={onClose} />
  if (asked.kind === 'reinstate') return <Reinstate account={account} onClose={onClose} />
  if (asked.kind === 'leave') return <Leave account={account} onClose={onClose} />
  if ('postId' in asked) return <EndPost account={account} postId={asked.postId} onClose={onClose} />
  return 'authenticatorId' in asked ? (
    <Revoke account={account} authenticatorId={asked.authenticatorId} onClose={onClose} />
  ) : null
}

function AddPost({ account, onClose }: ActProps) {
  const w = useCounterWords()
  const { city, legalOn } = useSession()
  const propose = useCommand('proposePost')
  const [draft, setDraft] = useState(() => emptyPost(legalOn))
  const post = wantedPost(draft)
  const send = async () => {
    if (post === undefined) return
    const params = { city, officialId: account.officialId }
    if ((await propose.send({ params, body: { post } })).status === 'done') onClose()
  }
  return (
    <AskModal
      title={`${w('account.posts.add')} · ${account.name}`}
      open
      ready={post !== undefined}
      attempt={propose.attempt}
      onSend={() => void send()}
      onClose={onClose}
      testId="post-form"
    >
      <PostFields
        draft={draft}
        onChange={(next) => {
          setDraft(next)
          propose.forget()
        }}
      />
    </AskModal>
  )
}

function Enrol({ account, onClose }: ActProps) {
  const w = useCounterWords()
  const { city } = useSession()
  const propose = useCommand('proposeEnrolment')
  const inUse = account.keys.filter(({ revokedAt }) => revokedAt === null)
  const [reason, setReason] = useState<(typeof ENROLMENT_REASONS)[number]>(inUse.length === 0 ? 'first' : 'further')
  const [replaces, setReplaces] = useState<string | null>(null)
  const send = async () => {
    const body = { reason, replaces: reason === 'replacement' ? replaces : null }
    const settled = await propose.send({ params: { city, officialId: account.officialId }, body })
    if (settled.status === 'done') onClose()
  }
  return (
    <AskModal
      title={`${w('account.keys.enrol')} · ${account.name}`}
      open
      ready
      attempt={propose.attempt}
      onSend={() => void send()}
      onClose={onClose}
      testId="enrol-form"
    >
      <AskField label={w('account.field.enrolReason')}>
        <Select
          aria-label={w('account.field.enrolReason')}
          value={reason}
          options={ENROLMENT_REASONS.map((each) => ({ value: each, label: w(`account.enrol.${each}`) }))}
          onChange={setReason}
        />
      </AskField>
      {reason === 'replacement' && (
        <AskField label={w('account.enrol.replaces')}>
          <Select
            aria-label={w('account.enrol.replaces')}
            allowClear
            value={replaces}
            options={inUse.map((key) => ({
              value: key.authenticatorId,
              label: key.label === '' ? key.kind : key.label,
            }))}
            onChange={(chosen: string | null) => setReplaces(chosen ?? null)}
          />
        </AskField>
      )}
    </AskModal>
  )
}

function Reinstate({ account, onClose }: ActProps) {
  const w = useCounterWords()
  const { city } = useSession()
  const propose = useCommand('proposeReinstatement')
  const [reason, setReason] = useState('')
  const send = async () => {
    const params = { city, officialId: account.officialId }
    if ((await propose.send({ params, body: { reason } })).status === 'done') onClose()
  }
  return (
    <AskModal
      title={`${w('account.reinstate')} · ${account.name}`}
      open
      ready={reason.trim() !== ''}
      attempt={propose.attempt}
      onSend={() => void send()}
      onClose={onClose}
      testId="reinstate-form"
    >
      <Reason value={reason} onChange={setReason} />
    </AskModal>
  )
}

function Leave({ account, onClose }: ActProps) {
  const w = useCounterWords()
  const { city, legalOn } = useSession()
  const record = useCommand('recordLeaving')
  const [leftOn, setLeftOn] = useState<string>(legalOn)
  const [reason, setReason] = useState('')
  const send = async () => {
    const params = { city, officialId: account.officialId }
    if ((await record.send({ params, body: { leftOn, reason } })).status === 'done') onClose()
  }
  return (
    <AskModal
      title={`${w('account.leave')} · ${account.name}`}
      open
      ready={reason.trim() !== '' && leftOn !== ''}
      attempt={record.attempt}
      onSend={() => void send()}
      onClose={onClose}
      testId="leave-form"
    >
      <p className="aj-faint">{w('account.leave.note')}</p>
      <AskField label={w('account.field.leftOn')}>
        <DayInput today={legalOn} value={leftOn} onChange={setLeftOn} />
      </AskField>
      <Reason value={reason} onChange={setReason} />
    </AskModal>
  )
}

function EndPost({ account, postId, onClose }: ActProps & { readonly postId: string }) {
  const w = useCounterWords()
  const { city, legalOn } = useSession()
  const end = useCommand('endPost')
  const [on, setOn] = useState<string>(legalOn)
  const [reason, setReason] = useState('')
  const send = async () => {
    const params = { city, officialId: account.officialId, postId }
    if ((await end.send({ params, body: { on, reason } })).status === 'done') onClose()
  }
  return (
    <AskModal
      title={`${w('account.post.end')} · ${account.name}`}
      open
      ready={reason.trim() !== '' && on !== ''}
      attempt={end.attempt}
      onSend={() => void send()}
      onClose={onClose}
      testId="end-post-form"
    >
      <AskField label={w('account.field.lastDay')}>
        <DayInput today={legalOn} value={on} onChange={setOn} />
      </AskField>
      <Reason value={reason} onChange={setReason} />
    </AskModal>
  )
}

function Revoke({ account, authenticatorId, onClose }: ActProps & { readonly authenticatorId: string }) {
  const w = useCounterWords()
  const { city } = useSession()
  const revoke = useCommand('revokeAuthenticator')
  const [reason, setReason] = useState('')
  const send = async () => {
    const params = { city, officialId: account.officialId, authenticatorId }
    if ((await revoke.send({ params, body: { reason } })).status === 'done') onClose()
  }
  return (
    <AskModal
      title={`${w('account.key.lost')} · ${account.name}`}
      open
      ready={reason.trim() !== ''}
      attempt={revoke.attempt}
      onSend={() => void send()}
      onClose={onClose}
      testId="revoke-form"
    >
      <Reason value={reason} onChange={setReason} />
    </AskModal>
  )
}

function Reason({ value, onChange }: { readonly value: string; readonly onChange: (reason: string) => void }) {
  const w = useCounterWords()
  return (
    <AskField label={w('account.field.reason')}>
      <Input.TextArea
        rows={2}
        maxLength={500}
        value={value}
        data-testid="reason"
        onChange={({ target }) => onChange(target.value)}
      />
    </AskField>
  )
}
