import { BoxChoice } from '@anju/face-kit/choice.tsx'
import { DayInput } from '@anju/face-kit/day-input.tsx'
import { Field } from '@anju/face-kit/field.tsx'
import { Checkbox, Input } from 'antd'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import type { ActionFieldProps } from './action-field-props.ts'
import type { ActionField, ChoiceField, PlainField } from './action.ts'
import { SlotView } from './slot-view.tsx'

/** One thing an action asks for, by its kind. */
export function ActionFieldView(props: ActionFieldProps & { field: ActionField }) {
  const { field } = props
  const w = useCounterWords()
  const label = w(`action.field.${field.name}`)
  if (field.kind === 'flag') return <Flag {...props} field={field} label={label} />
  if ('list' in field || isPlain(field)) {
    return (
      <Field
        name={field.name}
        label={label}
        starred={field.starred ?? false}
        messages={props.messages.get(field.name)}
        wide={field.kind === 'long' || field.kind === 'choice'}
      >
        <PlainControl {...props} field={field} label={label} />
      </Field>
    )
  }
  return <SlotView {...props} field={field} label={label} />
}

function isPlain(field: ActionField): field is PlainField {
  return ['day', 'text', 'long', 'number', 'flag'].includes(field.kind)
}

function Flag({ field, label, values, onChange }: ActionFieldProps & { field: ActionField; label: string }) {
  return (
    <Checkbox
      id={`field-${field.name}`}
      data-testid={`field-${field.name}`}
      checked={values.flags[field.name] ?? false}
      onChange={(event) => onChange({ flags: { ...values.flags, [field.name]: event.target.checked } })}
    >
      {label}
    </Checkbox>
  )
}

type PlainControlProps = ActionFieldProps & { field: PlainField | ChoiceField; label: string }

function PlainControl({ field, values, onChange, onPicked, label }: PlainControlProps) {
  const { legalOn } = useSession()
  const id = `field-${field.name}`
  const value = values.texts[field.name] ?? ''
  const setText = (text: string) => onChange({ texts: { ...values.texts, [field.name]: text } })
  if (field.kind === 'choice') {
    return (
      <BoxChoice
        id={id}
        testId={id}
        label={label}
        list={field.list}
        value={value}
        onChange={setText}
        onPicked={onPicked}
      />
    )
  }
  if (field.kind === 'day') return <DayInput id={id} testId={id} value={value} onChange={setText} today={legalOn} />
  if (field.kind === 'long') {
    return (
      <Input.TextArea
        id={id}
        data-testid={id}
        rows={3}
        maxLength={2000}
        value={value}
        onChange={(event) => setText(event.target.value)}
      />
    )
  }
  return (
    <Input
      id={id}
      data-testid={id}
      value={value}
      autoComplete="off"
      inputMode={field.kind === 'number' ? 'decimal' : 'text'}
      onChange={(event) => setText(event.target.value)}
    />
  )
}
