import { GoTo } from '../app/go-to.tsx'
import { useCardWords } from '../card-words.ts'
import { EnrolForm } from './enrol-form.tsx'
import { SignInFrame } from './sign-in-frame.tsx'

/** Where a key is bound: a newcomer's first, or a further one of somebody who has signed in. */
export function EnrolPage({ legalOn, kind }: { legalOn: string; kind: 'security-key' | 'ukey' }) {
  const w = useCardWords()
  return (
    <SignInFrame legalOn={legalOn} title={w('enrol.title')}>
      <EnrolForm kind={kind} />
      <p>
        <GoTo to="/" testId="to-sign-in">
          {w('signIn.back')}
        </GoTo>
      </p>
    </SignInFrame>
  )
}
