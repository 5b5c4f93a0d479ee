import { Tag } from 'antd'
import { useCardWords, wordOf } from '../card-words.ts'
import { factLines } from './fact-line.ts'
import type { Order } from './order.ts'

/** By what it was proven that officials signed for what came. */
function isApproval(value: unknown): value is 'keys' | 'demo' {
  return value === 'keys' || value === 'demo'
}

/** What happened to the order, by whom, and how the registry took each result. */
export function OrderHistory({ order }: { order: Order }) {
  const w = useCardWords()
  return (
    <>
      <section className="cs-panel">
        <h2>{w('order.history')}</h2>
        <ol className="cs-history" data-testid="history">
          {order.history.map((event) => (
            <li key={event.version} data-testid={`event-${event.kind}`}>
              <span className="cs-history-on">{event.legalOn}</span>
              <span>
                <strong>{wordOf(w, `event.${event.kind}`)}</strong>{' '}
                {event.by === null ? w('order.fromRegistry') : `${event.by.name} ${event.by.badge}`}
                {event.signedBy !== null && <Tag className="cs-signed">{w(`order.signed.${event.signedBy}`)}</Tag>}
                {isApproval(event.facts['approval']) && (
                  <Tag className="cs-signed">{w(`order.approval.${event.facts['approval']}`)}</Tag>
                )}
                {factLines(event.facts).map(({ label, text }) => (
                  <small key={text}>
                    {label !== undefined && w(`fact.${label}`)} {text}
                  </small>
                ))}
              </span>
            </li>
          ))}
        </ol>
      </section>
      {order.results.length > 0 && (
        <section className="cs-panel">
          <h2>{w('order.results')}</h2>
          <ul className="cs-plain">
            {order.results.map((result, index) => (
              // Results of one order only ever grow at the end.
              // oxlint-disable-next-line react/no-array-index-key
              <li key={index}>
                {wordOf(w, `kind.${result.kind}`)} ·{' '}
                <span className={result.standing === 'refused' ? 'aj-overdue' : 'aj-soft'}>
                  {w(`standing.${result.standing}`)}
                </span>{' '}
                {result.code}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
