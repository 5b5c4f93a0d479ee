import { TOKENS } from '@anju/face-kit/tokens.ts'

const LABEL = 92
const FULL = 260
const ROW = 22

export type FigureBarRow = {
  readonly key: string
  readonly label: string
  readonly value: number
  readonly text: string
}

/** A figure beside its limit and what others have, each with its number in words behind it. The first one is the one asked about. */
export function FigureBar({ title, rows }: { readonly title: string; readonly rows: readonly FigureBarRow[] }) {
  const most = Math.max(1, ...rows.map(({ value }) => value))
  return (
    <figure className="aj-figure-bar">
      <svg viewBox={`0 0 ${LABEL + FULL + 150} ${rows.length * ROW}`} role="img" aria-label={title}>
        {rows.map(({ key, label, value, text }, at) => {
          const width = Math.max(2, (value / most) * FULL)
          return (
            <g key={key} transform={`translate(0 ${at * ROW})`}>
              <text x={LABEL - 8} y="15" textAnchor="end" className="aj-bars-label">
                {label}
              </text>
              <rect x={LABEL} y="4" width={width} height="14" rx="1.5" fill={at === 0 ? TOKENS.seal : TOKENS.amber} />
              <text x={LABEL + width + 6} y="15" className="aj-bars-figure">
                {text}
              </text>
            </g>
          )
        })}
      </svg>
    </figure>
  )
}
