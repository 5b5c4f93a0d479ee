import type { ReactNode } from 'react'
import { go } from './place.ts'

type GoToProps = {
  readonly to: string
  readonly className?: string
  readonly testId?: string
  readonly children: ReactNode
}

/** A link within the face; with a modifier key it opens a window like any other link. */
export function GoTo({ to, className, testId, children }: GoToProps) {
  return (
    <a
      href={to}
      className={className}
      data-testid={testId}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
        event.preventDefault()
        go(to)
      }}
    >
      {children}
    </a>
  )
}
