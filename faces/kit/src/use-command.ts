import type { ApiResult } from '@anju/contract/api-client.ts'
import type { AnswerOf, BodySent, ParamsSent } from '@anju/contract/route.ts'
import type { RouteName, Routes } from '@anju/contract/route-table.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useContext, useRef, useState } from 'react'
import { useApi } from './api.tsx'
import { type Attempt, beginAttempt, settleAttempt } from './attempt.ts'
import { newIntentId } from './intent-id.ts'
import { OwnActContext } from './own-act.tsx'
import { isConflict } from './problem-view.ts'

type Sent<Name extends RouteName> = {
  readonly params: ParamsSent<Routes[Name]>
  /** The whole body but the intent id, which the attempt keeps. */
  readonly body: Omit<BodySent<Routes[Name]> & object, 'intentId'>
  /** What must be kept first, such as images; when it fails, the act itself is not sent. */
  readonly before?: () => Promise<ApiResult<undefined>>
  /**
   * Where the person goes once it is done: before everything is read again, so that the form they leave never shows that its act is
   * no longer possible.
   */
  readonly leave?: (value: AnswerOf<Routes[Name]>) => unknown
}

export type Command<Name extends RouteName> = {
  readonly attempt: Attempt<AnswerOf<Routes[Name]>>
  /** Sends; a call while another is under way does nothing. Answers the settled attempt. */
  readonly send: (request: Sent<Name>) => Promise<Attempt<AnswerOf<Routes[Name]>>>
  /** The no was about something that has been changed since: it is taken off the screen, the act stays the same. */
  readonly forget: () => void
}

/**
 * One act under one intent id, until the registry has answered for certain; then everything read is read again. A second click until
 * then is the same act, what is sent afterwards another one. When somebody else was faster everything is read again, too: the next
 * try answers to what the screen shows now.
 */
export function useCommand<Name extends RouteName>(name: Name): Command<Name> {
  type Value = AnswerOf<Routes[Name]>
  const client = useApi()
  const queries = useQueryClient()
  const ownActDone = useContext(OwnActContext)
  const [attempt, setAttempt] = useState<Attempt<Value>>(() => beginAttempt(newIntentId()))
  const current = useRef(attempt)
  const settle = (next: Attempt<Value>) => {
    current.current = next
    setAttempt(next)
    return next
  }
  return {
    attempt,
    forget: () => {
      if (current.current.status === 'stopped') settle(beginAttempt(current.current.intentId))
    },
    send: async ({ params, body, before, leave }) => {
      const sending = current.current
      if (sending.status === 'sending') return sending
      settle({ intentId: sending.intentId, status: 'sending' })
      // The client types each operation's request apart; here the body gets its intent id, whatever the operation.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      const call = client.call as (name: Name, request: unknown) => Promise<ApiResult<Value>>
      const first = await before?.()
      const result =
        first === undefined || first.ok
          ? await call(name, { params, body: { ...body, intentId: sending.intentId } })
          : first
      const settled = settle(settleAttempt({ ...sending, status: 'sending' }, result, newIntentId()))
      if (isConflict(settled.problem)) await queries.refetchQueries({ type: 'active' })
      if (settled.status !== 'done') return settled
      if (settled.value !== undefined) await leave?.(settled.value)
      await queries.invalidateQueries()
      if (current.current === settled) settle({ ...settled, intentId: newIntentId() })
      ownActDone?.()
      return settled
    },
  }
}
