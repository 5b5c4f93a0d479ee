import type { ClauseRef } from './clause.ts'
import type { RefusalCode } from './refusal-code.ts'

/** A value a message may print: text, a number, a date, or a list of them. Never prose. */
export type Fact = string | number | boolean | readonly string[]
export type Facts = Readonly<Record<string, Fact>>

/** One reason for a no (不予理由): what, by which clause, with which facts. The words stand in the message table. */
export type Refusal = { readonly code: RefusalCode; readonly law: ClauseRef; readonly facts: Facts }

/** One reason for a yes (依据): the clause, a short key that the message table explains, and the dates used. */
export type Ground = { readonly law: ClauseRef; readonly key: string; readonly facts: Facts }

export type Granted<T> = { readonly ok: true; readonly value: T; readonly grounds: readonly Ground[] }
export type Refused = { readonly ok: false; readonly refusals: readonly Refusal[] }

/** What the law or an authority answers. A refusal carries every reason at once. */
export type Decision<T> = Granted<T> | Refused

export function granted<T>(value: T, grounds: readonly Ground[]): Granted<T> {
  return { ok: true, value, grounds }
}

/** @throws Error when no reason is given: a refusal without a reason is a defect. */
export function refused(...refusals: readonly Refusal[]): Refused {
  if (refusals.length === 0) throw new Error('A refusal needs at least one reason')
  return { ok: false, refusals }
}

/** Grants `value()` when no reason speaks against it, else refuses with all of them. */
export function decided<T>(
  refusals: readonly Refusal[],
  value: () => T,
  grounds: () => readonly Ground[],
): Decision<T> {
  return refusals.length > 0 ? refused(...refusals) : granted(value(), grounds())
}

/** All reasons of several decisions in one list, in order. */
export function refusalsOf(...decisions: readonly Decision<unknown>[]): readonly Refusal[] {
  return decisions.flatMap((decision) => (decision.ok ? [] : decision.refusals))
}

export function ground(law: ClauseRef, key: string, facts: Facts = {}): Ground {
  return { law, key, facts }
}

export function refusal(code: RefusalCode, law: ClauseRef, facts: Facts = {}): Refusal {
  return { code, law, facts }
}
