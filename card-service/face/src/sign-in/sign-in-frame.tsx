import { Wordmark } from '@anju/face-kit/wordmark.tsx'
import type { ReactNode } from 'react'
import { LanguageSwitch } from '../app/language-switch.tsx'
import { useCardWords } from '../card-words.ts'

type SignInFrameProps = { readonly legalOn: string; readonly title: string; readonly children: ReactNode }

/** The frame of every page before the sign-in. */
export function SignInFrame({ legalOn, title, children }: SignInFrameProps) {
  const w = useCardWords()
  return (
    <main className="cs-sign-in" data-testid="sign-in">
      <section>
        <Wordmark size={48} tone="ink" />
        <h1>{title}</h1>
        {children}
        <footer>
          <span>
            {w('shell.legalDay')} {legalOn}
          </span>
          <LanguageSwitch />
        </footer>
      </section>
    </main>
  )
}
