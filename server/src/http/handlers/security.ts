import type { securityRoutes } from '@anju/contract/routes/security.ts'
import { getSecurityPosture, type Standing } from '../../usecases/get-security-posture.ts'
import type { HandlersOf } from '../mount.ts'

export function securityHandlers(standing: Standing): HandlersOf<typeof securityRoutes> {
  return { getSecurityPosture: ({ deps, act }) => getSecurityPosture(deps, act, standing) }
}
