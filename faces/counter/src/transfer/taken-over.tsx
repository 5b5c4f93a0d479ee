import { formatDay } from '@anju/contract/message/format-day.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { useCounterWords } from '../counter-words.ts'

const COLUMNS = ['what', 'no', 'from', 'issued', 'until', 'lived', 'as'] as const

/** Permits of a person that no application here led to, each with where it came from: the old register, or an office elsewhere. */
export function TakenOver({ taken }: Pick<AnswerOf<Routes['getPersonFile']>, 'taken'>): React.ReactNode {
  const w = useCounterWords()
  const { language } = useLanguage()
  if (taken.length === 0) return null
  const day = (on: string | null) => (on === null ? '—' : formatDay(on, language))
  return (
    <section className="aj-panel">
      <h2>{w('taken.title')}</h2>
      <table className="aj-plain-table" data-testid="taken-over">
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {w(`taken.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {taken.map((one) => (
            <tr key={one.takenId} data-origin={one.origin}>
              <td>{w(`taken.kind.${one.kind}`)}</td>
              <td className="aj-figure">{one.permitNo}</td>
              <td>
                {one.origin === 'import' ? w('taken.from.import') : w('taken.from.elsewhere', { office: one.office })}
              </td>
              <td className="aj-nowrap">{day(one.issuedOn)}</td>
              <td className="aj-nowrap">{day(one.printedOn)}</td>
              <td>
                {day(one.registeredOn)} {one.address}
              </td>
              <td>{w(`taken.as.${one.enteredAs}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
