import { keyStopOf, stopOf } from '@anju/face-kit/key-stop.ts'
import type { KeyDoor } from '@anju/face-kit/sign-in/key-door.ts'
import { callCard, type CardResult } from '../app/card-client.ts'

/** The card service's own part of signing in, binding keys and verifying again. */
export const cardKeyDoor: KeyDoor = {
  beginSignIn: async () => valueOf(await callCard('beginSignIn', {})),
  signIn: async (body) => {
    const done = await callCard('signInWithKey', { body })
    return done.ok ? { name: null, last: done.value.last } : keyStopOf(done)
  },
  beginConfirm: async () => valueOf(await callCard('beginConfirm', {})),
  confirm: async (body) => stopOf(await callCard('confirmPerson', { body })),
  beginEnrolment: async (code) => valueOf(await callCard('beginEnrolment', { body: { code } })),
  finishEnrolment: async (body) => stopOf(await callCard('finishEnrolment', { body })),
}

function valueOf<Value>(result: CardResult<Value>): Value | undefined {
  return result.ok ? result.value : undefined
}
