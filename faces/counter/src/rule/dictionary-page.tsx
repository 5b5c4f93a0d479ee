import { FORM_CODE_LISTS, FORM_FIELDS, type FormCodeListName, type FormFieldRow } from '@anju/contract/form.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { CODE_LIST_NAMES } from './code-list-name.ts'
import { useCounterWords } from '../counter-words.ts'

const route = getRouteApi('/system/dictionary')
const ROWS: readonly FormFieldRow[] = FORM_FIELDS

function listLabel(list: FormCodeListName, language: 'zh' | 'en'): string {
  return ROWS.find((row) => row.codeList === list)?.[language] ?? tableWord('field', list, language)
}

/** 字典: the code lists of the form, as they are exchanged. */
export function DictionaryPage(): React.ReactNode {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { list } = route.useSearch()
  const navigate = useNavigate()
  const lists = CODE_LIST_NAMES
  return (
    <div className="aj-page">
      <header className="aj-page-head">
        <h1>{w('menu.dictionary')}</h1>
        <span className="aj-faint">{w('rule.dictionary.note')}</span>
      </header>
      <Segmented
        className="aj-wrap"
        value={list}
        options={lists.map((name) => ({ value: name, label: listLabel(name, language) }))}
        onChange={(name) => void navigate({ to: '/system/dictionary', search: { list: name }, replace: true })}
      />
      <table className="aj-table">
        <thead>
          <tr>
            <th scope="col">{w('rule.column.code')}</th>
            <th scope="col">中文</th>
            <th scope="col">English</th>
          </tr>
        </thead>
        <tbody>
          {FORM_CODE_LISTS[list].map((entry) => (
            <tr key={entry.code}>
              <td className="aj-figure">{entry.code}</td>
              <td lang="zh-CN">{entry.zh}</td>
              <td lang="en">{entry.en}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
