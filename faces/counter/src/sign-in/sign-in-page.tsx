import { Wordmark } from '@anju/face-kit/wordmark.tsx'
import { formatDayWithWeekday } from '@anju/contract/message/format-day.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import type { Session } from '../app/session.ts'
import { LanguageSwitch } from '../app/language-switch.tsx'
import { useCounterWords } from '../counter-words.ts'

/** What a person sees who is not signed in: how one signs in, here and later. There is no password field to fish for. */
export function SignInPage({ session }: { session: Session }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  return (
    <main className="aj-sign-in" data-testid="sign-in">
      <section>
        <Wordmark size={52} tone="ink" />
        <h1>{w('signIn.title')}</h1>
        <p className="aj-soft">{w('signIn.lead')}</p>
        <dl>
          <dt>{w('signIn.demo')}</dt>
          <dd>{w('signIn.demo.text')}</dd>
          <dt>{w('signIn.later')}</dt>
          <dd>{w('signIn.later.text')}</dd>
        </dl>
        <footer>
          <span>
            {w('shell.legalDay')} {formatDayWithWeekday(session.legalOn, language)}
          </span>
          <LanguageSwitch />
        </footer>
      </section>
    </main>
  )
}
