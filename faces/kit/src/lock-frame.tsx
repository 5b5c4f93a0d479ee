import { Wordmark } from './wordmark.tsx'

type LockFrameProps = {
  readonly title: string
  /** Whose screen it is, or that the session is over. */
  readonly lead: string
  /** How it is opened. */
  readonly children: React.ReactNode
}

/**
 * Covers the screen (锁屏) of every face for officials. What stands beneath stays in memory, made inert by whoever draws it, and
 * only the same person opens it.
 */
export function LockFrame({ title, lead, children }: LockFrameProps) {
  return (
    <div className="aj-lock" role="dialog" aria-modal="true" aria-label={title} data-testid="lock-screen">
      <section>
        <Wordmark size={44} tone="ink" />
        <h1>{title}</h1>
        <p>{lead}</p>
        {children}
      </section>
    </div>
  )
}
