import type { ActionCase } from './action-case.ts'
import type { Values } from './values.ts'

/** What every field of an action is drawn from. */
export type ActionFieldProps = {
  readonly values: Values
  readonly onChange: (change: Partial<Values>) => void
  readonly onPicked: () => void
  readonly about: ActionCase
  readonly messages: ReadonlyMap<string, readonly string[]>
}
