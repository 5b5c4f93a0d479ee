import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useApi } from '@anju/face-kit/api.tsx'
import { askUKey } from '@anju/face-kit/ask-ukey.ts'
import { askKey, type KeyTrouble } from '@anju/face-kit/key-ceremony.ts'
import { useState } from 'react'

export type SignedInAnswer = AnswerOf<Routes['signInWithKey']>

/** Signing in with whichever key is plugged in. */
export function useKeySignIn(): {
  readonly signIn: (kind?: 'security-key' | 'ukey') => Promise<SignedInAnswer | undefined>
  readonly isAsking: boolean
  readonly trouble: KeyTrouble | 'refused' | undefined
} {
  const client = useApi()
  const [isAsking, setAsking] = useState(false)
  const [trouble, setTrouble] = useState<KeyTrouble | 'refused'>()
  const fail = (why: KeyTrouble | 'refused'): undefined => {
    setTrouble(why)
    return undefined
  }
  const signIn = async (kind: 'security-key' | 'ukey' = 'security-key') => {
    setAsking(true)
    setTrouble(undefined)
    try {
      const begun = await client.call('beginSignIn', { body: {} })
      if (!begun.ok) return fail('failed')
      const { key } = begun.value
      const answered = kind === 'ukey' ? await askUKey(key.ukeyService ?? '', key.challenge) : await askKey(key)
      if (!answered.ok) return fail(answered.why)
      const body = { challengeId: begun.value.challengeId, answer: answered.value }
      const done = await client.call('signInWithKey', { body })
      return done.ok ? done.value : fail('refused')
    } finally {
      setAsking(false)
    }
  }
  return { signIn, isAsking, trouble }
}
