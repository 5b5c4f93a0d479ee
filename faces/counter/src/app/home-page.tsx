import { Navigate } from '@tanstack/react-router'
import { servesResidents } from './menu.ts'
import { useSession } from './session.ts'

/** The front door: officials to their queue, residents to their own matters, administrators to what they run. */
export function HomePage() {
  const session = useSession()
  if (session.kind === 'resident') return <Navigate to="/my" replace />
  return servesResidents(session) ? (
    <Navigate to="/queue" search={{ all: '0', kind: 'any', due: 'any', mine: '0' }} replace />
  ) : (
    <Navigate to="/system/posts" replace />
  )
}
