import { useKitWords } from './kit-words.ts'
import type { CalendarDay, CalendarPeriod } from './residence-calendar.ts'
import { TOKENS } from './tokens.ts'

const KINDS = ['counted', 'not-counted', 'gap', 'waiting'] as const
const PERMIT_KINDS = ['in-force', 'window', 'suspended'] as const
const WINDOW = '#f0c453'

type DayCellProps = {
  readonly day: CalendarDay
  readonly x: number
  readonly hatch: string
  readonly permit: CalendarPeriod['kind'] | undefined
  readonly isPointed: boolean
  readonly onPoint: (day: CalendarDay) => void
}

/** One day: the residence as a box, the permit as a strip below it, the window as a line under both. */
export function DayCell({ day, x, hatch, permit, isPointed, onPoint }: DayCellProps) {
  return (
    <g transform={`translate(${x} 0)`} onMouseEnter={() => onPoint(day)} data-day={day.on}>
      <rect width="17" height="24" fill="transparent" />
      <CellShape kind={day.kind} hatch={hatch} />
      {permit !== undefined && <PermitStrip kind={permit} hatch={hatch} />}
      {day.window !== -1 && <PermitStrip kind="window" hatch={hatch} />}
      {day.start && <path d="M1 1h6l-6 6z" fill={TOKENS.greenDeep} />}
      {day.anniversary && <path d="M16 15v8" stroke={TOKENS.ink} strokeWidth="2" />}
      {day.eligible && <Flag colour={day.kind === 'counted' ? TOKENS.surface : TOKENS.seal} />}
      {day.today && <Frame colour={TOKENS.seal} />}
      {isPointed && <Frame colour={TOKENS.ink} />}
    </g>
  )
}

function Frame({ colour }: { colour: string }) {
  return <rect x="0.5" y="0.5" width="15" height="22" rx="2" fill="none" stroke={colour} strokeWidth="2" />
}

function Flag({ colour }: { colour: string }) {
  return <path d="M5 3v10M5 3.5h6.5l-2 2 2 2H5z" stroke={colour} strokeWidth="1.4" fill={colour} />
}

function CellShape({ kind, hatch }: { kind: CalendarDay['kind']; hatch: string }) {
  const box = { x: 1, y: 1, width: 14, height: 14, rx: 1.5 }
  if (kind === 'counted') return <rect {...box} fill={TOKENS.green} />
  if (kind === 'not-counted')
    return <rect {...box} fill={`url(#${hatch}-amber)`} stroke={TOKENS.amber} strokeWidth=".8" />
  if (kind === 'gap')
    return <rect {...box} fill="#fff" stroke={TOKENS.inkFaint} strokeWidth="1" strokeDasharray="2 2" />
  if (kind === 'waiting') return <rect {...box} fill={TOKENS.greenWash} stroke={TOKENS.green} strokeWidth=".7" />
  return <circle cx="8" cy="8" r="1.3" fill={TOKENS.lineStrong} />
}

function PermitStrip({ kind, hatch }: { kind: CalendarPeriod['kind']; hatch: string }) {
  if (kind === 'window') return <rect x="0" y="20" width="17" height="3" fill={WINDOW} />
  if (kind === 'suspended')
    return (
      <rect x="0" y="16" width="17" height="4" fill={`url(#${hatch}-seal)`} stroke={TOKENS.seal} strokeWidth=".5" />
    )
  return <rect x="0" y="16" width="17" height="4" fill={TOKENS.blue} />
}

/** The days of the month over the columns. */
export function DayAxis({ left, cell, top }: { left: number; cell: number; top: number }) {
  return [1, 5, 10, 15, 20, 25, 31].map((day) => (
    <text key={day} x={left + (day - 0.5) * cell} y={top - 6} className="aj-residence-axis" textAnchor="middle">
      {day}
    </text>
  ))
}

/** What each look of a day means. */
export function DayLegend({ hatch }: { hatch: string }) {
  const w = useKitWords()
  return (
    <ul className="aj-legend">
      {KINDS.map((kind) => (
        <li key={kind}>
          <svg width="16" height="16" aria-hidden>
            <CellShape kind={kind} hatch={hatch} />
          </svg>
          {w(`residence.${kind}`)}
        </li>
      ))}
      {PERMIT_KINDS.map((kind) => (
        <li key={kind}>
          <svg width="16" height="16" viewBox="0 12 17 14" aria-hidden>
            <PermitStrip kind={kind} hatch={hatch} />
          </svg>
          {w(`life.${kind}`)}
        </li>
      ))}
      <li>
        <svg width="16" height="16" viewBox="0 0 17 24" aria-hidden>
          <Frame colour={TOKENS.seal} />
        </svg>
        {w('residence.today')}
      </li>
      <li>
        <svg width="16" height="16" aria-hidden>
          <Flag colour={TOKENS.seal} />
        </svg>
        {w('residence.eligible')}
      </li>
      <li>
        <svg width="16" height="16" aria-hidden>
          <path d="M8 2v12" stroke={TOKENS.ink} strokeWidth="2" />
        </svg>
        {w('residence.permitYear')}
      </li>
    </ul>
  )
}
