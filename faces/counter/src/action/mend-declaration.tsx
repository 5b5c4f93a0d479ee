import { Switch } from 'antd'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { CircumstanceSection, FamilySection, StaySection } from '../registration/declaration-sections.tsx'
import { emptyDraft } from '../registration/declaration-draft.ts'
import { declarationForm } from '../registration/declaration-form.ts'
import type { ActionFieldProps } from './action-field-props.ts'

/** The declaration as it came; it is sent again only when the clerk switches on mending it. */
export function MendDeclaration({ values, onChange, onPicked, about, messages }: ActionFieldProps) {
  const w = useCounterWords()
  const { legalOn } = useSession()
  const draft = values.declaration
  const form =
    draft === undefined
      ? undefined
      : declarationForm(draft, (change) => onChange({ declaration: change(draft) }), messages)
  return (
    <>
      <label className="aj-switch">
        <Switch
          size="small"
          checked={form !== undefined}
          data-testid="mend-declaration"
          onChange={(mending) => onChange({ declaration: mending ? (about.declaration ?? emptyDraft()) : undefined })}
        />
        {w('action.field.declaration')}
      </label>
      {form !== undefined && (
        <div className="aj-fields">
          <CircumstanceSection form={form} today={legalOn} onPicked={onPicked} />
          <StaySection form={form} today={legalOn} onPicked={onPicked} />
          <FamilySection form={form} today={legalOn} onPicked={onPicked} />
        </div>
      )}
    </>
  )
}
