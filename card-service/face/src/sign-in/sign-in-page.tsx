import type { KeyTrouble } from '@anju/face-kit/key-ceremony.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { KeyTroubleAlert } from '@anju/face-kit/signing-dialog.tsx'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import type { Answer } from '../app/card-client.ts'
import { GoTo } from '../app/go-to.tsx'
import { useCardWords } from '../card-words.ts'
import { SignInFrame } from './sign-in-frame.tsx'
import { type KeyKind, signInWithKey } from './sign-in-with-key.ts'

type Last = Answer<'signInWithKey'>['last']

/** What a person sees who is not signed in: a key, and where a newcomer binds theirs. There is no password field to fish for. */
export function SignInPage({ session }: { session: Answer<'getSession'> }) {
  const w = useCardWords()
  const [arrived, setArrived] = useState<{ readonly last: Last }>()
  return (
    <SignInFrame legalOn={session.legalOn} title={w('signIn.title')}>
      {arrived === undefined ? <KeySignIn session={session} onDone={setArrived} /> : <Arrived last={arrived.last} />}
    </SignInFrame>
  )
}

function KeySignIn({
  session: { dev, takesUKeys },
  onDone,
}: {
  session: Answer<'getSession'>
  onDone: (answer: Answer<'signInWithKey'>) => void
}) {
  const w = useCardWords()
  const [isAsking, setAsking] = useState(false)
  const [trouble, setTrouble] = useState<KeyTrouble | 'refused'>()
  const { hostname, port } = window.location
  const run = async (kind: KeyKind = 'security-key') => {
    setAsking(true)
    setTrouble(undefined)
    const done = await signInWithKey(kind)
    setAsking(false)
    if (typeof done === 'string') setTrouble(done)
    else onDone(done)
  }
  return (
    <>
      <p className="aj-soft">{w('signIn.lead')}</p>
      <Button type="primary" size="large" block loading={isAsking} data-testid="sign-in-key" onClick={() => void run()}>
        {isAsking ? w('signIn.touch') : w('signIn.key')}
      </Button>
      {takesUKeys && (
        <p>
          <Button size="large" block disabled={isAsking} data-testid="sign-in-ukey" onClick={() => void run('ukey')}>
            {w('signIn.ukey')}
          </Button>
        </p>
      )}
      {trouble !== undefined && <KeyTroubleAlert why={trouble} />}
      <p className="aj-soft">{w('signIn.key.note')}</p>
      <p>
        <GoTo to="/enrol" testId="to-enrol">
          {w('signIn.enrol')}
        </GoTo>
      </p>
      {dev && (
        <div className="cs-demo-note">
          <strong>{w('shell.demo')}</strong>
          <p>{w('signIn.demo')}</p>
          {hostname === '127.0.0.1' && (
            <p>{w('signIn.localhost', { address: `http://localhost${port === '' ? '' : `:${port}`}` })}</p>
          )}
        </div>
      )}
    </>
  )
}

/** Signed in: when and where one was before. */
function Arrived({ last }: { last: Last }) {
  const w = useCardWords()
  const { language } = useLanguage()
  const queries = useQueryClient()
  const at =
    last === null
      ? ''
      : new Date(last.at).toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB', {
          dateStyle: 'medium',
          timeStyle: 'short',
        })
  return (
    <>
      <Alert
        type="info"
        showIcon
        data-testid="last-sign-in"
        title={last === null ? w('signIn.first') : w('signIn.last', { at, ip: last.ip === '' ? '—' : last.ip })}
      />
      <p>
        <Button type="primary" size="large" data-testid="sign-in-go" onClick={() => void queries.resetQueries()}>
          {w('signIn.go')}
        </Button>
      </p>
    </>
  )
}
