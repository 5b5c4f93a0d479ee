import { useRegistry } from '@anju/face-kit/api.tsx'
import { Clause } from '@anju/face-kit/clause.tsx'
import { Alert } from 'antd'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'

/** 办证总数: permits and occupants against what the living area allows; over it is an alarm in words, not in colour alone. */
export function OccupancyPanel({ dwellingId }: { dwellingId: string }) {
  const w = useCounterWords()
  const { city } = useSession()
  const { data } = useRegistry('getDwelling', { params: { city, dwellingId } })
  // A city that sets no number, or a dwelling whose area nobody has measured, has nothing to compare.
  if (data === undefined || data.cap === null) return null
  const over = data.permitsOver || data.occupantsOver
  return (
    <Alert
      className="aj-problem"
      type={over ? 'warning' : 'info'}
      showIcon
      data-testid="occupancy"
      data-over={over}
      title={w(over ? 'occupancy.over' : 'occupancy.within')}
      description={
        <>
          {w('occupancy.figures', {
            area: data.livingAreaM2 ?? '—',
            cap: data.cap,
            permits: data.permits,
            occupants: data.occupants,
          })}{' '}
          <Clause law={data.law} />
        </>
      }
    />
  )
}
