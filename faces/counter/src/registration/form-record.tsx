import { FORM_CODE_LISTS, FORM_FIELDS, type FormFieldRow } from '@anju/contract/form.ts'
import { formatDay } from '@anju/contract/message/format-day.ts'
import { useLanguage, type Language } from '@anju/face-kit/language.ts'
import { fact } from '../case/fact.ts'
import { Facts } from '../case/facts.tsx'
import { useCounterWords } from '../counter-words.ts'

const ROWS: readonly FormFieldRow[] = FORM_FIELDS

/** What was declared on 附件1, in the words of the form; blanks are left out. */
export function FormRecord({ form }: { form: Readonly<Record<string, unknown>> }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const rows = ROWS.flatMap((row) => {
    const text = shownValue(row, form[row.field], language)
    return text === '' ? [] : [fact(language === 'zh' ? row.zh : row.en, text)]
  })
  return (
    <section className="aj-panel">
      <h2>{w('file.form')}</h2>
      <Facts rows={rows} />
    </section>
  )
}

function shownValue(row: FormFieldRow, value: unknown, language: Language): string {
  if (typeof value === 'boolean') return language === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no'
  if (typeof value === 'number') return String(value)
  // The division of the hukou stands in words at the head of the file.
  if (typeof value !== 'string' || value === '' || row.type === 'division') return ''
  if (row.type === 'date') return formatDay(value, language)
  if (row.codeList === undefined) return value
  return FORM_CODE_LISTS[row.codeList].find(({ code }) => code === value)?.[language] ?? value
}
