import { sessionKeyOf } from '@anju/face-kit/sign-in/key-door.ts'
import { useKeyWords } from '@anju/face-kit/sign-in/key-words.ts'
import { SecondKey, SecondKeyNotice as Notice } from '@anju/face-kit/sign-in/second-key.tsx'
import type { Answer } from '../app/card-client.ts'
import { GoTo } from '../app/go-to.tsx'
import { useCardWords } from '../card-words.ts'
import { cardKeyDoor } from './card-key-door.ts'
import { SignInFrame } from './sign-in-frame.tsx'

type Session = Answer<'getSession'>
type Lacking = NonNullable<Session['keysLacking']>

/** All that a session opens whose person has had one key for too long (第二把密钥). */
export function SecondKeyPage({ session, onSignOut }: { session: Session; onSignOut: () => void }) {
  const w = useCardWords()
  const k = useKeyWords()
  const { staff, keysLacking, assurance } = session
  return (
    <SignInFrame legalOn={session.legalOn} title={k('secondKey.title')}>
      <SecondKey
        name={staff?.name ?? ''}
        lacking={keysLacking === null ? undefined : shown(keysLacking)}
        steps={[w('secondKey.step.code')]}
        enrol={{ door: cardKeyDoor, kind: sessionKeyOf(assurance), lead: w('enrol.lead'), tell: w('signIn.tell') }}
        onSignOut={onSignOut}
      />
    </SignInFrame>
  )
}

/** Above every screen while one key is still enough. */
export function SecondKeyNotice({ lacking }: { lacking: Lacking }) {
  const k = useKeyWords()
  return <Notice lacking={shown(lacking)} link={<GoTo to="/enrol">{k('secondKey.toEnrol')}</GoTo>} />
}

function shown({ active, wanted, since, lastDayOn }: Lacking) {
  return { active, wanted, since, lastDay: lastDayOn }
}
