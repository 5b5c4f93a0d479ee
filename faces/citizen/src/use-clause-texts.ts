import type { ApiClient } from '@anju/contract/api-client.ts'
import { useEffect, useState } from 'react'

type Texts = Readonly<Record<string, { readonly zh: string; readonly en: string }>>

/** What clauses say in our own words; empty until they have come, and without them the page is whole all the same. */
export function useClauseTexts(client: ApiClient, city: string): Texts {
  const [texts, setTexts] = useState<Texts>({})
  useEffect(() => {
    const stop = new AbortController()
    void client
      .call('listClauses', { params: { city }, signal: stop.signal })
      .then((result) => (result.ok ? setTexts(result.value.clauses) : undefined))
      .catch(() => undefined)
    return () => stop.abort()
  }, [client, city])
  return texts
}
