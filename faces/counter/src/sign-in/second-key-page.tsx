import { formatDay } from '@anju/contract/message/format-day.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { sessionKeyOf } from '@anju/face-kit/sign-in/key-door.ts'
import { useKeyWords } from '@anju/face-kit/sign-in/key-words.ts'
import { useRegistryKeyDoor } from '@anju/face-kit/sign-in/registry-key-door.ts'
import { SecondKey, SecondKeyNotice as Notice } from '@anju/face-kit/sign-in/second-key.tsx'
import { Link } from '@tanstack/react-router'
import type { CitySession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { SignInFrame } from './sign-in-frame.tsx'

type Lacking = NonNullable<CitySession['keysLacking']>

/** All that a session opens whose person has had one key for too long (第二把密钥). */
export function SecondKeyPage({ session, onSignOut }: { session: CitySession; onSignOut: () => void }) {
  const w = useCounterWords()
  const k = useKeyWords()
  const { language } = useLanguage()
  const door = useRegistryKeyDoor()
  const { name, keysLacking, assurance } = session
  return (
    <SignInFrame legalOn={session.legalOn} title={k('secondKey.title')}>
      <SecondKey
        name={name}
        lacking={keysLacking === null ? undefined : shown(keysLacking, language)}
        steps={[w('secondKey.step.ask'), w('secondKey.step.code')]}
        enrol={{ door, kind: sessionKeyOf(assurance), lead: w('enrol.lead'), tell: w('signIn.tell') }}
        onSignOut={onSignOut}
      />
    </SignInFrame>
  )
}

/** Above every screen while one key is still enough. */
export function SecondKeyNotice({ lacking }: { lacking: Lacking }) {
  const k = useKeyWords()
  const { language } = useLanguage()
  return <Notice lacking={shown(lacking, language)} link={<Link to="/enrol">{k('secondKey.toEnrol')}</Link>} />
}

function shown({ active, wanted, since, lastDayOn }: Lacking, language: 'zh' | 'en') {
  return { active, wanted, since: formatDay(since, language), lastDay: formatDay(lastDayOn, language) }
}
