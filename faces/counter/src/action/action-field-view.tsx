import { BoxChoice } from '@anju/face-kit/choice.tsx'
import { DayInput } from '@anju/face-kit/day-input.tsx'
import { Field } from '@anju/face-kit/field.tsx'
import { newIntentId } from '@anju/face-kit/intent-id.ts'
import { PhotoCapture } from '@anju/face-kit/photo-capture.tsx'
import { findWord } from '@anju/contract/message/find-word.ts'
import { Checkbox, Input } from 'antd'
import { useSession } from '../app/session.ts'
import { type CounterWord, useCounterWords } from '../counter-words.ts'
import type { ImageDraft } from '../material/keep-image.ts'
import type { MaterialDraft } from '../material/material-draft.ts'
import { MaterialList } from '../material/material-list.tsx'
import type { ActionCase } from './action-case.ts'
import type { ActionField, ChoiceField, PlainField } from './action.ts'
import { CaseFieldView } from './case-field-view.tsx'
import { PositionFix } from './position-fix.tsx'

export type ActionFieldViewProps = {
  readonly field: ActionField
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly onPicked: () => void
  readonly about: ActionCase
  readonly messages: ReadonlyMap<string, readonly string[]>
}

/** One thing an action asks for, by its kind. */
export function ActionFieldView(props: ActionFieldViewProps) {
  const { field, value, onChange, messages } = props
  const w = useCounterWords()
  const label = w(`action.field.${field.name}` as CounterWord)
  switch (field.kind) {
    case 'materials':
      return (
        <Field name={field.name} label={label} wide messages={messages.get(field.name)}>
          <MaterialList
            kinds={props.about.kinds}
            materials={(value as readonly MaterialDraft[] | undefined) ?? []}
            onChange={onChange}
          />
        </Field>
      )
    case 'photo':
      return (
        <PhotoCapture
          label={label}
          testId={`field-${field.name}`}
          value={(value as ImageDraft | undefined)?.picture}
          onChange={(picture) => onChange(picture === undefined ? undefined : { blobId: newIntentId(), picture })}
        />
      )
    case 'position':
      return <PositionFix label={label} value={value} onChange={onChange} />
    case 'home':
    case 'items':
    case 'papers':
    case 'declaration':
    case 'reasons':
      return <CaseFieldView {...props} field={field} label={label} />
    default:
      return (
        <Field
          name={field.name}
          label={label}
          starred={field.starred ?? false}
          messages={messages.get(field.name)}
          wide={field.kind === 'long' || field.kind === 'choice'}
        >
          <PlainControl {...props} field={field} label={label} />
        </Field>
      )
  }
}

function PlainControl({
  field,
  value,
  onChange,
  onPicked,
  label,
}: ActionFieldViewProps & { field: PlainField | ChoiceField; label: string }) {
  const { legalOn } = useSession()
  const w = useCounterWords()
  const id = `field-${field.name}`
  const text = typeof value === 'string' ? value : ''
  if (field.kind === 'day') return <DayInput id={id} testId={id} value={text} onChange={onChange} today={legalOn} />
  if (field.kind === 'flag') {
    return (
      <Checkbox id={id} data-testid={id} checked={value === true} onChange={(event) => onChange(event.target.checked)}>
        {label}
      </Checkbox>
    )
  }
  if (field.kind === 'choice') {
    const { table, keys } = field
    const list = keys.map((code) => {
      const own = w(`choice.${field.name}.${code}` as CounterWord)
      const word = (language: 'zh' | 'en') => (table === undefined ? own : (findWord(table, code, language) ?? code))
      return { code, zh: word('zh'), en: word('en') }
    })
    return (
      <BoxChoice id={id} testId={id} label={label} list={list} value={text} onChange={onChange} onPicked={onPicked} />
    )
  }
  if (field.kind === 'long') {
    return (
      <Input.TextArea
        id={id}
        data-testid={id}
        rows={3}
        maxLength={2000}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
    )
  }
  return (
    <Input
      id={id}
      data-testid={id}
      value={text}
      autoComplete="off"
      inputMode={field.kind === 'number' ? 'decimal' : 'text'}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
