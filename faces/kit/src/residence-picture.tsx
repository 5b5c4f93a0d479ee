import { formatDay } from '@anju/contract/message/format-day.ts'
import type { GroundSent } from '@anju/contract/problem.ts'
import { useId, useState } from 'react'
import { Clause } from './clause.tsx'
import { useKitWords, type KitWord } from './kit-words.ts'
import { useLanguage } from './language.ts'
import { clauseText, groundText } from './law-words.ts'
import { type CalendarDay, type CalendarFacts, residenceCalendar, segmentDays } from './residence-calendar.ts'
import { TOKENS } from './tokens.ts'

type Segment = GroundSent & { readonly from: string; readonly to: string | null; readonly counts: boolean }
type Residence = Omit<CalendarFacts, 'segments'> & {
  readonly segments: readonly Segment[]
  readonly daysToGo: number | null
}

const CELL = 17
const ROW = 19
const LEFT = 62
const TOP = 18
const KINDS = ['counted', 'not-counted', 'gap', 'waiting'] as const

/** The residence day by day (居住明细): one row a month, one cell a day; the same told below as a list. */
export function ResidencePicture({ residence }: { residence: Residence }) {
  const w = useKitWords()
  const { language } = useLanguage()
  const [pointed, setPointed] = useState<CalendarDay>()
  const months = residenceCalendar(residence)
  const hatch = useId()
  const summary =
    residence.residenceStart === null || residence.eligibleFrom === null
      ? w('residence.summaryNone')
      : w('residence.summary', {
          start: formatDay(residence.residenceStart, language),
          eligible: formatDay(residence.eligibleFrom, language),
        })
  if (months.length === 0) return <p className="aj-faint">{w('residence.empty')}</p>
  const width = LEFT + 31 * CELL + 4
  const height = TOP + months.length * ROW + 4
  return (
    <figure className="aj-residence" data-testid="residence-picture">
      <p className="aj-residence-summary">{summary}</p>
      <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={summary}>
        <defs>
          <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="5" height="5" fill={TOKENS.amberWash} />
            <rect width="1.6" height="5" fill={TOKENS.amber} />
          </pattern>
        </defs>
        {[1, 5, 10, 15, 20, 25, 31].map((day) => (
          <text key={day} x={LEFT + (day - 0.5) * CELL} y={TOP - 6} className="aj-residence-axis" textAnchor="middle">
            {day}
          </text>
        ))}
        {months.map(({ month, days }, row) => (
          <g key={month} transform={`translate(0 ${TOP + row * ROW})`}>
            <text x={LEFT - 8} y={CELL - 4} className="aj-residence-axis" textAnchor="end">
              {month}
            </text>
            {days.map((day, index) => (
              <DayCell
                key={day.on}
                day={day}
                x={LEFT + index * CELL}
                hatch={`url(#${hatch})`}
                title={titleOf(day, residence, w, language)}
                onPoint={setPointed}
              />
            ))}
          </g>
        ))}
      </svg>
      <p className="aj-residence-pointed" aria-hidden>
        {pointed === undefined ? ' ' : titleOf(pointed, residence, w, language)}
      </p>
      <Legend hatch={hatch} />
      <SegmentList residence={residence} />
    </figure>
  )
}

function DayCell(props: {
  day: CalendarDay
  x: number
  hatch: string
  title: string
  onPoint: (day: CalendarDay) => void
}) {
  const { day, x, hatch } = props
  return (
    <g transform={`translate(${x} 0)`} onMouseEnter={() => props.onPoint(day)}>
      <title>{props.title}</title>
      <CellShape kind={day.kind} hatch={hatch} />
      {day.start && <path d="M1 1h6l-6 6z" fill={TOKENS.greenDeep} />}
      {day.eligible && <Flag colour={day.kind === 'counted' ? TOKENS.surface : TOKENS.seal} />}
      {day.today && (
        <rect x="0.5" y="0.5" width="15" height="15" rx="2" fill="none" stroke={TOKENS.seal} strokeWidth="2" />
      )}
    </g>
  )
}

function Flag({ colour }: { colour: string }) {
  return <path d="M5 3v10M5 3.5h6.5l-2 2 2 2H5z" stroke={colour} strokeWidth="1.4" fill={colour} />
}

function CellShape({ kind, hatch }: { kind: CalendarDay['kind']; hatch: string }) {
  const box = { x: 1, y: 1, width: 14, height: 14, rx: 1.5 }
  if (kind === 'counted') return <rect {...box} fill={TOKENS.green} />
  if (kind === 'not-counted') return <rect {...box} fill={hatch} stroke={TOKENS.amber} strokeWidth=".8" />
  if (kind === 'gap')
    return <rect {...box} fill="#fff" stroke={TOKENS.inkFaint} strokeWidth="1" strokeDasharray="2 2" />
  if (kind === 'waiting') return <rect {...box} fill={TOKENS.greenWash} stroke={TOKENS.green} strokeWidth=".7" />
  return <circle cx="8" cy="8" r="1.3" fill={TOKENS.lineStrong} />
}

function titleOf(
  day: CalendarDay,
  residence: Residence,
  w: ReturnType<typeof useKitWords>,
  language: 'zh' | 'en',
): string {
  const segment = residence.segments[day.segment]
  const marks: KitWord[] = [
    ...(day.today ? (['residence.today'] as const) : []),
    ...(day.start ? (['residence.start'] as const) : []),
    ...(day.eligible ? (['residence.eligible'] as const) : []),
  ]
  const parts = [formatDay(day.on, language), w(`residence.${day.kind}`), ...marks.map((mark) => w(mark))]
  if (segment !== undefined) parts.push(groundText(segment, language), clauseText(segment.law, language))
  return parts.join(' · ')
}

function Legend({ hatch }: { hatch: string }) {
  const w = useKitWords()
  return (
    <ul className="aj-legend">
      {KINDS.map((kind) => (
        <li key={kind}>
          <svg width="16" height="16" aria-hidden>
            <CellShape kind={kind} hatch={`url(#${hatch})`} />
          </svg>
          {w(`residence.${kind}`)}
        </li>
      ))}
      <li>
        <svg width="16" height="16" aria-hidden>
          <rect x="1.5" y="1.5" width="13" height="13" rx="2" fill="none" stroke={TOKENS.seal} strokeWidth="2" />
        </svg>
        {w('residence.today')}
      </li>
      <li>
        <svg width="16" height="16" aria-hidden>
          <Flag colour={TOKENS.seal} />
        </svg>
        {w('residence.eligible')}
      </li>
    </ul>
  )
}

function SegmentList({ residence }: { residence: Residence }) {
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
          <tr key={segment.from} data-counts={segment.counts}>
            <td className="aj-figure">{segment.from}</td>
            <td className="aj-figure">{segment.to ?? w('residence.ongoing')}</td>
            <td className="aj-figure">{segmentDays(segment, residence.asOf)}</td>
            <td>{w(segment.counts ? 'residence.yes' : 'residence.no')}</td>
            <td>
              {groundText(segment, language)} <Clause law={segment.law} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
