import { FORM_CODE_LISTS, FORM_FIELDS, type FormFieldName, type FormFieldRow } from '@anju/contract/form.ts'
import { findWord } from '@anju/contract/message/find-word.ts'
import { BoxChoice, ListChoice } from '@anju/face-kit/choice.tsx'
import { DayInput } from '@anju/face-kit/day-input.tsx'
import { Field } from '@anju/face-kit/field.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { Input } from 'antd'
import { YES_NO } from './yes-no.ts'

const ROWS = new Map<string, FormFieldRow>(FORM_FIELDS.map((row) => [row.field, row]))
/** Up to this many choices stand as boxes, as on paper; more are a list to type in. */
const BOXES_MAX = 7

export type FormRowProps = {
  readonly field: FormFieldName
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onPicked: () => void
  readonly messages?: readonly string[] | undefined
  readonly today: string
  readonly hint?: React.ReactNode
  readonly wide?: boolean
  readonly onBlur?: () => void
}

/** One field of 附件1: label, star, type and choices come from the form table of the contract. */
export function FormRow(props: FormRowProps) {
  const { language } = useLanguage()
  const row = ROWS.get(props.field)
  if (row === undefined) throw new Error(`The form has no field ${props.field}`)
  const label = language === 'en' ? row.en : (findWord('field', row.field, 'zh') ?? row.zh)
  return (
    <Field
      name={props.field}
      label={label}
      starred={row.starred}
      messages={props.messages}
      hint={props.hint}
      wide={props.wide ?? isWide(row)}
    >
      <Control row={row} label={label} {...props} />
    </Field>
  )
}

/** Many boxes need a line of their own; on paper they have one, too. */
function isWide({ codeList, type }: FormFieldRow): boolean {
  if (type === 'yes-no' || codeList === undefined) return false
  const count = FORM_CODE_LISTS[codeList].length
  return count > 3 && count <= BOXES_MAX
}

function Control({
  row,
  label,
  field,
  value,
  onChange,
  onPicked,
  today,
  onBlur,
}: FormRowProps & { row: FormFieldRow; label: string }) {
  const common = { id: `field-${field}`, value, onChange, onPicked, label, testId: `field-${field}` }
  if (row.type === 'yes-no') return <BoxChoice {...common} list={YES_NO} />
  if (row.type === 'date') return <DayInput {...common} today={today} />
  if (row.codeList !== undefined) {
    const list = FORM_CODE_LISTS[row.codeList]
    return list.length <= BOXES_MAX ? <BoxChoice {...common} list={list} /> : <ListChoice {...common} list={list} />
  }
  return (
    <Input
      id={common.id}
      value={value}
      data-testid={common.testId}
      {...(row.maxLength === undefined ? {} : { maxLength: row.maxLength })}
      inputMode={row.type === 'count' || row.type === 'phone' ? 'numeric' : 'text'}
      autoComplete="off"
      onChange={(event) => onChange(event.target.value)}
      onBlur={() => onBlur?.()}
    />
  )
}
