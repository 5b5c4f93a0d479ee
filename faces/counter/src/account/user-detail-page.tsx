import { formatDay } from '@anju/contract/message/format-day.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useRegistry } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { Reading } from '@anju/face-kit/reading.tsx'
import { Link, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { hasDuty, useSession } from '../app/session.ts'
import { isCounterWord, useCounterWords } from '../counter-words.ts'
import { momentText } from '../look/moment-text.ts'
import { StandingTag } from './standing-tag.tsx'
import { UserAct, type UserActAsked } from './user-act.tsx'
import { ToneTag } from './tone-tag.tsx'

type Account = AnswerOf<Routes['getAccount']>

/** 用户详情: one account with its posts, keys and history, and what may be done about it. */
export function UserDetailPage() {
  const w = useCounterWords()
  const { city } = useSession()
  const { officialId } = useParams({ from: '/system/users/$officialId' })
  const account = useRegistry('getAccount', { params: { city, officialId } })
  return (
    <div className="aj-page">
      <Link to="/system/users">{w('account.back')}</Link>
      <Reading query={account}>{(known) => <Detail account={known} />}</Reading>
    </div>
  )
}

function Detail({ account }: { readonly account: Account }) {
  const w = useCounterWords()
  const session = useSession()
  const [asked, setAsked] = useState<UserActAsked | undefined>()
  const keeps = hasDuty(session, 'keep-accounts')
  const isOut = account.standing.state !== 'active'
  return (
    <>
      <header className="aj-page-head">
        <h1>{account.name}</h1>
        <span className="aj-figure">{account.idNumber}</span>
        <StandingTag standing={account.standing} />
        {keeps && (
          <span className="aj-account-acts">
            {isOut && (
              <Button data-testid="act-reinstate" onClick={() => setAsked({ kind: 'reinstate' })}>
                {w('account.reinstate')}
              </Button>
            )}
            {!(account.standing.reason === 'left') && (
              <Button danger data-testid="act-leave" onClick={() => setAsked({ kind: 'leave' })}>
                {w('account.leave')}
              </Button>
            )}
          </span>
        )}
      </header>
      <Posts account={account} keeps={keeps} onAsk={setAsked} />
      <Keys account={account} keeps={keeps} onAsk={setAsked} />
      <History account={account} />
      {asked !== undefined && (
        <UserAct key={asked.kind} account={account} asked={asked} onClose={() => setAsked(undefined)} />
      )}
    </>
  )
}

type PanelProps = {
  readonly account: Account
  readonly keeps: boolean
  readonly onAsk: (asked: UserActAsked) => void
}

function Posts({ account, keeps, onAsk }: PanelProps) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const day = (on: string | null) => (on === null ? w('account.open') : formatDay(on, language))
  return (
    <section className="aj-panel">
      <h2>{w('account.posts')}</h2>
      <table className="aj-plain-table" data-testid="user-posts">
        <tbody>
          {account.posts.map((post) => (
            <tr key={post.postId}>
              <td>{language === 'zh' ? post.roleZh : post.roleEn}</td>
              <td>{language === 'zh' ? post.officeZh : post.officeEn}</td>
              <td className="aj-figure">{post.divisionPrefix}</td>
              <td>{w('account.period', { from: day(post.validFrom), to: day(post.validTo) })}</td>
              <td>
                <ToneTag tone={post.inForce ? 'good' : 'plain'}>
                  {w(post.inForce ? 'account.post.inForce' : 'account.post.notInForce')}
                </ToneTag>
                {post.inForce && <span className="aj-faint">{w(`confirmation.state.${post.confirmation.state}`)}</span>}
              </td>
              <td>
                {keeps && post.inForce && (
                  <Button
                    size="small"
                    data-testid={`end-post-${post.postId}`}
                    onClick={() => onAsk({ kind: 'end-post', postId: post.postId })}
                  >
                    {w('account.post.end')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {keeps && (
        <Button data-testid="act-post" onClick={() => onAsk({ kind: 'post' })}>
          {w('account.posts.add')}
        </Button>
      )}
    </section>
  )
}

function Keys({ account, keeps, onAsk }: PanelProps) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const lack = account.authenticatorsWanted - account.authenticators
  const waiting = account.enrolments.filter(({ usedAt }) => usedAt === null)
  return (
    <section className="aj-panel">
      <h2>
        {w('account.keys')} {lack > 0 && <ToneTag tone="warn">{w('account.keys.lack', { n: lack })}</ToneTag>}
      </h2>
      {account.keys.length === 0 && <p className="aj-faint">{w('account.keys.none')}</p>}
      <table className="aj-plain-table" data-testid="user-keys">
        <tbody>
          {account.keys.map((key) => (
            <tr key={key.authenticatorId}>
              <td>{key.label === '' ? key.kind : key.label}</td>
              <td>{formatDay(momentText(key.registeredAt).slice(0, 10), language)}</td>
              <td>
                <ToneTag tone={key.revokedAt === null ? 'good' : 'plain'}>
                  {w(key.revokedAt === null ? 'account.key.inUse' : 'account.key.revoked')}
                </ToneTag>
              </td>
              <td>
                {keeps && key.revokedAt === null && (
                  <Button size="small" onClick={() => onAsk({ kind: 'revoke', authenticatorId: key.authenticatorId })}>
                    {w('account.key.lost')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
          {waiting.map((enrolment) => (
            <tr key={enrolment.enrolmentId}>
              <td>{w(`account.enrol.${enrolment.reason}`)}</td>
              <td>{momentText(enrolment.proposedAt)}</td>
              <td>
                <ToneTag tone="plain">
                  {w(enrolment.approvedAt === null ? 'approval.state.open' : 'approval.state.approved')}
                </ToneTag>
              </td>
              <td />
            </tr>
          ))}
        </tbody>
      </table>
      {keeps && account.standing.state !== 'closed' && (
        <Button data-testid="act-enrol" onClick={() => onAsk({ kind: 'enrol' })}>
          {w('account.keys.enrol')}
        </Button>
      )}
    </section>
  )
}

function History({ account }: { readonly account: Account }) {
  const w = useCounterWords()
  return (
    <section className="aj-panel">
      <h2>{w('account.history')}</h2>
      <table className="aj-plain-table" data-testid="user-history">
        <tbody>
          {account.events.map((event) => {
            const key = `account.event.${event.kind}`
            return (
              <tr key={`${event.at} ${event.kind}`}>
                <td>{momentText(event.at)}</td>
                <td>{isCounterWord(key) ? w(key) : event.kind}</td>
                <td>{event.actorName}</td>
                <td>{event.signed && <ToneTag tone="good">{w('account.signed')}</ToneTag>}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
