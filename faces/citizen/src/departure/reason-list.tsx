import { ReasonLine } from '../what-if/reason-line.tsx'
import type { Leaving } from './use-departure.ts'

/** What follows, or why not: each line with its clause, as the registry tells it. */
export function ReasonList({ title, reasons, testId }: { title: string; reasons: Leaving['means']; testId: string }) {
  if (reasons.length === 0) return null
  return (
    <section data-testid={testId}>
      <h2>{title}</h2>
      <ul className="ct-reasons">
        {reasons.map((reason, index) => (
          // The order of the reasons never changes within one answer.
          // oxlint-disable-next-line react/no-array-index-key
          <ReasonLine key={index} reason={reason} />
        ))}
      </ul>
    </section>
  )
}
