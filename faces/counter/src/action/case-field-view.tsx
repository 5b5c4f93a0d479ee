import { Clause } from '@anju/face-kit/clause.tsx'
import { Field } from '@anju/face-kit/field.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { Checkbox, Input, Switch } from 'antd'
import { useSession } from '../app/session.ts'
import { REFUSE_REASONS, type RefuseReason } from '../application/application-action.ts'
import { useCounterWords } from '../counter-words.ts'
import type { DeclarationDraft, HomeDraft } from '../registration/declaration-draft.ts'
import { EMPTY_HOME } from '../registration/declaration-draft.ts'
import { CircumstanceSection, FamilySection, StaySection } from '../registration/declaration-sections.tsx'
import { startingCode } from '../registration/division-path.ts'
import { HomePicker } from '../registration/home-picker.tsx'
import { useDeclaration } from '../registration/use-declaration.ts'
import { useEffect, useState } from 'react'
import type { ActionFieldViewProps } from './action-field-view.tsx'

/** The parts of an action that show something of the case: homes, items, papers, reasons, the form. */
export function CaseFieldView(props: ActionFieldViewProps & { label: string }) {
  const { field, value, onChange, about, messages, label } = props
  const { post } = useSession()
  if (field.kind === 'declaration') return <MendDeclaration {...props} />
  if (field.kind === 'home') {
    return (
      <div className="aj-fields">
        <HomePicker
          home={(value as HomeDraft | undefined) ?? { ...EMPTY_HOME, divisionCode: startingCode(post?.divisionPrefix) }}
          onChange={onChange}
          onPicked={props.onPicked}
          messages={messages}
          canSearch
        />
      </div>
    )
  }
  return (
    <Field name={field.name} label={label} starred wide messages={messages.get(field.name)}>
      {field.kind === 'items' && <Items value={value as string[] | undefined} onChange={onChange} about={about} />}
      {field.kind === 'papers' && <Papers value={value as string[] | undefined} onChange={onChange} about={about} />}
      {field.kind === 'reasons' && <Reasons value={(value as RefuseReason[] | undefined) ?? []} onChange={onChange} />}
    </Field>
  )
}

type PickProps = Pick<ActionFieldViewProps, 'about' | 'onChange'> & { readonly value: string[] | undefined }

/** Items of the one notice: only lines of the checklist can be asked for. */
function Items({ value = [], onChange, about }: PickProps) {
  const { language } = useLanguage()
  return (
    <Checkbox.Group value={value} onChange={onChange} className="aj-ticks" data-testid="field-items">
      {about.checklist.map((line) => (
        <Checkbox key={line.key} value={line.key} data-testid={`item-${line.key}`}>
          {line[language]} <Clause law={line.law} />
        </Checkbox>
      ))}
    </Checkbox.Group>
  )
}

function Papers({ value = [], onChange, about }: PickProps) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const open = about.materials.filter((paper) => paper.returnedOn === null)
  if (open.length === 0) return <span className="aj-faint">{w('action.noPapers')}</span>
  return (
    <Checkbox.Group value={value} onChange={onChange} className="aj-ticks" data-testid="field-materialIds">
      {open.map((paper) => (
        <Checkbox key={paper.materialId} value={paper.materialId}>
          {tableWord('material', paper.kind, language)}
        </Checkbox>
      ))}
    </Checkbox.Group>
  )
}

function Reasons({ value, onChange }: { value: readonly RefuseReason[]; onChange: (value: unknown) => void }) {
  const w = useCounterWords()
  return (
    <div className="aj-ticks" data-testid="field-reasons">
      {REFUSE_REASONS.map((code) => {
        const given = value.find((reason) => reason.code === code)
        return (
          <div key={code}>
            <Checkbox
              checked={given !== undefined}
              data-testid={`reason-${code}`}
              onChange={(event) =>
                onChange(
                  event.target.checked
                    ? [...value, { code, note: '' }]
                    : value.filter((reason) => reason.code !== code),
                )
              }
            >
              {w(`choice.refuse.${code}`)}
            </Checkbox>
            {given !== undefined && (
              <Input
                size="small"
                aria-label={w('action.field.note')}
                placeholder={w('action.field.note')}
                data-testid={`reason-note-${code}`}
                value={given.note}
                onChange={(event) =>
                  onChange(value.map((reason) => (reason.code === code ? { code, note: event.target.value } : reason)))
                }
              />
            )}
          </div>
        )
      })}
    </div>
  )
}

/** The declaration as it came; it is sent again only when the clerk switches on mending it. */
function MendDeclaration({ about, onChange, onPicked }: ActionFieldViewProps) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { legalOn } = useSession()
  const [mending, setMending] = useState(false)
  const initial = about.declaration
  const form = useDeclaration(
    undefined,
    language,
    () => initial ?? ({ values: {}, family: [], home: EMPTY_HOME, materials: [] } satisfies DeclarationDraft),
  )
  const { draft } = form
  useEffect(() => {
    onChange(mending ? draft : undefined)
    // What is sent follows the draft; the callback is a new one at each draw.
  }, [mending, draft])
  return (
    <>
      <label className="aj-switch">
        <Switch size="small" checked={mending} onChange={setMending} data-testid="mend-declaration" />
        {w('action.field.declaration')}
      </label>
      {mending && (
        <div className="aj-fields">
          <CircumstanceSection form={form} today={legalOn} onPicked={onPicked} />
          <StaySection form={form} today={legalOn} onPicked={onPicked} />
          <FamilySection form={form} today={legalOn} onPicked={onPicked} />
        </div>
      )}
    </>
  )
}
