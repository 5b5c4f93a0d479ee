import { useLanguage } from '@anju/face-kit/language.ts'
import { formatDay } from '@anju/contract/message/format-day.ts'
import { Clause, ClauseTexts } from '@anju/face-kit/clause.tsx'
import { Input } from 'antd'
import { useContext, useState } from 'react'
import { usePack } from '../app/use-pack.ts'
import { useCounterWords } from '../counter-words.ts'
import { parameterName } from './parameter-name.ts'
import { type ParameterRow, parameterRows, partOf, rowSays } from './parameter-rows.ts'
import { partWord } from './parameter-words.ts'

/** 参数: every number and list of the city's rules with its clause, part by part. They are law, so they are read here, not set. */
export function ParameterPage() {
  const w = useCounterWords()
  const { language } = useLanguage()
  const pack = usePack()
  const clauses = useContext(ClauseTexts)
  const [words, setWords] = useState('')
  const rows = parameterRows(pack?.all ?? {}, language)
    .map((row) => (language === 'zh' ? { ...row, gist: clauses[row.law]?.zh ?? '' } : row))
    .filter((row) => rowSays(row, [partWord(partOf(row), language), parameterName(row.key, language)], words))
  const parts = [...new Set(rows.map(partOf))]
  return (
    <div className="aj-page" data-testid="parameters">
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
      <Input.Search
        className="aj-search"
        allowClear
        value={words}
        placeholder={w('rule.search')}
        aria-label={w('rule.search')}
        data-testid="field-parameter"
        onChange={({ target }) => setWords(target.value)}
      />
      {parts.map((part) => (
        <section key={part} data-testid={`parameters-${part}`}>
          <h2>{partWord(part, language)}</h2>
          <ParameterTable rows={rows.filter((row) => partOf(row) === part)} />
        </section>
      ))}
      {pack !== undefined && rows.length === 0 && <p className="aj-empty">{w('rule.none')}</p>}
    </div>
  )
}

function ParameterTable({ rows }: { readonly rows: readonly ParameterRow[] }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  return (
    <table className="aj-table aj-parameters">
      <thead>
        <tr>
          {(['key', 'value', 'gist', 'law'] as const).map((column) => (
            <th key={column} scope="col">
              {w(`rule.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <td>
              {parameterName(row.key, language)} <span className="aj-key">{row.key}</span>
            </td>
            <td>{row.value}</td>
            <td className="aj-soft">{row.gist}</td>
            <td>
              <Clause law={row.law} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
