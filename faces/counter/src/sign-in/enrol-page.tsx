import { useRegistry } from '@anju/face-kit/api.tsx'
import { EnrolForm } from '@anju/face-kit/sign-in/enrol-form.tsx'
import { sessionKeyOf } from '@anju/face-kit/sign-in/key-door.ts'
import { useKeyWords } from '@anju/face-kit/sign-in/key-words.ts'
import { useRegistryKeyDoor } from '@anju/face-kit/sign-in/registry-key-door.ts'
import { Link } from '@tanstack/react-router'
import { useCounterWords } from '../counter-words.ts'
import { SignInFrame } from './sign-in-frame.tsx'

/** Where a key is bound: a newcomer's first, or a further one of somebody who has signed in. */
export function EnrolPage({ legalOn }: { legalOn: string }) {
  const w = useCounterWords()
  const k = useKeyWords()
  const door = useRegistryKeyDoor()
  const session = useRegistry('getSession', {}, { keepPrevious: true })
  const kind = sessionKeyOf(session.data?.assurance ?? null)
  return (
    <SignInFrame legalOn={legalOn} title={k('enrol.title')}>
      <EnrolForm door={door} kind={kind} lead={w('enrol.lead')} tell={w('signIn.tell')} />
      <p>
        <Link to="/" data-testid="to-sign-in">
          {k('signIn.back')}
        </Link>
      </p>
    </SignInFrame>
  )
}
