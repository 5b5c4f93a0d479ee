import { useRegistry } from '@anju/face-kit/api.tsx'
import { packView, type PackView } from '@anju/face-kit/pack-view.ts'
import { useMemo } from 'react'
import { useSession } from './session.ts'

/** The city's rules on the legal day; undefined until they are read. */
export function usePack(): PackView | undefined {
  const session = useSession()
  const { data } = useRegistry(
    'getPack',
    { params: { city: session.city }, query: { on: session.legalOn } },
    { staleTimeMs: 600_000 },
  )
  return useMemo(() => (data === undefined ? undefined : packView(data)), [data])
}
