import { Tag } from 'antd'
import { formatDay } from '@anju/contract/message/format-day.ts'
import type { GroundSent } from '@anju/contract/problem.ts'
import { Grounds } from './grounds.tsx'
import { useKitWords } from './kit-words.ts'
import { useLanguage } from './language.ts'
import { eventWord, roleWord } from './law-words.ts'

export type PastEvent = {
  readonly event: string
  readonly version: number
  readonly on: string
  readonly by: { readonly name: string; readonly role: string } | null
  readonly signed: boolean
  readonly pack: string
  readonly grounds: readonly GroundSent[]
}

/** What happened to a case, latest first: when, what, by whom, and why. */
export function PastEvents({ history }: { history: readonly PastEvent[] }) {
  const w = useKitWords()
  const { language } = useLanguage()
  const latestFirst = [...history].sort((a, b) => b.version - a.version)
  return (
    <ol className="aj-history" data-testid="history">
      {latestFirst.map((past) => (
        <li key={past.version}>
          <time dateTime={past.on}>{formatDay(past.on, language)}</time>
          <div>
            <strong>{eventWord(past.event, language)}</strong>{' '}
            <span className="aj-soft">
              {past.by === null ? w('history.system') : `${past.by.name} · ${roleWord(past.by.role, language)}`}
            </span>{' '}
            {past.signed && <Tag className="aj-signed">{w('history.signed')}</Tag>}
            {past.grounds.length > 0 && (
              <details>
                <summary>{w('history.why')}</summary>
                <Grounds grounds={past.grounds} />
                <p className="aj-faint">{w('history.pack', { pack: past.pack })}</p>
              </details>
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}
