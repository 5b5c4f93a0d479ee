import type { CardRouteName } from '@anju/card-service/contract.ts'
import type { CardProblem } from '@anju/card-service/http/problem.ts'
import { ProblemError, UnreachableError } from '@anju/face-kit/api.tsx'
import { newIntentId } from '@anju/face-kit/intent-id.ts'
import type { ProblemPanel } from '@anju/face-kit/problem-panel.tsx'
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { type ComponentProps, useRef, useState } from 'react'
import { callCard, type Answer, type Sent } from './card-client.ts'

export type ShownProblem = ComponentProps<typeof ProblemPanel>['problem']

/** The same document, with this service's own codes in it: the panel shows the words that came with them. */
export function shownProblem(problem: CardProblem): ShownProblem {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return problem as unknown as ShownProblem
}

/** Reads from the card service by the name of the operation. @param everyMs read again so often, for what changes by itself */
export function useCard<Name extends CardRouteName>(
  name: Name,
  sent: Sent<Name>,
  everyMs?: number,
): UseQueryResult<Answer<Name>> {
  return useQuery<Answer<Name>>({
    queryKey: [name, sent],
    placeholderData: (before) => before,
    ...(everyMs === undefined ? {} : { refetchInterval: everyMs }),
    queryFn: async ({ signal }) => {
      const result = await callCard(name, sent, signal)
      if (result.ok) return result.value
      throw result.unreachable ? new UnreachableError() : new ProblemError(shownProblem(result.problem))
    },
  })
}

export type CardAct<Name extends CardRouteName> = {
  readonly busy: boolean
  /** What came back as a no. */
  readonly problem: ShownProblem | undefined
  /** No answer came: nothing is known, and the same act can be sent again. */
  readonly unknown: boolean
  /**
   * Sends the act; answers its value, or undefined when it came to nothing or nobody knows.
   * @param leave - where the person goes once it is done, before everything is read again: what they leave never changes under them
   */
  readonly send: (sent: Sent<Name>, leave?: (value: Answer<Name>) => void) => Promise<Answer<Name> | undefined>
}

/**
 * One act of a person. Its intent id stays the same until the service has answered for certain, so a double click or a
 * retry after a lost answer is one act; then everything read is read again.
 */
export function useCardAct<Name extends CardRouteName>(name: Name): CardAct<Name> {
  const queries = useQueryClient()
  const intentId = useRef(newIntentId())
  const sending = useRef(false)
  const [standing, setStanding] = useState<{ busy: boolean; problem?: ShownProblem; unknown: boolean }>({
    busy: false,
    unknown: false,
  })
  return {
    busy: standing.busy,
    problem: standing.problem,
    unknown: standing.unknown,
    async send(sent, leave) {
      if (sending.current) return undefined
      sending.current = true
      setStanding({ busy: true, unknown: false })
      const result = await callCard(name, withIntent(sent, intentId.current))
      if (!result.ok && result.unreachable) {
        sending.current = false
        setStanding({ busy: false, unknown: true })
        return undefined
      }
      const isDefect = !result.ok && result.problem.type === 'defect'
      if (!isDefect) intentId.current = newIntentId()
      if (result.ok) leave?.(result.value)
      else setStanding({ busy: true, unknown: false, problem: shownProblem(result.problem) })
      // Until the screen shows what is now, a second click would be another act.
      await queries.invalidateQueries()
      sending.current = false
      setStanding((now) => ({ ...now, busy: false }))
      return result.ok ? result.value : undefined
    },
  }
}

/** The id of the act in place of whatever stood there. */
function withIntent<Name extends CardRouteName>(sent: Sent<Name>, intentId: string): Sent<Name> {
  const body: unknown = sent.body
  // The body of an act has an intent id; which one is ours to say.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return { ...sent, body: { ...(typeof body === 'object' ? body : {}), intentId } } as Sent<Name>
}
