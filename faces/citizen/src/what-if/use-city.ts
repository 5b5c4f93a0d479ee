import type { ApiClient } from '@anju/contract/api-client.ts'
import { useEffect, useState } from 'react'

/** What the page needs to know of the city: the day it is there, and how residence can be declared; until it is known, one way only. */
export type CityFacts = { readonly legalOn: string | undefined; readonly channels: readonly string[] }

export function useCity(client: ApiClient, city: string): CityFacts {
  const [legalOn, setLegalOn] = useState<string>()
  const [channels, setChannels] = useState<readonly string[]>([])
  useEffect(() => {
    const stop = new AbortController()
    const read = async () => {
      const session = await client.call('getSession', { signal: stop.signal })
      if (session.ok) setLegalOn(session.value.legalOn)
      const pack = await client.call('getPack', { params: { city }, query: {}, signal: stop.signal })
      const offered = pack.ok ? channelsOf(pack.value.pack) : undefined
      if (offered !== undefined) setChannels(offered)
    }
    void read().catch(() => undefined)
    return () => stop.abort()
  }, [client, city])
  return { legalOn, channels }
}

function channelsOf(pack: Readonly<Record<string, unknown>>): readonly string[] | undefined {
  const found = [pack['workflow'], 'registration', 'channels', 'value'].reduce<unknown>(
    (part, key) => (typeof key === 'string' && isRecord(part) ? part[key] : key),
    undefined,
  )
  return Array.isArray(found) && found.every((channel) => typeof channel === 'string') ? found : undefined
}

function isRecord(part: unknown): part is Readonly<Record<string, unknown>> {
  return typeof part === 'object' && part !== null
}
