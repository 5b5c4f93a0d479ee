import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import type { NoticeChoice } from '../application/notice-choice.ts'
import type { DeclarationDraft, HomeDraft } from '../registration/declaration-draft.ts'

type RegistrationFile = AnswerOf<Routes['getRegistration']>

/** What an action's form reads of the case it acts on. */
export type ActionCase = {
  readonly params: { readonly city: string } & (
    | { readonly registrationId: string }
    | { readonly applicationId: string }
  )
  readonly version: number
  readonly history: RegistrationFile['history']
  readonly materials: RegistrationFile['materials']
  /** The closed list of papers that may be taken in. */
  readonly kinds: readonly string[]
  readonly notice: NoticeChoice
  readonly declaration: DeclarationDraft | undefined
  /** Where a new address starts: the desk's own district and town. */
  readonly home: HomeDraft
  /** What is known already and stands in the fields when the form opens, by field. */
  readonly texts?: Readonly<Record<string, string>>
}
