import { formatDay } from '@anju/contract/message/format-day.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { roleWord, stateWord, tableWord } from '@anju/face-kit/law-words.ts'
import { useCounterWords } from '../counter-words.ts'

type Endorsement = AnswerOf<Routes['getPersonFile']>['endorsements'][number]

/** Endorsements that were made or asked for, with the names under each. */
export function EndorsementTable({ rows }: { rows: readonly Endorsement[] }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const day = (on: string | null) => (on === null ? '—' : formatDay(on, language))
  if (rows.length === 0) return <p className="aj-faint">{w('endorse.past.none')}</p>
  return (
    <table className="aj-plain-table" data-testid="endorsements">
      <thead>
        <tr>
          {(['accepted', 'done', 'state', 'channel', 'written', 'signed'] as const).map((column) => (
            <th key={column} scope="col">
              {w(`endorse.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.endorsementId} data-testid={`endorsement-${row.endorsementId}`} data-state={row.state}>
            <td className="aj-nowrap">{day(row.acceptedOn)}</td>
            <td className="aj-nowrap">{day(row.completedOn ?? row.refusedOn)}</td>
            <td>
              {stateWord('endorsement', row.state, language)}
              {row.refusalReasons.map((reason) => (
                <div key={reason} className="aj-faint">
                  {tableWord('endorsement-refusal', reason, language)}
                </div>
              ))}
            </td>
            <td>{tableWord('channel', row.channel, language)}</td>
            <td>{row.written === null ? '—' : tableWord('written', row.written, language)}</td>
            <td>{namesUnder(row, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Each person once, however many steps they signed. */
function namesUnder({ signatures }: Endorsement, language: 'zh' | 'en'): string {
  const names = signatures.map(({ name, role }) => `${name}（${roleWord(role, language)}）`)
  return names.length === 0 ? '—' : [...new Set(names)].join('、')
}
