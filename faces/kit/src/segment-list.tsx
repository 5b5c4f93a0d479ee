import type { LifeView } from '@anju/contract/life-shape.ts'
import { Clause } from './clause.tsx'
import { useKitWords } from './kit-words.ts'
import { useLanguage } from './language.ts'
import { segmentDays } from './residence-calendar.ts'

/** The residence stretch by stretch, with the reason and clause of each. */
export function SegmentList({ residence }: { residence: Pick<LifeView, 'segments' | 'asOf'> }) {
  const w = useKitWords()
  const { language } = useLanguage()
  return (
    <table className="aj-plain-table" data-testid="residence-segments">
      <thead>
        <tr>
          {(['from', 'to', 'days', 'counts', 'why'] as const).map((column) => (
            <th key={column} scope="col">
              {w(`residence.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {residence.segments.map((segment) => (
          <tr key={segment.from} data-counts={segment.counts} data-key={segment.key}>
            <td className="aj-figure">{segment.from}</td>
            <td className="aj-figure">{segment.to}</td>
            <td className="aj-figure">{segmentDays(segment, residence.asOf)}</td>
            <td>{w(segment.counts ? 'residence.yes' : 'residence.no')}</td>
            <td>
              {segment[language]} <Clause law={segment.law} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The permit stretch by stretch: its years, the windows of endorsement, the days of suspension. */
export function PeriodList({ permits }: { permits: LifeView['permits'] }) {
  const w = useKitWords()
  const { language } = useLanguage()
  const periods = permits.flatMap((permit) =>
    permit.periods.map((period) => ({ ...period, permitId: permit.permitId })),
  )
  if (periods.length === 0) return null
  return (
    <>
      <h3 className="aj-period-title">{w('life.permits')}</h3>
      <table className="aj-plain-table" data-testid="permit-periods">
        <thead>
          <tr>
            <th scope="col">{w('residence.from')}</th>
            <th scope="col">{w('residence.to')}</th>
            <th scope="col">{w('life.kind')}</th>
            <th scope="col">{w('residence.why')}</th>
          </tr>
        </thead>
        <tbody>
          {periods
            .toSorted((a, b) => a.from.localeCompare(b.from))
            .map((period) => (
              <tr key={`${period.permitId} ${period.kind} ${period.from}`} data-kind={period.kind}>
                <td className="aj-figure">{period.from}</td>
                <td className="aj-figure">{period.to}</td>
                <td>{w(`life.${period.kind}`)}</td>
                <td>
                  {period[language]} <Clause law={period.law} />
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </>
  )
}
