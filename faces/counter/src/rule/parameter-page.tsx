import { useLanguage } from '@anju/face-kit/language.ts'
import { formatDay } from '@anju/contract/message/format-day.ts'
import { Clause, ClauseTexts } from '@anju/face-kit/clause.tsx'
import { useContext } from 'react'
import { usePack } from '../app/use-pack.ts'
import { useCounterWords } from '../counter-words.ts'
import { parameterRows } from './parameter-rows.ts'

/** 参数: every number and list of the city's rules with its clause. They are law, so they are read here, not set. */
export function ParameterPage() {
  const w = useCounterWords()
  const { language } = useLanguage()
  const pack = usePack()
  const clauses = useContext(ClauseTexts)
  const rows = parameterRows(pack?.all ?? {})
  return (
    <div className="aj-page">
      <header className="aj-page-head">
        <h1>{w('menu.parameters')}</h1>
        {pack !== undefined && (
          <span className="aj-faint">
            {w('rule.pack', { pack: pack.packId, day: formatDay(pack.inForceOn, language) })}
            {' · '}
            {w('rule.workingDays', { day: formatDay(pack.workingDaysThrough, language) })}
          </span>
        )}
      </header>
      <table className="aj-table" data-testid="parameters">
        <thead>
          <tr>
            {(['key', 'value', 'law', 'gist'] as const).map((column) => (
              <th key={column} scope="col">
                {w(`rule.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <td className="aj-key">{row.key}</td>
              <td>{row.value}</td>
              <td>
                <Clause law={row.law} />
              </td>
              <td className="aj-soft">{language === 'zh' ? (clauses[row.law]?.zh ?? row.gist) : row.gist}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
