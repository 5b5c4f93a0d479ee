import type { Problem } from '@anju/contract/problem.ts'
import { BoxChoice } from '@anju/face-kit/choice.tsx'
import { Field } from '@anju/face-kit/field.tsx'
import { Input } from 'antd'
import { useCounterWords } from '../counter-words.ts'
import type { DeclarationForm } from './declaration-form.ts'
import { YES_NO } from './yes-no.ts'

/** Asked for only once the registry has said that a person must decide whether the applicant is meant. */
export function TargetFinding({ form, problem }: { form: DeclarationForm; problem: Problem | undefined }) {
  const w = useCounterWords()
  const { isTarget = '', targetReason = '' } = form.draft.values
  const asked = problem?.refusals?.some(({ code }) => code === 'person.target-undecided') ?? false
  if (!asked && isTarget === '') return null
  return (
    <>
      <Field
        name="isTarget"
        label={w('target.isTarget')}
        starred
        wide
        hint={w('target.note')}
        messages={form.messages.get('isTarget')}
      >
        <BoxChoice
          id="field-isTarget"
          testId="field-isTarget"
          label={w('target.isTarget')}
          list={YES_NO}
          value={isTarget}
          onChange={(value) => form.setValue('isTarget', value)}
        />
      </Field>
      <Field name="targetReason" label={w('target.reason')} starred wide messages={form.messages.get('reason')}>
        <Input
          id="field-targetReason"
          data-testid="field-targetReason"
          value={targetReason}
          maxLength={500}
          onChange={(event) => form.setValue('targetReason', event.target.value)}
        />
      </Field>
    </>
  )
}
