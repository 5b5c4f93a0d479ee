import type { ApiClient } from '@anju/contract/api-client.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { useEffect, useState } from 'react'
import { SIGN_IN_WORDS, useSignInWords, type SignInWord } from './sign-in-words.ts'

type OwnSession = AnswerOf<Routes['listOwnSessions']>['sessions'][number]

/** 我的登录: where the own account is signed in; any of them can be ended from here. */
export function OwnSessionsPage({ client, city }: { client: ApiClient; city: string }) {
  const w = useSignInWords()
  const [sessions, setSessions] = useState<readonly OwnSession[] | 'signed-out'>()
  useEffect(() => {
    const stop = new AbortController()
    void client
      .call('listOwnSessions', { params: { city }, signal: stop.signal })
      .then((result) => setSessions(result.ok ? result.value.sessions : 'signed-out'))
      .catch(() => undefined)
    return () => stop.abort()
  }, [client, city])
  const end = async ({ ref, current }: OwnSession) => {
    if (current) {
      globalThis.location.assign(`/identity/${city}/sign-out`)
      return
    }
    await client.call('endOwnSession', { params: { city, ref }, body: {} })
    const left = await client.call('listOwnSessions', { params: { city } })
    setSessions(left.ok ? left.value.sessions : 'signed-out')
  }
  return (
    <div className="ct-page ct-narrow" data-testid="own-sessions-page">
      <h1>{w('sessions.title')}</h1>
      {sessions === 'signed-out' && (
        <p>
          {w('sessions.none')} <a href={`/${city}/sign-in`}>{w('sessions.signIn')}</a>
        </p>
      )}
      {sessions !== undefined && sessions !== 'signed-out' && (
        <>
          <p className="ct-lead">{w('sessions.lead')}</p>
          <ul className="ct-findings">
            {sessions.map((session) => (
              <SessionLine key={session.ref} session={session} onEnd={() => void end(session)} />
            ))}
          </ul>
          <p>
            <a href="/my">{w('sessions.matters')}</a>
          </p>
        </>
      )}
    </div>
  )
}

function SessionLine({ session, onEnd }: { session: OwnSession; onEnd: () => void }) {
  const w = useSignInWords()
  const { language } = useLanguage()
  const { current, how, ip, createdAt, lastSeenAt, expiresAt } = session
  const time = (at: string) => new Date(at).toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB', TIME)
  return (
    <li data-testid={current ? 'session-here' : 'session-other'}>
      <p className="ct-finding-head">
        <strong>{w(howWord(how))}</strong>
        {current && <span className="ct-verdict">{w('sessions.here')}</span>}
      </p>
      <dl className="ct-facts">
        <dt>{w('sessions.since')}</dt>
        <dd>{time(createdAt)}</dd>
        <dt>{w('sessions.seen')}</dt>
        <dd>{time(lastSeenAt)}</dd>
        <dt>{w('sessions.until')}</dt>
        <dd>{time(expiresAt)}</dd>
        <dt>{w('sessions.ip')}</dt>
        <dd>{ip === '' ? '—' : ip}</dd>
      </dl>
      <button type="button" className="ct-secondary" data-testid="end" onClick={onEnd}>
        {w(current ? 'sessions.out' : 'sessions.end')}
      </button>
    </li>
  )
}

const TIME = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Shanghai' } as const

function howWord(how: string): SignInWord {
  const word = `how.${how}`
  return isWord(word) ? word : 'how.demo'
}

function isWord(word: string): word is SignInWord {
  return Object.hasOwn(SIGN_IN_WORDS.zh, word)
}
