import { formatDay } from '@anju/contract/message/format-day.ts'
import { useKitWords } from './kit-words.ts'
import { useLanguage } from './language.ts'

export type PathStop = {
  readonly key: string
  readonly label: string
  readonly status: 'done' | 'now' | 'later' | 'stopped'
  readonly on: string | null
}

const MARK = { done: '✓', now: '●', later: '', stopped: '✕' } as const

/** Where a case stands on its way, in words, marks and order; never by colour alone. */
export function PathBar({ stops }: { stops: readonly PathStop[] }) {
  const w = useKitWords()
  const { language } = useLanguage()
  return (
    <ol className="aj-path" aria-label={w('path.title')} data-testid="path">
      {stops.map((stop) => (
        <li key={stop.key} data-status={stop.status} aria-current={stop.status === 'now' ? 'step' : undefined}>
          <span className="aj-path-mark" aria-hidden>
            {MARK[stop.status]}
          </span>
          <span className="aj-path-label">{stop.label}</span>
          <span className="aj-path-on">
            {stop.on === null ? w(`path.${stop.status}`) : formatDay(stop.on, language)}
          </span>
        </li>
      ))}
    </ol>
  )
}
