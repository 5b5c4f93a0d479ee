import { TOKENS } from './tokens.ts'

/** The seal 安居 and the name beside it. Drawn, not a font: the seal's characters are those of the page's own typeface. */
export function Wordmark({ size = 34, tone = 'paper' }: { size?: number; tone?: 'paper' | 'ink' }) {
  return (
    <span className="aj-wordmark" data-tone={tone}>
      <svg width={size} height={size} viewBox="0 0 40 40" role="img" aria-label="安居">
        <rect x="1" y="1" width="38" height="38" rx="5" fill={TOKENS.seal} />
        <rect x="4" y="4" width="32" height="32" rx="2.5" fill="none" stroke="#fff" strokeWidth="1" opacity=".75" />
        <text x="20" y="27.5" textAnchor="middle" fontSize="21" fontWeight="700" fill="#fff">
          安
        </text>
      </svg>
      <span className="aj-wordmark-name">
        <strong>安居</strong>
        <small>Anju</small>
      </span>
    </span>
  )
}
