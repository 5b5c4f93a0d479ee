import type { ApiClient } from '@anju/contract/api-client.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { type Attempt, beginAttempt, settleAttempt } from '@anju/face-kit/attempt.ts'
import { newIntentId } from '@anju/face-kit/intent-id.ts'
import { useCallback, useEffect, useRef, useState } from 'react'

export type OwnDeparture = AnswerOf<Routes['getOwnDeparture']>
export type Leaving = NonNullable<OwnDeparture['leaving']>
export type Left = NonNullable<OwnDeparture['left']>
type Done = AnswerOf<Routes['declareOwnDeparture']>

/** What is known: nothing yet, nobody signed in, nobody could be asked, or how the own registration stands. */
export type Known = OwnDeparture | 'reading' | 'signed-out' | 'unreachable'

/** Reads what leaving on a day would mean; an answer to a question that was asked before is dropped. */
export function useDeparture(client: ApiClient, city: string) {
  const [known, setKnown] = useState<Known>('reading')
  const asked = useRef(0)
  const read = useCallback(
    async (leftOn?: string) => {
      asked.current += 1
      const turn = asked.current
      const answer = await askDeparture(client, city, leftOn)
      if (turn === asked.current && answer !== undefined) setKnown(answer)
    },
    [client, city],
  )
  useEffect(() => {
    let isShown = true
    void askDeparture(client, city).then((answer) => {
      if (isShown && asked.current === 0 && answer !== undefined) setKnown(answer)
    })
    return () => {
      isShown = false
    }
  }, [client, city])
  return { known, read }
}

/** Undefined: what stands there stays, for a day that is being typed is none yet. */
async function askDeparture(client: ApiClient, city: string, leftOn?: string): Promise<Known | undefined> {
  const query = leftOn === undefined ? {} : { leftOn }
  const result = await client.call('getOwnDeparture', { params: { city }, query })
  if (result.ok) return result.value
  if (result.unreachable) return 'unreachable'
  return result.problem.type === 'malformed' ? undefined : 'signed-out'
}

/** One act under one intent id, however often it is pressed, until the registry has answered for certain. */
export function useAct(send: (intentId: string) => ReturnType<typeof sendDeparture>) {
  const [attempt, setAttempt] = useState<Attempt<Done>>(() => beginAttempt(newIntentId()))
  const isSending = useRef(false)
  const act = async (): Promise<Attempt<Done> | undefined> => {
    if (isSending.current) return undefined
    isSending.current = true
    setAttempt((now) => ({ intentId: now.intentId, status: 'sending' }))
    const settled = settleAttempt(attempt, await send(attempt.intentId), newIntentId())
    isSending.current = false
    setAttempt(settled)
    return settled
  }
  const forget = () => setAttempt((now) => (now.status === 'stopped' ? beginAttempt(now.intentId) : now))
  return { attempt, act, forget }
}

export function sendDeparture(
  client: ApiClient,
  city: string,
  { registrationId, version }: Leaving,
  said: { readonly leftOn: string; readonly destination: string; readonly intentId: string },
) {
  const params = { city, registrationId }
  return client.call('declareOwnDeparture', { params, body: { ...said, expectedVersion: version } })
}

export function sendTakeBack(client: ApiClient, city: string, { registrationId, version }: Left, intentId: string) {
  const params = { city, registrationId }
  return client.call('takeBackOwnDeparture', { params, body: { intentId, expectedVersion: version } })
}
