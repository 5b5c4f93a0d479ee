import { Clause } from './clause.tsx'
import { useKitWords } from './kit-words.ts'

/**
 * Says beside a due day that it is only provisional (暂定), why, and by which clause it may still move: the working days of the
 * year it was counted in are not published. Draws nothing for a day that is certain.
 */
export function ProvisionalMark({ year }: { year: number | null }) {
  const w = useKitWords()
  if (year === null) return null
  return (
    <span className="aj-provisional" data-testid="provisional" data-year={year}>
      <strong>{w('provisional.mark')}</strong> {w('provisional.why', { year: String(year) })} <Clause law="CC:203" />
    </span>
  )
}
