import { LanguageSwitch } from '../language-switch.tsx'
import { Wordmark } from '../wordmark.tsx'

type SignInFrameProps = {
  readonly title: string
  /** The legal day, in words. */
  readonly day: string
  readonly children: React.ReactNode
}

/** The frame of every page for officials before the sign-in. */
export function SignInFrame({ title, day, children }: SignInFrameProps): React.ReactNode {
  return (
    <main className="aj-sign-in" data-testid="sign-in">
      <section>
        <Wordmark size={52} tone="ink" />
        <h1>{title}</h1>
        {children}
        <footer>
          <span>{day}</span>
          <LanguageSwitch />
        </footer>
      </section>
    </main>
  )
}
