import type { Problem } from '@anju/contract/problem.ts'
import { fieldMessages } from '@anju/face-kit/problem-view.ts'
import type { Language } from '@anju/face-kit/language.ts'
import { useMemo, useState } from 'react'
import { type DeclarationDraft, emptyDraft } from './declaration-draft.ts'

export type DeclarationForm = {
  readonly draft: DeclarationDraft
  readonly setDraft: (change: (draft: DeclarationDraft) => DeclarationDraft) => void
  readonly setValue: (field: string, value: string) => void
  /** Several fields at once, from a card or from the register; blanks never overwrite what was typed. */
  readonly fillIn: (values: Readonly<Record<string, string>>) => void
  readonly messages: ReadonlyMap<string, readonly string[]>
  readonly forgetEdits: () => void
}

/** The declaration while it is typed. A message about a field goes away when the field is typed into again. */
export function useDeclaration(
  problem: Problem | undefined,
  language: Language,
  begin: () => DeclarationDraft = emptyDraft,
): DeclarationForm {
  const [draft, setDraft] = useState(begin)
  const [edited, setEdited] = useState<ReadonlySet<string>>(new Set())
  const messages = useMemo(() => {
    const all = new Map(fieldMessages(problem, language))
    for (const field of edited) all.delete(field)
    return all
  }, [problem, language, edited])
  const markEdited = (fields: readonly string[]) => setEdited((known) => new Set([...known, ...fields]))
  return {
    draft,
    messages,
    setDraft,
    setValue: (field, value) => {
      markEdited([field])
      setDraft((known) => ({ ...known, values: { ...known.values, [field]: value } }))
    },
    fillIn: (values) => {
      const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
      markEdited(Object.keys(filled))
      setDraft((known) => ({ ...known, values: { ...known.values, ...filled } }))
    },
    forgetEdits: () => setEdited(new Set()),
  }
}
