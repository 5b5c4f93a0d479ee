import { FORM_CODE_LISTS, FORM_FIELDS, type FormFieldRow } from '@anju/contract/form.ts'
import { formatDay } from '@anju/contract/message/format-day.ts'
import type { Language } from '@anju/face-kit/language.ts'
import { isRecord, textPart } from '../rule/record.ts'

const ROWS = new Map<string, FormFieldRow>(FORM_FIELDS.map((row) => [row.field, row]))

/** What stands in a field of 附件1, in the words of the form; empty where nothing does. */
export function formValueText(field: string, value: unknown, language: Language): string {
  const row = ROWS.get(field)
  if (Array.isArray(value))
    return value
      .filter(isRecord)
      .map((one) => relativeText(one, language))
      .join('；')
  if (typeof value === 'boolean') return language === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no'
  if (typeof value === 'number') return String(value)
  // The division of the hukou stands in words at the head of the file.
  if (typeof value !== 'string' || value === '' || row?.type === 'division') return ''
  if (row?.type === 'date') return formatDay(value, language)
  return row?.codeList === undefined ? value : codeText(row.codeList, value, language)
}

function codeText(list: keyof typeof FORM_CODE_LISTS, value: string, language: Language): string {
  return FORM_CODE_LISTS[list].find(({ code }) => code === value)?.[language] ?? value
}

/** 李小明（配偶，同住） */
function relativeText(relative: Readonly<Record<string, unknown>>, language: Language): string {
  const relation = textPart(relative, 'relation')
  const lives = {
    zh: relative['together'] === true ? '同住' : '',
    en: relative['together'] === true ? 'lives here' : '',
  }
  const parts = [
    relation === '' ? '' : codeText('relation', relation, language),
    textPart(relative, 'idNumber'),
    lives[language],
  ]
  const told = parts.filter((part) => part !== '').join(language === 'zh' ? '，' : ', ')
  const name = textPart(relative, 'name')
  if (told === '') return name
  return language === 'zh' ? `${name}（${told}）` : `${name} (${told})`
}
