import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { useCounterWords } from '../counter-words.ts'
import type { Change } from './amendment-draft.ts'
import { formValueText } from './form-value-text.ts'

/** What was and what will be, field by field, before anybody signs it. */
export function ChangeTable({ changes }: { changes: readonly Pick<Change, 'field' | 'before' | 'after'>[] }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  if (changes.length === 0) return <p className="aj-faint">{w('amend.none')}</p>
  const text = (field: string, value: unknown) => {
    const told = formValueText(field, value, language)
    return told === '' ? <span className="aj-faint">{w('amend.blank')}</span> : told
  }
  return (
    <table className="aj-plain-table" data-testid="amend-changes">
      <thead>
        <tr>
          {(['field', 'before', 'after'] as const).map((column) => (
            <th key={column} scope="col">
              {w(`amend.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {changes.map(({ field, before, after }) => (
          <tr key={field} data-testid={`change-${field}`}>
            <th scope="row">{tableWord('field', field, language)}</th>
            <td>{text(field, before)}</td>
            <td>
              <strong>{text(field, after)}</strong>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
