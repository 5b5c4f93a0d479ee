import type { KeyTrouble } from './key-ceremony.ts'

/** Reasons as the server gave them, in both languages. */
export type KeyReasons = { readonly reasons: readonly { readonly zh: string; readonly en: string }[] }

/** Why a key did not lead on: it did not answer; it was refused without a reason, as every unknown one is; or for these reasons. */
export type KeyStop = KeyTrouble | 'refused' | KeyReasons

type Stopped =
  | { readonly unreachable: true }
  | { readonly unreachable: false; readonly problem: { readonly refusals?: KeyReasons['reasons'] | undefined } }

/** What an answer that is no yes says of the key. */
export function keyStopOf(stopped: Stopped): 'refused' | KeyReasons {
  const reasons = stopped.unreachable ? [] : (stopped.problem.refusals ?? [])
  return reasons.length === 0 ? 'refused' : { reasons }
}

/** Undefined: it was a yes. */
export function stopOf(result: { readonly ok: true } | ({ readonly ok: false } & Stopped)): KeyStop | undefined {
  return result.ok ? undefined : keyStopOf(result)
}

export function isKeyStop(value: object | KeyStop): value is KeyStop {
  return typeof value === 'string' || 'reasons' in value
}
