import type { WordTableName } from '@anju/contract/message/find-word.ts'
import type { BodySent } from '@anju/contract/route.ts'
import type { RouteName, Routes } from '@anju/contract/route-table.ts'
import type { Values } from './values.ts'

export type PlainField = {
  readonly kind: 'day' | 'text' | 'long' | 'number' | 'flag' | 'photo' | 'position'
  readonly name: string
  readonly starred?: boolean
}
export type ChoiceField = {
  readonly kind: 'choice'
  readonly name: string
  readonly starred?: boolean
  /** Where the words of the keys stand; without it in the face's own `choice.<name>.<key>`. */
  readonly table?: WordTableName
  readonly keys: readonly string[]
}

/** One thing an action asks for. The word of a field is `action.field.<name>`. */
export type ActionField =
  | PlainField
  | ChoiceField
  /** Parts that read the case: a new home, papers of the checklist, items of a notice, papers to give back, the form itself. */
  | { readonly kind: 'home' | 'materials' | 'items' | 'papers' | 'declaration' | 'reasons'; readonly name: string }

/** The commands on a case that exists: each takes the version that was seen. */
export type CommandName = {
  [Name in RouteName]: BodySent<Routes[Name]> extends { intentId: string; expectedVersion: number } ? Name : never
}[RouteName]

export type StepBody<Name extends CommandName> = Omit<BodySent<Routes[Name]>, 'intentId' | 'expectedVersion'>

/** An event of a state machine as a form: what it asks for and what is sent. */
export type Action = {
  readonly route: CommandName
  readonly fields: readonly ActionField[]
  readonly body: (values: Values) => object
}

/** Keeps body and route together in one type, then forgets which. */
export function action<Name extends CommandName>(
  route: Name,
  fields: readonly ActionField[],
  body: (values: Values) => StepBody<Name>,
): Action {
  return { route, fields, body }
}
