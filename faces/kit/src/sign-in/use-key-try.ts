import { useState } from 'react'
import type { SignInTrouble } from './key-door.ts'

type KeyTry = {
  readonly isAsking: boolean
  readonly trouble: SignInTrouble | undefined
  /** Undefined of `work`: done. @returns whether it was */
  readonly attempt: (work: () => Promise<SignInTrouble | undefined>) => Promise<boolean>
}

/** A try with a key: under way, and why it failed. */
export function useKeyTry(): KeyTry {
  const [isAsking, setAsking] = useState(false)
  const [trouble, setTrouble] = useState<SignInTrouble>()
  return {
    isAsking,
    trouble,
    attempt: async (work) => {
      setAsking(true)
      setTrouble(undefined)
      try {
        const failed = await work()
        setTrouble(failed)
        return failed === undefined
      } finally {
        setAsking(false)
      }
    },
  }
}
