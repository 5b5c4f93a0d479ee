import { useRegistry } from '@anju/face-kit/api.tsx'
import { formatDayWithWeekday } from '@anju/contract/message/format-day.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { KeyTroubleAlert } from '@anju/face-kit/signing-dialog.tsx'
import { Wordmark } from '@anju/face-kit/wordmark.tsx'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import type { Session } from '../app/session.ts'
import { LanguageSwitch } from '../app/language-switch.tsx'
import { useCounterWords } from '../counter-words.ts'
import { PostChoice } from './post-choice.tsx'
import { instantText } from './instant-text.ts'
import { type SignedInAnswer, useKeySignIn } from './use-key-sign-in.ts'

/** What a person sees who is not signed in: a key, and where a newcomer gets theirs. There is no password field to fish for. */
export function SignInPage({ session }: { session: Session }) {
  const w = useCounterWords()
  const [done, setDone] = useState<SignedInAnswer>()
  return (
    <SignInFrame legalOn={session.legalOn} title={w('signIn.title')}>
      {done === undefined ? <KeySignIn session={session} onDone={setDone} /> : <Arrived answer={done} />}
    </SignInFrame>
  )
}

/** The frame of every page before the sign-in. */
export function SignInFrame({
  legalOn,
  title,
  children,
}: {
  legalOn: string
  title: string
  children: React.ReactNode
}) {
  const w = useCounterWords()
  const { language } = useLanguage()
  return (
    <main className="aj-sign-in" data-testid="sign-in">
      <section>
        <Wordmark size={52} tone="ink" />
        <h1>{title}</h1>
        {children}
        <footer>
          <span>
            {w('shell.legalDay')} {formatDayWithWeekday(legalOn, language)}
          </span>
          <LanguageSwitch />
        </footer>
      </section>
    </main>
  )
}

function KeySignIn({ session, onDone }: { session: Session; onDone: (answer: SignedInAnswer) => void }) {
  const w = useCounterWords()
  const { signIn, isAsking, trouble } = useKeySignIn()
  const { hostname, port } = window.location
  const run = async (kind: 'security-key' | 'ukey' = 'security-key') => {
    const answer = await signIn(kind)
    if (answer !== undefined) onDone(answer)
  }
  return (
    <>
      <p className="aj-soft">{w('signIn.lead')}</p>
      <Button type="primary" size="large" block loading={isAsking} data-testid="sign-in-key" onClick={() => void run()}>
        {isAsking ? w('signIn.touch') : w('signIn.key')}
      </Button>
      {session.takesUKeys && (
        <p>
          <Button size="large" block disabled={isAsking} data-testid="sign-in-ukey" onClick={() => void run('ukey')}>
            {w('signIn.ukey')}
          </Button>
        </p>
      )}
      {trouble !== undefined && <KeyTroubleAlert why={trouble} />}
      <p className="aj-soft">{w('signIn.key.note')}</p>
      <p>
        <Link to="/enrol" data-testid="to-enrol">
          {w('signIn.enrol')}
        </Link>
      </p>
      {session.dev && (
        <dl>
          <dt>{w('signIn.demo')}</dt>
          <dd>{w('signIn.demo.text')}</dd>
          {hostname === '127.0.0.1' && (
            <dd>{w('signIn.localhost', { address: `http://localhost${port === '' ? '' : `:${port}`}` })}</dd>
          )}
        </dl>
      )}
    </>
  )
}

/** Signed in: when and where one was before, and from which post one works now. */
function Arrived({ answer }: { answer: SignedInAnswer }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const queries = useQueryClient()
  const posts = useRegistry('listOwnPosts', {})
  const { last } = answer
  return (
    <>
      <p>
        <strong>{answer.name}</strong>
      </p>
      <Alert
        type="info"
        showIcon
        data-testid="last-sign-in"
        title={
          last === null
            ? w('signIn.first')
            : w('signIn.last', { at: instantText(last.lastSeenAt, language), ip: last.ip === '' ? '—' : last.ip })
        }
      />
      {(posts.data?.posts.length ?? 0) > 1 && <PostChoice posts={posts.data?.posts ?? []} />}
      <p>
        <Button type="primary" size="large" data-testid="sign-in-go" onClick={() => void queries.resetQueries()}>
          {w('signIn.go')}
        </Button>
      </p>
    </>
  )
}
