import type { SignedIn } from '@anju/face-kit/sign-in/key-door.ts'
import { KeySignIn, LastSignInNote, useLocalhostNote } from '@anju/face-kit/sign-in/key-sign-in.tsx'
import { useKeyWords } from '@anju/face-kit/sign-in/key-words.ts'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { Answer } from '../app/card-client.ts'
import { GoTo } from '../app/go-to.tsx'
import { useCardWords } from '../card-words.ts'
import { cardKeyDoor } from './card-key-door.ts'
import { SignInFrame } from './sign-in-frame.tsx'

/** What a person sees who is not signed in: a key, and where a newcomer binds theirs. */
export function SignInPage({ session: { legalOn, takesUKeys, dev } }: { session: Answer<'getSession'> }) {
  const w = useCardWords()
  const k = useKeyWords()
  const [done, setDone] = useState<SignedIn>()
  return (
    <SignInFrame legalOn={legalOn} title={w('signIn.title')}>
      {done === undefined ? (
        <>
          <p className="aj-soft">{w('signIn.lead')}</p>
          <KeySignIn door={cardKeyDoor} takesUKeys={takesUKeys} onDone={setDone} />
          <p>
            <GoTo to="/enrol" testId="to-enrol">
              {k('signIn.enrol')}
            </GoTo>
          </p>
          {dev && <DemoNote />}
        </>
      ) : (
        <Arrived last={done.last} />
      )}
    </SignInFrame>
  )
}

function DemoNote() {
  const w = useCardWords()
  const elsewhere = useLocalhostNote()
  return (
    <div className="cs-demo-note">
      <strong>{w('shell.demo')}</strong>
      <p>{w('signIn.demo')}</p>
      {elsewhere !== undefined && <p>{elsewhere}</p>}
    </div>
  )
}

/** Signed in: when and where one was before. */
function Arrived({ last }: Pick<SignedIn, 'last'>) {
  const w = useCardWords()
  const k = useKeyWords()
  const queries = useQueryClient()
  return (
    <>
      <LastSignInNote last={last} tell={w('signIn.tell')} />
      <p>
        <Button type="primary" size="large" data-testid="sign-in-go" onClick={() => void queries.resetQueries()}>
          {k('signIn.go')}
        </Button>
      </p>
    </>
  )
}
