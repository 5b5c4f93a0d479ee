import { useRegistry } from '@anju/face-kit/api.tsx'
import type { SignedIn } from '@anju/face-kit/sign-in/key-door.ts'
import { KeySignIn, LastSignInNote, useLocalhostNote } from '@anju/face-kit/sign-in/key-sign-in.tsx'
import { useKeyWords } from '@anju/face-kit/sign-in/key-words.ts'
import { useRegistryKeyDoor } from '@anju/face-kit/sign-in/registry-key-door.ts'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { Session } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { PostChoice } from './post-choice.tsx'
import { SignInFrame } from './sign-in-frame.tsx'

/** What a person sees who is not signed in: a key, and where a newcomer binds theirs. */
export function SignInPage({ session: { legalOn, takesUKeys, dev } }: { session: Session }) {
  const w = useCounterWords()
  const k = useKeyWords()
  const door = useRegistryKeyDoor()
  const [done, setDone] = useState<SignedIn>()
  return (
    <SignInFrame legalOn={legalOn} title={w('signIn.title')}>
      {done === undefined ? (
        <>
          <p className="aj-soft">{w('signIn.lead')}</p>
          <KeySignIn door={door} takesUKeys={takesUKeys} onDone={setDone} />
          <p>
            <Link to="/enrol" data-testid="to-enrol">
              {k('signIn.enrol')}
            </Link>
          </p>
          {dev && <DemoNote />}
        </>
      ) : (
        <Arrived done={done} />
      )}
    </SignInFrame>
  )
}

function DemoNote() {
  const w = useCounterWords()
  const elsewhere = useLocalhostNote()
  return (
    <dl>
      <dt>{w('signIn.demo')}</dt>
      <dd>{w('signIn.demo.text')}</dd>
      {elsewhere !== undefined && <dd>{elsewhere}</dd>}
    </dl>
  )
}

/** Signed in: when and where one was before, and from which post one works now. */
function Arrived({ done: { name, last } }: { done: SignedIn }) {
  const w = useCounterWords()
  const k = useKeyWords()
  const queries = useQueryClient()
  const posts = useRegistry('listOwnPosts', {})
  return (
    <>
      <p>
        <strong>{name}</strong>
      </p>
      <LastSignInNote last={last} tell={w('signIn.tell')} />
      {(posts.data?.posts.length ?? 0) > 1 && <PostChoice posts={posts.data?.posts ?? []} />}
      <p>
        <Button type="primary" size="large" data-testid="sign-in-go" onClick={() => void queries.resetQueries()}>
          {k('signIn.go')}
        </Button>
      </p>
    </>
  )
}
