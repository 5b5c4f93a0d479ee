import { formatDay } from '@anju/contract/message/format-day.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import type { Session } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { EnrolForm } from './enrol-form.tsx'
import { SignInFrame } from './sign-in-page.tsx'

type Lacking = NonNullable<Session['keysLacking']>

/** All that a session opens whose person has had one key for too long (第二把密钥): why, what to do, the second key, and the way out. */
export function SecondKeyPage({ session, onSignOut }: { session: Session; onSignOut: () => void }) {
  const w = useCounterWords()
  const queries = useQueryClient()
  const [isDone, setDone] = useState(false)
  return (
    <SignInFrame legalOn={session.legalOn} title={w('secondKey.title')}>
      <p>
        <strong>{session.name}</strong>
      </p>
      {session.keysLacking !== null && !isDone && <Why lacking={session.keysLacking} />}
      <EnrolForm onDone={() => setDone(true)} />
      <p className="aj-row-actions">
        {isDone && (
          <Button type="primary" data-testid="second-key-go" onClick={() => void queries.resetQueries()}>
            {w('secondKey.go')}
          </Button>
        )}{' '}
        <Button data-testid="sign-out" onClick={onSignOut}>
          {w('shell.signOut')}
        </Button>
      </p>
    </SignInFrame>
  )
}

function Why({ lacking }: { lacking: Lacking }) {
  const w = useCounterWords()
  const facts = useFacts(lacking)
  return (
    <>
      <Alert type="warning" showIcon data-testid="second-key-lapsed" title={w('secondKey.lapsed', facts)} />
      <ol className="aj-steps">
        {(['ask', 'code', 'verify', 'bind'] as const).map((step) => (
          <li key={step}>{w(`secondKey.step.${step}`)}</li>
        ))}
      </ol>
    </>
  )
}

/** Above every screen while one key is still enough: until when, and where to go. */
export function SecondKeyNotice({ lacking }: { lacking: Lacking }) {
  const w = useCounterWords()
  return (
    <Alert
      type="warning"
      showIcon
      banner
      className="aj-key-notice"
      data-testid="second-key-grace"
      title={w('secondKey.grace', useFacts(lacking))}
      action={<Link to="/enrol">{w('secondKey.toEnrol')}</Link>}
    />
  )
}

function useFacts({ active, wanted, since, lastDayOn }: Lacking) {
  const { language } = useLanguage()
  return { active, wanted, since: formatDay(since, language), lastDay: formatDay(lastDayOn, language) }
}
