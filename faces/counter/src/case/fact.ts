import type { ReactNode } from 'react'

/** One line of a file: a label and what stands beside it. */
export type Fact = { readonly label: string; readonly value: ReactNode }

export function fact(label: string, value: ReactNode): Fact {
  return { label, value }
}
