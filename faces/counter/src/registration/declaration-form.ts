import type { DeclarationDraft } from './declaration-draft.ts'

type Change = (draft: DeclarationDraft) => DeclarationDraft

/** A declaration that is being typed, as the sections of the form read and change it. */
export type DeclarationForm = {
  readonly draft: DeclarationDraft
  readonly setDraft: (change: Change) => void
  readonly setValue: (field: string, value: string) => void
  /** Several fields at once, from a card or from the register; blanks never overwrite what was typed. */
  readonly fillIn: (values: Readonly<Record<string, string>>) => void
  readonly messages: ReadonlyMap<string, readonly string[]>
}

export function declarationForm(
  draft: DeclarationDraft,
  setDraft: (change: Change) => void,
  messages: ReadonlyMap<string, readonly string[]>,
): DeclarationForm {
  const merge = (values: Readonly<Record<string, string>>) =>
    setDraft((known) => ({ ...known, values: { ...known.values, ...values } }))
  return {
    draft,
    setDraft,
    messages,
    setValue: (field, value) => merge({ [field]: value }),
    fillIn: (values) => merge(Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))),
  }
}
