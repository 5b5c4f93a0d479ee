import { formatDay } from '@anju/contract/message/format-day.ts'
import type { LifeView } from '@anju/contract/life-shape.ts'
import { useId, useState } from 'react'
import { useKitWords } from './kit-words.ts'
import { useLanguage } from './language.ts'
import { clauseText } from '@anju/contract/message/clause-text.ts'
import { lifeYears, periodsOf, type LifeYear, type Stretch, type StretchKind } from './life-years.ts'
import { TOKENS } from './tokens.ts'

type Pictured = Pick<LifeView, 'asOf' | 'segments' | 'eligibleFrom' | 'residing' | 'residenceStart' | 'permits'>

const LEFT = 50
const DAYS = 366
const ROW = 44
const TOP = 16
const LANE = 15
const KINDS = ['counted', 'not-counted', 'waiting', 'in-force', 'window', 'suspended'] as const
const MONTHS = Array.from({ length: 12 }, (_, index) => index)
const SHORT_MONTHS: Readonly<Record<number, string>> = { 0: 'Jan', 3: 'Apr', 6: 'Jul', 9: 'Oct' }

/**
 * A whole life at a glance: one row a year, residence above and permit below. Each stretch can be reached by pointer and
 * keyboard and says what it is, by which clause; the tables beside it say the same.
 */
export function LifePicture({ life }: { life: Pictured }) {
  const w = useKitWords()
  const { language } = useLanguage()
  const [pointed, setPointed] = useState<Stretch>()
  const hatch = useId()
  const years = lifeYears(life)
  if (years.length === 0) return <p className="aj-faint">{w('residence.empty')}</p>
  const textOf = (stretch: Stretch) => {
    const days = `${formatDay(stretch.from, language)} – ${formatDay(stretch.to, language)}`
    const why = stretch.of.list === 'segments' ? life.segments[stretch.of.index] : periodsOf(life)[stretch.of.index]
    const kind = w(`life.${stretch.kind}`)
    if (stretch.of.list === 'ahead' || why === undefined) return `${days} · ${kind}`
    return `${days} · ${kind} · ${why[language]} · ${clauseText(why.law, language)}`
  }
  return (
    <figure className="aj-life" data-testid="life-picture">
      <svg viewBox={`0 0 ${LEFT + DAYS + 2} ${TOP + years.length * ROW}`} role="group" aria-label={w('life.title')}>
        <defs>
          <Hatch id={`${hatch}-amber`} ground={TOKENS.amberWash} line={TOKENS.amber} />
          <Hatch id={`${hatch}-seal`} ground={TOKENS.sealWash} line={TOKENS.seal} />
        </defs>
        {MONTHS.filter((month) => month % 3 === 0).map((month) => (
          <text key={month} x={LEFT + (month * DAYS) / 12} y={TOP - 5} className="aj-life-axis">
            {language === 'zh' ? w('residence.month', { month: month + 1 }) : SHORT_MONTHS[month]}
          </text>
        ))}
        {years.map((year, row) => (
          <YearRow
            key={year.year}
            year={year}
            top={TOP + row * ROW}
            hatch={hatch}
            textOf={textOf}
            onPoint={setPointed}
          />
        ))}
      </svg>
      <figcaption className="aj-life-pointed" aria-hidden data-testid="life-pointed">
        {pointed === undefined ? w('life.hint') : textOf(pointed)}
      </figcaption>
      <ul className="aj-legend">
        {KINDS.map((kind) => (
          <li key={kind}>
            <svg width="16" height="16" aria-hidden>
              <rect x="1" y="2" width="14" height="12" {...paintOf(kind, hatch)} />
            </svg>
            {w(`life.${kind}`)}
          </li>
        ))}
        <li>
          <svg width="16" height="16" aria-hidden>
            <path d="M8 1v14" stroke={TOKENS.seal} strokeWidth="2" />
          </svg>
          {w('residence.today')}
        </li>
      </ul>
    </figure>
  )
}

function YearRow(props: {
  year: LifeYear
  top: number
  hatch: string
  textOf: (stretch: Stretch) => string
  onPoint: (stretch: Stretch) => void
}) {
  const { year, top, hatch, textOf, onPoint } = props
  return (
    <g transform={`translate(0 ${top})`}>
      <text x={LEFT - 8} y={LANE + 4} textAnchor="end" className="aj-life-year">
        {year.year}
      </text>
      <rect x={LEFT} y={0} width={year.days} height={LANE} fill={TOKENS.sunk} stroke={TOKENS.line} strokeWidth=".5" />
      <rect
        x={LEFT}
        y={LANE + 3}
        width={year.days}
        height={LANE}
        fill={TOKENS.sunk}
        stroke={TOKENS.line}
        strokeWidth=".5"
      />
      {MONTHS.slice(1).map((month) => (
        <path
          key={month}
          d={`M${LEFT + (month * year.days) / 12} 0v${2 * LANE + 3}`}
          stroke={TOKENS.line}
          strokeWidth=".5"
        />
      ))}
      {[...year.residence, ...year.permit].map((stretch) => (
        <rect
          key={`${stretch.of.list}-${stretch.of.index}`}
          className="aj-life-stretch"
          x={LEFT + stretch.left}
          y={placeOf(stretch).y}
          width={Math.max(1.5, stretch.width)}
          height={placeOf(stretch).height}
          {...paintOf(stretch.kind, hatch)}
          tabIndex={0}
          role="img"
          aria-label={textOf(stretch)}
          data-kind={stretch.kind}
          onMouseEnter={() => onPoint(stretch)}
          onFocus={() => onPoint(stretch)}
        />
      ))}
      {year.today !== undefined && (
        <path d={`M${LEFT + year.today + 0.5} -3v${2 * LANE + 9}`} stroke={TOKENS.seal} strokeWidth="1.6" />
      )}
    </g>
  )
}

/** The window lies as a narrow bar over the days of the permit. */
function placeOf({ kind, of }: Stretch): { readonly y: number; readonly height: number } {
  if (of.list !== 'periods') return { y: 0, height: LANE }
  if (kind === 'window') return { y: LANE + 3 + LANE - 5, height: 5 }
  return { y: LANE + 3, height: LANE }
}

function paintOf(kind: StretchKind, hatch: string): React.SVGProps<SVGRectElement> {
  const paints = {
    counted: { fill: TOKENS.green },
    'not-counted': { fill: `url(#${hatch}-amber)`, stroke: TOKENS.amber, strokeWidth: 0.7 },
    waiting: { fill: TOKENS.greenWash, stroke: TOKENS.green, strokeWidth: 0.7 },
    'in-force': { fill: TOKENS.blue, stroke: TOKENS.surface, strokeWidth: 0.8 },
    window: { fill: '#f0c453', stroke: TOKENS.amber, strokeWidth: 0.7 },
    suspended: { fill: `url(#${hatch}-seal)`, stroke: TOKENS.seal, strokeWidth: 0.8 },
  } as const satisfies Record<StretchKind, React.SVGProps<SVGRectElement>>
  return paints[kind]
}

function Hatch({ id, ground, line }: { id: string; ground: string; line: string }) {
  return (
    <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="5" height="5" fill={ground} />
      <rect width="1.6" height="5" fill={line} />
    </pattern>
  )
}
