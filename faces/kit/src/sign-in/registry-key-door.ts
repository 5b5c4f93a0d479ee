import { useApi } from '../api.tsx'
import { keyStopOf, stopOf } from '../key-stop.ts'
import type { KeyDoor } from './key-door.ts'

/** The registry's own part of signing in, binding keys and verifying again. */
export function useRegistryKeyDoor(): KeyDoor {
  const client = useApi()
  return {
    beginSignIn: async () => valueOf(await client.call('beginSignIn', { body: {} })),
    signIn: async (body) => {
      const done = await client.call('signInWithKey', { body })
      if (!done.ok) return keyStopOf(done)
      const { name, last } = done.value
      return { name, last: last === null ? null : { at: last.lastSeenAt, ip: last.ip } }
    },
    beginConfirm: async () => valueOf(await client.call('beginConfirm', { body: {} })),
    confirm: async (body) => stopOf(await client.call('confirmPerson', { body })),
    beginEnrolment: async (code) => valueOf(await client.call('beginEnrolment', { body: { code } })),
    finishEnrolment: async (body) => stopOf(await client.call('finishEnrolment', { body })),
  }
}

function valueOf<Value>(result: { readonly ok: true; readonly value: Value } | { readonly ok: false }) {
  return result.ok ? result.value : undefined
}
