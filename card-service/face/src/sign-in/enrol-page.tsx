import { EnrolForm } from '@anju/face-kit/sign-in/enrol-form.tsx'
import type { SessionKey } from '@anju/face-kit/sign-in/key-door.ts'
import { useKeyWords } from '@anju/face-kit/sign-in/key-words.ts'
import { GoTo } from '../app/go-to.tsx'
import { useCardWords } from '../card-words.ts'
import { cardKeyDoor } from './card-key-door.ts'
import { SignInFrame } from './sign-in-frame.tsx'

/** Where a key is bound: a newcomer's first, or a further one of somebody who has signed in. */
export function EnrolPage({ legalOn, kind }: { legalOn: string; kind: SessionKey }) {
  const w = useCardWords()
  const k = useKeyWords()
  return (
    <SignInFrame legalOn={legalOn} title={k('enrol.title')}>
      <EnrolForm door={cardKeyDoor} kind={kind} lead={w('enrol.lead')} tell={w('signIn.tell')} />
      <p>
        <GoTo to="/" testId="to-sign-in">
          {k('signIn.back')}
        </GoTo>
      </p>
    </SignInFrame>
  )
}
