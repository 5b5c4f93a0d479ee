import type { KeyAnswer } from '@anju/contract/key-answer.ts'
import { useState } from 'react'
import { useApi, useRegistry } from './api.tsx'
import { askUKey } from './ask-ukey.ts'
import { askKey, type KeyTrouble } from './key-ceremony.ts'

/** Has the person of the session verify themselves again with their own key; in a demo session, which has none, by a click. */
export function useConfirm(): {
  readonly confirm: () => Promise<boolean>
  readonly isAsking: boolean
  readonly isDemo: boolean
  readonly trouble: KeyTrouble | 'refused' | undefined
} {
  const client = useApi()
  const session = useRegistry('getSession', {}, { keepPrevious: true })
  const [isAsking, setAsking] = useState(false)
  const [trouble, setTrouble] = useState<KeyTrouble | 'refused'>()
  const isDemo = session.data?.assurance === 'demo'

  const confirm = async (): Promise<boolean> => {
    setAsking(true)
    setTrouble(undefined)
    try {
      if (isDemo) return await told(null, null)
      const begun = await client.call('beginConfirm', { body: {} })
      if (!begun.ok) return fail('refused')
      const { key } = begun.value
      const isUKey = session.data?.assurance === 'ukey'
      const answered = isUKey ? await askUKey(key.ukeyService ?? '', key.challenge) : await askKey(key)
      return answered.ok ? await told(begun.value.challengeId, answered.value) : fail(answered.why)
    } finally {
      setAsking(false)
    }
  }
  const fail = (why: KeyTrouble | 'refused') => {
    setTrouble(why)
    return false
  }
  const told = async (challengeId: string | null, answer: KeyAnswer | null) => {
    const done = await client.call('confirmPerson', { body: { challengeId, answer } })
    return done.ok || fail('refused')
  }
  return { confirm, isAsking, isDemo, trouble }
}
