import type { ApiClient } from '@anju/contract/api-client.ts'
import type { Problem } from '@anju/contract/problem.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useCallback, useRef, useState } from 'react'
import { askedOf, type Question } from './question.ts'

export type Answer = AnswerOf<Routes['askWhatIf']>

/** Where the question stands. An answer that a newer question has overtaken is never shown. */
export type Asking =
  | { readonly status: 'idle' | 'asking' | 'unreachable' }
  | { readonly status: 'answered'; readonly answer: Answer }
  | { readonly status: 'refused'; readonly problem: Problem }

/** Asks the registry; only the last question counts. */
export function useAnswer(client: ApiClient, city: string) {
  const [asking, setAsking] = useState<Asking>({ status: 'idle' })
  const running = useRef<AbortController>(undefined)
  const ask = useCallback(
    async (question: Question): Promise<Asking> => {
      running.current?.abort()
      const stop = new AbortController()
      running.current = stop
      setAsking({ status: 'asking' })
      const result = await client
        .call('askWhatIf', { params: { city }, body: askedOf(question), signal: stop.signal })
        .catch(() => undefined)
      if (result === undefined || stop.signal.aborted) return { status: 'asking' }
      const settled: Asking = result.ok
        ? { status: 'answered', answer: result.value }
        : result.unreachable
          ? { status: 'unreachable' }
          : { status: 'refused', problem: result.problem }
      setAsking(settled)
      return settled
    },
    [client, city],
  )
  const forget = useCallback(() => {
    running.current?.abort()
    setAsking({ status: 'idle' })
  }, [])
  return { asking, ask, forget }
}
