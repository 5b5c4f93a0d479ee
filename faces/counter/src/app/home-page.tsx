import { Navigate } from '@tanstack/react-router'
import { useSession } from './session.ts'

/** The front door: officials to their queue, residents to their own matters. */
export function HomePage() {
  const { kind } = useSession()
  return kind === 'resident' ? (
    <Navigate to="/my" replace />
  ) : (
    <Navigate to="/queue" search={{ all: '0', q: '', kind: 'any', due: 'any' }} replace />
  )
}
