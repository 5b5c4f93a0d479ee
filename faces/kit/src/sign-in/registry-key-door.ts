import { useApi } from '../api.tsx'
import type { KeyDoor } from './key-door.ts'

/** The registry's own part of signing in, binding keys and verifying again. */
export function useRegistryKeyDoor(): KeyDoor {
  const client = useApi()
  return {
    beginSignIn: async () => valueOf(await client.call('beginSignIn', { body: {} })),
    signIn: async (body) => {
      const done = valueOf(await client.call('signInWithKey', { body }))
      if (done === undefined) return undefined
      const { name, last } = done
      return { name, last: last === null ? null : { at: last.lastSeenAt, ip: last.ip } }
    },
    beginConfirm: async () => valueOf(await client.call('beginConfirm', { body: {} })),
    confirm: async (body) => (await client.call('confirmPerson', { body })).ok,
    beginEnrolment: async (code) => valueOf(await client.call('beginEnrolment', { body: { code } })),
    finishEnrolment: async (body) => (await client.call('finishEnrolment', { body })).ok,
  }
}

function valueOf<Value>(result: { readonly ok: true; readonly value: Value } | { readonly ok: false }) {
  return result.ok ? result.value : undefined
}
