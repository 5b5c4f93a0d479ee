import { listWaivedFields } from '@anju/contract/form.ts'
import type { BodySent } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { AMENDABLE_FIELDS, type AmendableField } from '@anju/domain/registration/amendable-field.ts'
import { AMENDMENT_REPORTERS, type AmendmentReporter } from '@anju/domain/registration/decide-amendment.ts'
import { type DeclarationDraft, residenceFormSent } from './declaration-draft.ts'

/** An amendment while it is typed (变更登记): what is registered, and what shall be. */
export type AmendmentDraft = {
  readonly known: DeclarationDraft
  readonly draft: DeclarationDraft
  readonly reportedBy: AmendmentReporter
  readonly changedOn: string
}
export type AmendmentSent = Pick<BodySent<Routes['amendRegistration']>, 'reportedBy' | 'changedOn' | 'changes'>
export type Change = { readonly field: AmendableField; readonly before: unknown; readonly after: unknown }

export function beginAmendment(known: DeclarationDraft): AmendmentDraft {
  return { known, draft: known, reportedBy: AMENDMENT_REPORTERS[0], changedOn: '' }
}

/** The same changes on what is registered by now: what somebody else changed meanwhile is shown as it is, and not taken back unseen. */
export function onto(known: DeclarationDraft, amendment: AmendmentDraft): AmendmentDraft {
  const fields: readonly string[] = changesOf(amendment).map(({ field }) => field)
  const typed = Object.entries(amendment.draft.values).filter(([field]) => fields.includes(field))
  const draft = {
    ...known,
    values: { ...known.values, ...Object.fromEntries(typed) },
    family: fields.includes('family') ? amendment.draft.family : known.family,
  }
  return { ...amendment, known, draft }
}

/** What differs from what is registered; fields that note 6 spares go with the employment they belonged to. */
export function changesOf({ known, draft }: Pick<AmendmentDraft, 'known' | 'draft'>): readonly Change[] {
  const [before, after] = [sentOf(known), sentOf(draft)]
  return AMENDABLE_FIELDS.flatMap((field) =>
    JSON.stringify(before[field]) === JSON.stringify(after[field])
      ? []
      : [{ field, before: before[field], after: after[field] }],
  )
}

/** What is sent: only what differs. */
export function amendmentSent(amendment: AmendmentDraft): AmendmentSent {
  const { known, draft, reportedBy, changedOn } = amendment
  const waived: readonly string[] = listWaivedFields(draft.values['employment'])
  const isSpared = (field: string) =>
    waived.includes(field) && draft.values['employment'] !== known.values['employment']
  return {
    reportedBy,
    changedOn: changedOn === '' ? null : changedOn,
    changes: Object.fromEntries(
      changesOf(amendment).flatMap(({ field, after }) => (isSpared(field) ? [] : [[field, after]])),
    ),
  }
}

function sentOf(draft: DeclarationDraft): Readonly<Record<AmendableField, unknown>> {
  const form: Readonly<Record<string, unknown>> = residenceFormSent(draft)
  const valueOf = (field: AmendableField) => (field === 'mobile' ? (draft.values['mobile'] ?? '').trim() : form[field])
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each key of the list, and no other
  return Object.fromEntries(AMENDABLE_FIELDS.map((field) => [field, valueOf(field)])) as Record<AmendableField, unknown>
}
