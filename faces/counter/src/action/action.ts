import type { BodySent } from '@anju/contract/route.ts'
import type { RouteName, Routes } from '@anju/contract/route-table.ts'
import type { Choosable } from '@anju/face-kit/choice.tsx'
import type { CounterWord } from '../counter-words.ts'
import type { Values } from './values.ts'

/** A field is named so that `action.field.<name>` is its label. */
export type FieldName = CounterWord extends infer Word
  ? Word extends `action.field.${infer Name}`
    ? Name
    : never
  : never

export type PlainField = {
  readonly kind: 'day' | 'text' | 'long' | 'number' | 'flag'
  readonly name: FieldName
  readonly starred?: boolean
}
export type ChoiceField = {
  readonly kind: 'choice'
  readonly name: FieldName
  readonly starred?: boolean
  readonly list: readonly Choosable[]
}
/** Parts that show something of the case or take something in; each has its own place in the values. */
export type SlotField = {
  readonly kind:
    | 'photo'
    | 'position'
    | 'home'
    | 'materials'
    | 'items'
    | 'papers'
    | 'declaration'
    | 'amendment'
    | 'amendment-beside'
    | 'reasons'
  readonly name: FieldName
}

/** One thing an action asks for. */
export type ActionField = PlainField | ChoiceField | SlotField

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
