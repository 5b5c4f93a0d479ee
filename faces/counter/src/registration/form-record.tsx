import { FORM_FIELDS, type FormFieldRow } from '@anju/contract/form.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { fact } from '../case/fact.ts'
import { Facts } from '../case/facts.tsx'
import { useCounterWords } from '../counter-words.ts'
import { formValueText } from './form-value-text.ts'

const ROWS: readonly FormFieldRow[] = FORM_FIELDS

/** What was declared on 附件1, in the words of the form; blanks are left out. */
export function FormRecord({ form }: { form: Readonly<Record<string, unknown>> }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const rows = ROWS.flatMap((row) => {
    const text = formValueText(row.field, form[row.field], language)
    return text === '' ? [] : [fact(language === 'zh' ? row.zh : row.en, text)]
  })
  return (
    <section className="aj-panel">
      <h2>{w('file.form')}</h2>
      <Facts rows={rows} />
    </section>
  )
}
