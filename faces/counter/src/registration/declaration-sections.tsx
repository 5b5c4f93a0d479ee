import { FILL_IN_NOTES } from '@anju/contract/form.ts'
import { DivisionPicker } from './division-picker.tsx'
import { Field } from '@anju/face-kit/field.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { Input } from 'antd'
import type { FormFieldName } from '@anju/contract/form.ts'
import { useCounterWords } from '../counter-words.ts'
import { FamilyRows } from './family-rows.tsx'
import { FormRow } from './form-row.tsx'
import { AGENT_FIELDS, PERSON_FIELDS, shownCircumstances, STAY_FIELDS } from './form-sections.ts'
import type { DeclarationForm } from './declaration-form.ts'

type SectionProps = {
  readonly form: DeclarationForm
  readonly today: string
  readonly onPicked: () => void
}

/** 基本信息: who the person is. */
export function PersonSection({ form, today, onPicked }: SectionProps) {
  const w = useCounterWords()
  const { language } = useLanguage()
  return (
    <>
      <Rows fields={PERSON_FIELDS} form={form} today={today} onPicked={onPicked} />
      <Field
        name="hukouDivision"
        label={tableWord('field', 'hukouDivision', language)}
        starred
        wide
        messages={form.messages.get('hukouDivision')}
      >
        <DivisionPicker
          name="hukouDivision"
          levels={[2, 4, 6]}
          labels={[w('division.province'), w('division.city'), w('division.county')]}
          value={form.draft.values['hukouDivision'] ?? ''}
          onChange={(code) => form.setValue('hukouDivision', code)}
          onPicked={onPicked}
        />
      </Field>
      <Rows fields={['hukouDetail']} wide form={form} today={today} onPicked={onPicked} />
    </>
  )
}

/** Education to occupation; note 6 hides what need not be filled in. */
export function CircumstanceSection(props: SectionProps) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { employment } = props.form.draft.values
  const note = FILL_IN_NOTES.find((row) => row.number === 6)
  return (
    <>
      <Rows fields={shownCircumstances(employment)} {...props} />
      {(employment === '2' || employment === '3') && (
        <p className="aj-form-note">{language === 'zh' ? `填表说明6：${note?.zh ?? ''}` : w('register.note6')}</p>
      )}
    </>
  )
}

/** 委托代办: nothing more is asked when nobody acts for the person. */
export function AgentSection(props: SectionProps) {
  const agency = props.form.draft.values['agency'] === 'yes'
  return (
    <>
      <Rows fields={['agency']} {...props} />
      {agency && <Rows fields={AGENT_FIELDS} {...props} />}
    </>
  )
}

/** 居住信息 beside the address itself. */
export function StaySection(props: SectionProps) {
  const { language } = useLanguage()
  const { form } = props
  return (
    <>
      <Rows fields={STAY_FIELDS} {...props} />
      <Field name="remark" label={tableWord('field', 'remark', language)} wide messages={form.messages.get('remark')}>
        <Input
          id="field-remark"
          data-testid="field-remark"
          value={form.draft.values['remark'] ?? ''}
          maxLength={500}
          onChange={(event) => form.setValue('remark', event.target.value)}
        />
      </Field>
    </>
  )
}

export function FamilySection({ form, onPicked }: SectionProps) {
  return (
    <FamilyRows
      rows={form.draft.family}
      messages={form.messages}
      onPicked={onPicked}
      onChange={(family) => form.setDraft((draft) => ({ ...draft, family }))}
    />
  )
}

export function Rows(props: SectionProps & { fields: readonly FormFieldName[]; wide?: boolean }) {
  const { form } = props
  return props.fields.map((field) => (
    <FormRow
      key={field}
      field={field}
      value={form.draft.values[field] ?? ''}
      onChange={(value) => form.setValue(field, value)}
      onPicked={props.onPicked}
      messages={form.messages.get(field)}
      today={props.today}
      {...(props.wide === undefined ? {} : { wide: props.wide })}
    />
  ))
}
