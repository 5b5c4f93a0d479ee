import type { LifeView } from '@anju/contract/life-shape.ts'
import { formatDay } from '@anju/contract/message/format-day.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { useId, useState } from 'react'
import { DayCell, DayLegend, DayAxis } from './day-cell.tsx'
import { useKitWords, type KitWord } from './kit-words.ts'
import { useLanguage } from './language.ts'
import { clauseText } from '@anju/contract/message/clause-text.ts'
import { LifePicture } from './life-picture.tsx'
import { periodsOf } from './life-years.ts'
import { type CalendarDay, dayByKey, residenceCalendar } from './residence-calendar.ts'
import { PeriodList, SegmentList } from './segment-list.tsx'
import { TOKENS } from './tokens.ts'

const CELL = 17
const ROW = 25
const LEFT = 62
const TOP = 18

/**
 * A residence over the whole life (居住明细): one row a year, then every day, one row a month, with the permit below each day. The
 * same is told in the tables underneath. Pointer and keyboard explain each day with its clause.
 */
export function ResidencePicture({ residence }: { residence: LifeView }) {
  const w = useKitWords()
  const { language } = useLanguage()
  const summary =
    residence.residenceStart === null || residence.eligibleFrom === null
      ? w('residence.summaryNone')
      : w('residence.summary', {
          start: formatDay(residence.residenceStart, language),
          eligible: formatDay(residence.eligibleFrom, language),
        })
  if (residence.segments.length === 0 && residence.permits.length === 0)
    return <p className="aj-faint">{w('residence.empty')}</p>
  return (
    <div className="aj-residence" data-testid="residence-picture">
      <p className="aj-residence-summary">{summary}</p>
      <LifePicture life={residence} />
      <DayGrid residence={residence} summary={summary} />
      <SegmentList residence={residence} />
      <PeriodList permits={residence.permits} />
    </div>
  )
}

function DayGrid({ residence, summary }: { residence: LifeView; summary: string }) {
  const w = useKitWords()
  const { language } = useLanguage()
  const hatch = useId()
  const periods = periodsOf(residence)
  const anniversaries = residence.permits.flatMap(({ window }) => window?.anniversaryOn ?? [])
  const months = residenceCalendar({
    ...residence,
    periods,
    anniversaries: [...anniversaries, ...periods.flatMap(({ facts }) => String(facts['anniversaryOn'] ?? ''))],
  })
  const days = months.flatMap((month) => month.days)
  const [pointed, setPointed] = useState<CalendarDay>()
  const here = pointed ?? days.find((day) => day.today) ?? days[0]
  if (here === undefined) return null
  const text = (day: CalendarDay) => dayText(day, residence, periods, w, language)
  const width = LEFT + 31 * CELL + 4
  const height = TOP + months.length * ROW + 4
  return (
    <figure className="aj-day-grid">
      <div
        role="slider"
        tabIndex={0}
        aria-label={`${w('residence.title')}: ${summary}`}
        aria-describedby={`${hatch}-keys`}
        aria-valuemin={0}
        aria-valuemax={days.length - 1}
        aria-valuenow={days.indexOf(here)}
        aria-valuetext={text(here)}
        data-testid="residence-days"
        onKeyDown={(event) => {
          const target = dayByKey(event.key, parsePlainDate(here.on), months)
          if (target === undefined) return
          event.preventDefault()
          setPointed(days.find(({ on }) => on === target))
        }}
      >
        <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden>
          <defs>
            <Hatch id={`${hatch}-amber`} ground={TOKENS.amberWash} line={TOKENS.amber} />
            <Hatch id={`${hatch}-seal`} ground={TOKENS.sealWash} line={TOKENS.seal} />
          </defs>
          <DayAxis left={LEFT} cell={CELL} top={TOP} />
          {months.map(({ month, days: row }, index) => (
            <g key={month} transform={`translate(0 ${TOP + index * ROW})`}>
              <text x={LEFT - 8} y={CELL - 4} className="aj-residence-axis" textAnchor="end">
                {month}
              </text>
              {row.map((day, column) => (
                <DayCell
                  key={day.on}
                  day={day}
                  x={LEFT + column * CELL}
                  hatch={hatch}
                  permit={periods[day.period]?.kind}
                  isPointed={day.on === pointed?.on}
                  onPoint={setPointed}
                />
              ))}
            </g>
          ))}
        </svg>
      </div>
      <p className="aj-residence-pointed" aria-hidden data-testid="residence-pointed">
        {text(here)}
      </p>
      <p className="aj-faint aj-residence-keys" id={`${hatch}-keys`}>
        {w('residence.move')}
      </p>
      <DayLegend hatch={hatch} />
    </figure>
  )
}

function Hatch({ id, ground, line }: { id: string; ground: string; line: string }) {
  return (
    <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="5" height="5" fill={ground} />
      <rect width="1.6" height="5" fill={line} />
    </pattern>
  )
}

/** What a day is: the residence with its reason and clause, then the permit with its own. */
function dayText(
  day: CalendarDay,
  residence: LifeView,
  periods: ReturnType<typeof periodsOf>,
  w: ReturnType<typeof useKitWords>,
  language: 'zh' | 'en',
): string {
  const marks: KitWord[] = [
    ...(day.today ? (['residence.today'] as const) : []),
    ...(day.start ? (['residence.start'] as const) : []),
    ...(day.eligible ? (['residence.eligible'] as const) : []),
    ...(day.anniversary ? (['residence.permitYear'] as const) : []),
  ]
  const reasons = [residence.segments[day.segment], periods[day.period], periods[day.window]].flatMap((reason) =>
    reason === undefined ? [] : [reason[language], clauseText(reason.law, language)],
  )
  return [formatDay(day.on, language), w(`residence.${day.kind}`), ...marks.map((mark) => w(mark)), ...reasons].join(
    ' · ',
  )
}
