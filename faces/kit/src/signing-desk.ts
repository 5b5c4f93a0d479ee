import type { SignatureAnswer, SigningAsked } from '@anju/contract/key-answer.ts'

/** What a person is asked to do with their key before a command goes on. */
export type Asked =
  | {
      readonly what: 'sign'
      readonly signing: SigningAsked
      readonly settle: (answer: SignatureAnswer | undefined) => void
    }
  | { readonly what: 'confirm'; readonly why: 'locked' | 'step-up'; readonly settle: (done: boolean) => void }

/** Between the client, which waits for a key, and the dialogs, which ask for it. Questions come one after the other. */
export type SigningDesk = {
  readonly sign: (asked: SigningAsked) => Promise<SignatureAnswer | undefined>
  readonly confirm: (why: 'locked' | 'step-up') => Promise<boolean>
  readonly current: () => Asked | undefined
  readonly subscribe: (listener: () => void) => () => void
}

export function createSigningDesk(): SigningDesk {
  let waiting: readonly Asked[] = []
  const listeners = new Set<() => void>()
  const change = (next: readonly Asked[]) => {
    waiting = next
    for (const listener of listeners) listener()
  }
  const ask = <Value>(make: (settle: (value: Value) => void) => Asked): Promise<Value> =>
    new Promise((resolve) => {
      const asked = make((value) => {
        change(waiting.filter((each) => each !== asked))
        resolve(value)
      })
      change([...waiting, asked])
    })
  return {
    sign: (signing) => ask<SignatureAnswer | undefined>((settle) => ({ what: 'sign', signing, settle })),
    confirm: (why) => ask<boolean>((settle) => ({ what: 'confirm', why, settle })),
    current: () => waiting[0],
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
