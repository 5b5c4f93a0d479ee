import { useRegistry } from './api.tsx'
import type { KeyStop } from './key-stop.ts'
import { confirmWithKey, sessionKeyOf } from './sign-in/key-door.ts'
import { useRegistryKeyDoor } from './sign-in/registry-key-door.ts'
import { useKeyTry } from './sign-in/use-key-try.ts'

/** Has the person of the session verify themselves again with their own key; in a demo session, which has none, by a click. */
export function useConfirm(): {
  readonly confirm: () => Promise<boolean>
  readonly isAsking: boolean
  readonly isDemo: boolean
  readonly trouble: KeyStop | undefined
} {
  const door = useRegistryKeyDoor()
  const session = useRegistry('getSession', {}, { keepPrevious: true })
  const { isAsking, trouble, attempt } = useKeyTry()
  const kind = sessionKeyOf(session.data?.assurance ?? null)
  return { confirm: () => attempt(() => confirmWithKey(door, kind)), isAsking, isDemo: kind === 'demo', trouble }
}
