import { formatDay } from '@anju/contract/message/format-day.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { Reading } from '@anju/face-kit/reading.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Input, Segmented } from 'antd'
import { useState } from 'react'
import { hasDuty, useSession } from '../app/session.ts'
import { useSettledValue } from '../app/use-settled-value.ts'
import { useCounterWords } from '../counter-words.ts'
import { AskField, AskModal } from './ask-modal.tsx'
import { momentText } from '../look/moment-text.ts'
import { emptyPost, PostFields, wantedPost } from './post-fields.tsx'
import { StandingTag } from './standing-tag.tsx'
import { ToneTag } from './tone-tag.tsx'

type Account = AnswerOf<Routes['listAccounts']>['accounts'][number]
const FILTERS = ['all', 'active', 'suspended', 'closed', 'lacksKey'] as const
type Filter = (typeof FILTERS)[number]

/** 用户管理: who has an account, how it stands, and who lacks the second key. */
export function UserPage() {
  const w = useCounterWords()
  const session = useSession()
  const [typed, setTyped] = useState('')
  const [filter, setFilter] = useState<Filter>('all')
  const [adding, setAdding] = useState(false)
  const [waiting, setWaiting] = useState(false)
  const named = useSettledValue(typed.trim())
  const list = useRegistry('listAccounts', { params: { city: session.city }, body: { named } }, { keepPrevious: true })
  return (
    <div className="aj-page">
      <header className="aj-page-head">
        <h1>{w('menu.users')}</h1>
        <span className="aj-faint">{w('account.note')}</span>
      </header>
      <div className="aj-filters">
        <Input
          className="aj-search"
          allowClear
          value={typed}
          placeholder={w('account.search')}
          aria-label={w('account.search')}
          data-testid="user-search"
          onChange={({ target }) => setTyped(target.value)}
        />
        <Segmented<Filter>
          value={filter}
          onChange={setFilter}
          options={FILTERS.map((each) => ({ value: each, label: w(`account.filter.${each}`) }))}
        />
        {hasDuty(session, 'keep-accounts') && (
          <Button type="primary" data-testid="user-new" onClick={() => setAdding(true)}>
            {w('account.new')}
          </Button>
        )}
      </div>
      {waiting && <Alert type="success" showIcon title={w('account.wait')} data-testid="proposal-waits" />}
      <Reading query={list}>
        {({ accounts }) => <UserTable accounts={accounts.filter((account) => passes(account, filter))} />}
      </Reading>
      <NewUser
        open={adding}
        onClose={(sent) => {
          setAdding(false)
          setWaiting(sent)
        }}
      />
    </div>
  )
}

function passes({ standing, authenticators, authenticatorsWanted }: Account, filter: Filter): boolean {
  if (filter === 'lacksKey') return standing.state !== 'closed' && authenticators < authenticatorsWanted
  return filter === 'all' || standing.state === filter
}

function UserTable({ accounts }: { readonly accounts: readonly Account[] }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  if (accounts.length === 0) return <p className="aj-empty">{w('account.none')}</p>
  return (
    <table className="aj-table" data-testid="users">
      <thead>
        <tr>
          {(['name', 'idNumber', 'state', 'posts', 'keys', 'lastSignIn'] as const).map((column) => (
            <th key={column} scope="col">
              {w(`account.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {accounts.map((account) => (
          <tr key={account.officialId} data-testid={`user-${account.officialId}`}>
            <td>
              <Link to="/system/users/$officialId" params={{ officialId: account.officialId }}>
                {account.name}
              </Link>
            </td>
            <td className="aj-figure">{account.idNumber}</td>
            <td>
              <StandingTag standing={account.standing} />
            </td>
            <td>
              {account.posts
                .filter(({ inForce }) => inForce)
                .map((post) => (
                  <div key={post.postId}>
                    {language === 'zh' ? `${post.roleZh}　${post.officeZh}` : `${post.roleEn}, ${post.officeEn}`}
                  </div>
                ))}
            </td>
            <td>
              <KeyCount {...account} />
            </td>
            <td>
              {account.lastSignInAt === null ? (
                <span className="aj-faint">{w('account.never')}</span>
              ) : (
                formatDay(momentText(account.lastSignInAt).slice(0, 10), language)
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function KeyCount({ authenticators, authenticatorsWanted }: Account) {
  const w = useCounterWords()
  const lack = authenticatorsWanted - authenticators
  return (
    <>
      {w('account.keys.count', { n: authenticators, wanted: authenticatorsWanted })}{' '}
      {lack > 0 && <ToneTag tone="warn">{w('account.keys.lack', { n: lack })}</ToneTag>}
    </>
  )
}

function NewUser({ open, onClose }: { readonly open: boolean; readonly onClose: (sent: boolean) => void }) {
  const w = useCounterWords()
  const { city, legalOn } = useSession()
  const propose = useCommand('proposeAccount')
  const [name, setName] = useState('')
  const [idNumber, setIdNumber] = useState('')
  const [draft, setDraft] = useState(() => emptyPost(legalOn))
  const post = wantedPost(draft)
  const send = async () => {
    if (post === undefined) return
    const settled = await propose.send({ params: { city }, body: { name, idNumber, post } })
    if (settled.status !== 'done') return
    setName('')
    setIdNumber('')
    setDraft(emptyPost(legalOn))
    onClose(true)
  }
  return (
    <AskModal
      title={w('account.new')}
      open={open}
      ready={post !== undefined && name.trim() !== '' && idNumber.trim() !== ''}
      attempt={propose.attempt}
      onSend={() => void send()}
      onClose={() => onClose(false)}
      testId="user-form"
    >
      <AskField label={w('account.field.name')}>
        <Input value={name} maxLength={50} data-testid="user-name" onChange={({ target }) => setName(target.value)} />
      </AskField>
      <AskField label={w('account.field.idNumber')}>
        <Input
          value={idNumber}
          maxLength={18}
          data-testid="user-id-number"
          onChange={({ target }) => {
            setIdNumber(target.value)
            propose.forget()
          }}
        />
      </AskField>
      <PostFields draft={draft} onChange={setDraft} />
    </AskModal>
  )
}
