import { Radio, Select } from 'antd'
import { useLanguage } from './language.ts'

export type Choosable = { readonly code: string; readonly zh: string; readonly en: string }

type ChoiceProps = {
  readonly id?: string
  readonly list: readonly Choosable[]
  readonly value?: string | undefined
  readonly onChange?: (code: string) => void
  readonly onPicked?: () => void
  readonly disabled?: boolean
  readonly testId?: string
  readonly label?: string
}

/** One of a few: boxes as on the printed form; arrow keys choose, and so does the box's number. */
export function BoxChoice({ list, value, onChange, onPicked, disabled, testId, label, id }: ChoiceProps) {
  const { language } = useLanguage()
  return (
    <div
      className="aj-boxes-keys"
      onKeyDown={(event) => {
        const picked = list[Number(event.key) - 1]
        if (!/^[1-9]$/.test(event.key) || picked === undefined) return
        event.preventDefault()
        onChange?.(picked.code)
        onPicked?.()
      }}
    >
      <Radio.Group
        {...(id === undefined ? {} : { id })}
        className="aj-boxes"
        {...(label === undefined ? {} : { 'aria-label': label })}
        value={value === undefined || value === '' ? null : value}
        disabled={disabled === true}
        {...(testId === undefined ? {} : { 'data-testid': testId })}
        onChange={(event) => onChange?.(String(event.target.value))}
      >
        {list.map((entry, index) => (
          <Radio
            key={entry.code}
            value={entry.code}
            data-testid={testId === undefined ? undefined : `${testId}-${entry.code}`}
          >
            <span className="aj-box-number" aria-hidden>
              {index + 1}
            </span>
            {entry[language]}
          </Radio>
        ))}
      </Radio.Group>
    </div>
  )
}

/** One of many: typed by code or by any part of its words. */
export function ListChoice({ list, value, onChange, onPicked, disabled, testId, id, label }: ChoiceProps) {
  const { language } = useLanguage()
  const chosen = value === '' ? undefined : value
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      className="aj-list-choice"
      value={chosen ?? null}
      disabled={disabled === true}
      data-testid={testId}
      data-chosen={chosen === undefined ? 'no' : 'yes'}
      {...(label === undefined ? {} : { 'aria-label': label })}
      showSearch={{ filterOption: (typed, option) => matchesTyped(typed, option?.label ?? '') }}
      options={list.map((entry) => ({ value: entry.code, label: `${entry.code} ${entry[language]}` }))}
      onChange={(picked) => onChange?.(picked ?? '')}
      onSelect={() => onPicked?.()}
    />
  )
}

function matchesTyped(typed: string, label: string): boolean {
  return label.toLowerCase().includes(typed.trim().toLowerCase())
}
