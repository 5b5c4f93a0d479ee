import { Link } from '@tanstack/react-router'
import { useCounterWords } from '../counter-words.ts'
import { EnrolForm } from './enrol-form.tsx'
import { SignInFrame } from './sign-in-page.tsx'

/** Where a key is bound: a newcomer's first, or a further one of somebody who has signed in. */
export function EnrolPage({ legalOn }: { legalOn: string }) {
  const w = useCounterWords()
  return (
    <SignInFrame legalOn={legalOn} title={w('enrol.title')}>
      <EnrolForm />
      <p>
        <Link to="/" data-testid="to-sign-in">
          {w('signIn.back')}
        </Link>
      </p>
    </SignInFrame>
  )
}
