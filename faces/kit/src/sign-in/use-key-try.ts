import { useState } from 'react'
import type { KeyStop } from '../key-stop.ts'

type KeyTry = {
  readonly isAsking: boolean
  readonly trouble: KeyStop | undefined
  /** Undefined of `work`: done. @returns whether it was */
  readonly attempt: (work: () => Promise<KeyStop | undefined>) => Promise<boolean>
}

/** A try with a key: under way, and why it failed. */
export function useKeyTry(): KeyTry {
  const [isAsking, setAsking] = useState(false)
  const [trouble, setTrouble] = useState<KeyStop>()
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
