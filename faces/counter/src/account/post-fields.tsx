import { useRegistry } from '@anju/face-kit/api.tsx'
import { DayInput } from '@anju/face-kit/day-input.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import type { Role } from '@anju/domain/policy/workflow-policy.ts'
import { Input, Select } from 'antd'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { AskField } from './ask-modal.tsx'

export type PostDraft = {
  readonly officeId: string
  readonly role: Role | ''
  readonly divisionPrefix: string
  readonly validFrom: string
  readonly validTo: string
}
export const emptyPost = (on: string): PostDraft => ({
  officeId: '',
  role: '',
  divisionPrefix: '',
  validFrom: on,
  validTo: '',
})

/** The post as the registry takes it; undefined while something is missing. */
export function wantedPost({ officeId, role, divisionPrefix, validFrom, validTo }: PostDraft) {
  if (officeId === '' || role === '' || divisionPrefix === '' || validFrom === '') return undefined
  return { officeId, role, divisionPrefix, validFrom, validTo: validTo === '' ? null : validTo }
}

/** Office, role, divisions and days of a post; the office offers its roles and fills in its divisions. */
export function PostFields({
  draft,
  onChange,
}: {
  readonly draft: PostDraft
  readonly onChange: (draft: PostDraft) => void
}) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city, legalOn } = useSession()
  const { data } = useRegistry('listOffices', { params: { city } })
  const offices = data?.offices ?? []
  const office = offices.find(({ officeId }) => officeId === draft.officeId)
  return (
    <>
      <AskField label={w('account.field.office')}>
        <Select
          data-testid="post-office"
          aria-label={w('account.field.office')}
          value={draft.officeId === '' ? null : draft.officeId}
          options={offices.map((each) => ({ value: each.officeId, label: `${each.code} ${each[language]}` }))}
          onChange={(officeId: string) => {
            const chosen = offices.find((each) => each.officeId === officeId)
            onChange({ ...draft, officeId, role: '', divisionPrefix: chosen?.divisionPrefix ?? '' })
          }}
        />
      </AskField>
      <AskField label={w('account.field.role')}>
        <Select
          data-testid="post-role"
          aria-label={w('account.field.role')}
          value={draft.role === '' ? null : draft.role}
          options={(office?.roles ?? []).map((each) => ({ value: each.role, label: each[language] }))}
          onChange={(role: Role) => onChange({ ...draft, role })}
        />
      </AskField>
      <AskField label={w('account.field.division')}>
        <Input
          value={draft.divisionPrefix}
          inputMode="numeric"
          onChange={({ target }) => onChange({ ...draft, divisionPrefix: target.value.trim() })}
        />
      </AskField>
      <AskField label={w('account.field.from')}>
        <DayInput today={legalOn} value={draft.validFrom} onChange={(validFrom) => onChange({ ...draft, validFrom })} />
      </AskField>
      <AskField label={w('account.field.to')}>
        <DayInput today={legalOn} value={draft.validTo} onChange={(validTo) => onChange({ ...draft, validTo })} />
      </AskField>
    </>
  )
}
