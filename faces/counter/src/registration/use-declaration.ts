import type { Problem } from '@anju/contract/problem.ts'
import type { Language } from '@anju/face-kit/language.ts'
import { fieldMessages } from '@anju/face-kit/problem-view.ts'
import { useMemo, useState } from 'react'
import { type DeclarationDraft, emptyDraft } from './declaration-draft.ts'
import { type DeclarationForm, declarationForm } from './declaration-form.ts'

/** The declaration of a page. A message about a field goes away when the field is typed into again. */
export function useDeclaration(
  problem: Problem | undefined,
  language: Language,
  begin: () => DeclarationDraft = emptyDraft,
): DeclarationForm & { readonly forgetEdits: () => void } {
  const [draft, setDraft] = useState(begin)
  const [edited, setEdited] = useState<ReadonlySet<string>>(new Set())
  const messages = useMemo(() => {
    const all = new Map(fieldMessages(problem, language))
    for (const field of edited) all.delete(field)
    return all
  }, [problem, language, edited])
  const form = declarationForm(draft, setDraft, messages)
  const markEdited = (fields: readonly string[]) => setEdited((known) => new Set([...known, ...fields]))
  return {
    ...form,
    setValue: (field, value) => {
      markEdited([field])
      form.setValue(field, value)
    },
    fillIn: (values) => {
      markEdited(Object.keys(values))
      form.fillIn(values)
    },
    forgetEdits: () => setEdited(new Set()),
  }
}
