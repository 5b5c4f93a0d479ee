import { BoxChoice } from '@anju/face-kit/choice.tsx'
import { DayInput } from '@anju/face-kit/day-input.tsx'
import { Field } from '@anju/face-kit/field.tsx'
import { AMENDMENT_REPORTERS } from '@anju/domain/registration/decide-amendment.ts'
import { tableChoices } from '../action/table-choice.ts'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { type AmendmentDraft, changesOf } from './amendment-draft.ts'
import { ChangeTable } from './change-table.tsx'
import { CircumstanceSection, FamilySection, Rows } from './declaration-sections.tsx'
import { declarationForm } from './declaration-form.ts'

type AmendmentFieldsProps = {
  readonly value: AmendmentDraft
  readonly onChange: (value: AmendmentDraft) => void
  readonly onPicked: () => void
  readonly messages: ReadonlyMap<string, readonly string[]>
  /** What is changed on another way, where that is not said as always. */
  readonly elsewhere?: string | undefined
}

/** The fields of 附件1 that may change, as they are registered; below them what was and what will be. */
export function AmendmentFields({ value, onChange, onPicked, messages, elsewhere }: AmendmentFieldsProps) {
  const w = useCounterWords()
  const { legalOn: today } = useSession()
  const form = declarationForm(value.draft, (change) => onChange({ ...value, draft: change(value.draft) }), messages)
  const shared = { form, today, onPicked }
  return (
    <div data-testid="amendment-fields">
      <div className="aj-fields">
        <Field
          name="reportedBy"
          label={w('action.field.reportedBy')}
          starred
          messages={messages.get('reportedBy')}
          wide
        >
          <BoxChoice
            id="field-reportedBy"
            testId="field-reportedBy"
            label={w('action.field.reportedBy')}
            list={tableChoices('reporter', AMENDMENT_REPORTERS)}
            value={value.reportedBy}
            onChange={(code) =>
              onChange({ ...value, reportedBy: AMENDMENT_REPORTERS.find((one) => one === code) ?? value.reportedBy })
            }
            onPicked={onPicked}
          />
        </Field>
        <Field name="changedOn" label={w('amend.changedOn')} messages={messages.get('changedOn')}>
          <DayInput
            id="field-changedOn"
            testId="field-changedOn"
            value={value.changedOn}
            onChange={(changedOn) => onChange({ ...value, changedOn })}
            today={today}
          />
        </Field>
        <Rows fields={['mobile']} {...shared} />
        <CircumstanceSection {...shared} />
        <Rows fields={['placeType', 'reason', 'livingMode', 'remark']} {...shared} />
      </div>
      <h3>{w('register.section.family')}</h3>
      <FamilySection {...shared} />
      <h3>{w('amend.changes')}</h3>
      <ChangeTable changes={changesOf(value)} />
      <p className="aj-soft">{elsewhere ?? w('amend.elsewhere')}</p>
    </div>
  )
}
