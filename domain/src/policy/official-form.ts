import { z } from 'zod'
import type { PlainDate } from '../kernel/plain-date.ts'
import { clauseRef, plainDate } from './sourced.ts'

const officialFormSchema = z.strictObject({
  inForceFrom: plainDate,
  law: clauseRef,
  title: z.string().min(1),
  /** Who answers for the form (监制); its line stands under it. */
  supervisedBy: z.string(),
  /** The fill-in notes (填表说明), in order. */
  notes: z.array(z.string().min(1)),
})

/** The words of the form that a jurisdiction prints (附件1); its fields are those of `standards/form`. */
export type OfficialForm = z.infer<typeof officialFormSchema>

/** @throws ZodError when the file is not as the schema wants it. */
export function parseOfficialForms(input: unknown): readonly OfficialForm[] {
  return z.array(officialFormSchema).min(1).parse(input)
}

/** The form in force on a day; before its first day the first one, because a form has to be there. */
export function formOn(forms: readonly OfficialForm[], on: PlainDate): OfficialForm {
  const form = forms.findLast(({ inForceFrom }) => inForceFrom <= on) ?? forms[0]
  if (form === undefined) throw new Error('A jurisdiction has at least one form')
  return form
}
