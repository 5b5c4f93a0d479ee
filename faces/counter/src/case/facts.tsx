import type { Fact } from './fact.ts'

/** Labels and values of a file, in columns as wide as the window allows. */
export function Facts({ rows }: { rows: readonly Fact[] }) {
  return (
    <dl className="aj-facts">
      {rows.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
