import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import type { Answer } from '../app/card-client.ts'
import { GoTo } from '../app/go-to.tsx'
import { useCardWords } from '../card-words.ts'
import { EnrolForm } from './enrol-form.tsx'
import { SignInFrame } from './sign-in-frame.tsx'

type Session = Answer<'getSession'>
type Lacking = NonNullable<Session['keysLacking']>

/** All that a session opens whose person has had one key for too long (第二把密钥): why, what to do, the second key, and the way out. */
export function SecondKeyPage({ session, onSignOut }: { session: Session; onSignOut: () => void }) {
  const w = useCardWords()
  const queries = useQueryClient()
  const [isDone, setDone] = useState(false)
  const lacking = session.keysLacking
  return (
    <SignInFrame legalOn={session.legalOn} title={w('secondKey.title')}>
      <p>
        <strong>{session.staff?.name}</strong>
      </p>
      {lacking !== null && !isDone && (
        <>
          <Alert
            type="warning"
            showIcon
            data-testid="second-key-lapsed"
            title={w('secondKey.lapsed', factsOf(lacking))}
          />
          <ol>
            {(['code', 'verify', 'bind'] as const).map((step) => (
              <li key={step}>{w(`secondKey.step.${step}`)}</li>
            ))}
          </ol>
        </>
      )}
      <EnrolForm kind={kindOf(session)} onDone={() => setDone(true)} />
      <p>
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

/** Above every screen while one key is still enough: until when, and where to go. */
export function SecondKeyNotice({ lacking }: { lacking: Lacking }) {
  const w = useCardWords()
  return (
    <Alert
      type="warning"
      showIcon
      banner
      className="cs-key-notice"
      data-testid="second-key-grace"
      title={w('secondKey.grace', factsOf(lacking))}
      action={<GoTo to="/enrol">{w('secondKey.toEnrol')}</GoTo>}
    />
  )
}

/** The kind of key that a session began with; a demo has none. */
export function kindOf({ assurance }: Session): 'security-key' | 'ukey' {
  return assurance === 'ukey' ? 'ukey' : 'security-key'
}

function factsOf({ active, wanted, since, lastDayOn }: Lacking) {
  return { active: String(active), wanted: String(wanted), since, lastDayOn }
}
