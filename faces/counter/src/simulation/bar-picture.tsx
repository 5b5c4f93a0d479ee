import { TOKENS } from '@anju/face-kit/tokens.ts'
import { barWidth, type Bar } from './report-view.ts'

const LABEL = 150
const FULL = 430
const ROW = 24
const PAINT: Readonly<Record<Bar['tone'], string>> = { gain: TOKENS.green, lose: TOKENS.seal, plain: TOKENS.amber }

/** Bars with their label before them and their number behind; the table beside says the same in figures. */
export function BarPicture({
  title,
  bars,
  of,
  labelOf,
}: {
  readonly title: string
  readonly bars: readonly Bar[]
  /** What a share is a share of. */
  readonly of: number
  readonly labelOf: (key: string) => string
}) {
  const most = Math.max(1, ...bars.map(({ value }) => value))
  return (
    <figure className="aj-bars">
      <svg viewBox={`0 0 ${LABEL + FULL + 160} ${bars.length * ROW}`} role="img" aria-label={title}>
        {bars.map(({ key, value, tone }, at) => {
          const width = barWidth(value, most, FULL)
          return (
            <g key={key} transform={`translate(0 ${at * ROW})`}>
              <text x={LABEL - 8} y="16" textAnchor="end" className="aj-bars-label">
                {labelOf(key)}
              </text>
              <rect x={LABEL} y="4" width={width} height="16" rx="1.5" fill={PAINT[tone]} />
              <text x={LABEL + width + 6} y="16" className="aj-bars-figure">
                {value.toLocaleString('en-US')} ({of === 0 ? '—' : `${((value / of) * 100).toFixed(1)}%`})
              </text>
            </g>
          )
        })}
      </svg>
    </figure>
  )
}
