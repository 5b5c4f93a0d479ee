import type { ApiClient, RequestOf } from '@anju/contract/api-client.ts'
import type { Problem } from '@anju/contract/problem.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { RouteName, Routes } from '@anju/contract/route-table.ts'
import { keepPreviousData, QueryClient, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { createContext, useContext } from 'react'

/** The registry answered, and the answer is a no. */
export class ProblemError extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.title)
    this.name = 'ProblemError'
    this.problem = problem
  }
}

/** No answer: nothing is known about what the registry did. */
export class UnreachableError extends Error {
  constructor() {
    super('The registry could not be reached')
    this.name = 'UnreachableError'
  }
}

export const ApiContext = createContext<ApiClient | undefined>(undefined)

/** @throws Error outside of an ApiContext. */
export function useApi(): ApiClient {
  const client = useContext(ApiContext)
  if (client === undefined) throw new Error('useApi needs an ApiContext around it')
  return client
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        // A no stays a no; only silence is worth asking again.
        retry: (failures, error) => error instanceof UnreachableError && failures < 2,
        refetchOnWindowFocus: true,
      },
    },
  })
}

type ReadOptions = { readonly enabled?: boolean; readonly keepPrevious?: boolean; readonly staleTimeMs?: number }

/** Reads from the registry by the name of the operation; the answer is typed by the contract. */
export function useRegistry<Name extends RouteName>(
  name: Name,
  request: RequestOf<Routes[Name]>,
  options: ReadOptions = {},
): UseQueryResult<AnswerOf<Routes[Name]>> {
  const client = useApi()
  return useQuery<AnswerOf<Routes[Name]>>({
    queryKey: [name, request],
    enabled: options.enabled ?? true,
    ...(options.keepPrevious === true ? { placeholderData: keepPreviousData } : {}),
    ...(options.staleTimeMs === undefined ? {} : { staleTime: options.staleTimeMs }),
    queryFn: async ({ signal }) => {
      // The client types each operation's request apart; here all are passed on alike.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      const send = client.call as (name: Name, request: unknown) => ReturnType<typeof client.call<Name>>
      const result = await send(name, { ...request, signal })
      if (result.ok) return result.value
      throw result.unreachable ? new UnreachableError() : new ProblemError(result.problem)
    },
  })
}

/** The problem document behind a failed read; undefined when there was no answer at all. */
export function problemOf(error: unknown): Problem | undefined {
  return error instanceof ProblemError ? error.problem : undefined
}
