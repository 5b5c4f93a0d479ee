import { useRegistry } from '@anju/face-kit/api.tsx'
import { useSession } from './session.ts'

/** The division code below which all homes of the session's city lie; undefined until it is known. */
export function useCityPrefix(): string | undefined {
  const session = useSession()
  const { data } = useRegistry('listCities', {}, { staleTimeMs: 600_000 })
  return data?.cities.find((row) => row.city === session.city)?.divisionPrefix
}
