import type { KeyDoor } from '@anju/face-kit/sign-in/key-door.ts'
import { callCard, type CardResult } from '../app/card-client.ts'

/** The card service's own part of signing in, binding keys and verifying again. */
export const cardKeyDoor: KeyDoor = {
  beginSignIn: async () => valueOf(await callCard('beginSignIn', {})),
  signIn: async (body) => {
    const done = valueOf(await callCard('signInWithKey', { body }))
    return done === undefined ? undefined : { name: null, last: done.last }
  },
  beginConfirm: async () => valueOf(await callCard('beginConfirm', {})),
  confirm: async (body) => (await callCard('confirmPerson', { body })).ok,
  beginEnrolment: async (code) => valueOf(await callCard('beginEnrolment', { body: { code } })),
  finishEnrolment: async (body) => (await callCard('finishEnrolment', { body })).ok,
}

function valueOf<Value>(result: CardResult<Value>): Value | undefined {
  return result.ok ? result.value : undefined
}
