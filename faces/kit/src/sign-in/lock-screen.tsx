import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { isKeyStop } from '../key-stop.ts'
import { LockFrame } from '../lock-frame.tsx'
import { KeyTroubleAlert } from '../signing-dialog.tsx'
import { confirmWithKey, type KeyDoor, type SessionKey, signInWithKey } from './key-door.ts'
import { useKeyWords } from './key-words.ts'
import { useKeyTry } from './use-key-try.ts'

type LockScreenProps = {
  readonly door: KeyDoor
  readonly kind: SessionKey
  /** Whose screen it is. */
  readonly name: string
  /** The session is over: only signing in again opens. */
  readonly isOver: boolean
  /** Who is signed in now, after a sign-in at this screen. */
  readonly whoIsIn: () => Promise<'owner' | 'other' | 'nobody'>
  /** Ends the session of somebody else who has signed in here. */
  readonly endOther: () => Promise<unknown>
  /** What a demo is told beside its button. */
  readonly demoNote?: string
}

/**
 * Covers the screen (锁屏). What stands beneath stays in memory, and only the same person opens it: by their key while the session
 * goes on, by signing in again once it is over.
 */
export function LockScreen(props: LockScreenProps): React.ReactNode {
  const { door, kind, name, isOver, whoIsIn, endOther, demoNote } = props
  const w = useKeyWords()
  const queries = useQueryClient()
  const { isAsking, trouble, attempt } = useKeyTry()
  const [isOther, setOther] = useState(false)
  const isDemo = kind === 'demo'
  const unlock = async () => {
    const isDone = await attempt(() => confirmWithKey(door, kind))
    // A session that has ended meanwhile shows itself when it is read again.
    await queries.invalidateQueries(isDone ? {} : { queryKey: ['getSession'] })
  }
  const signInAgain = async () => {
    setOther(false)
    // A demo opens a fresh link in another window, and comes back.
    if (!isDemo && !(await attempt(() => signInOnce(door, kind)))) return
    const now = await whoIsIn()
    if (now === 'owner') await queries.invalidateQueries()
    if (now !== 'other') return
    // Whoever else has signed in sees nothing of what stands beneath.
    setOther(true)
    await endOther()
  }
  return (
    <LockFrame title={w('lock.title')} lead={isOver ? w('lock.expired') : w('lock.who', { name })}>
      {isOver && isDemo && <p>{w('lock.demo')}</p>}
      <Button
        type="primary"
        size="large"
        block
        autoFocus
        loading={isAsking}
        data-testid={isOver ? 'sign-in-again' : 'unlock'}
        onClick={() => void (isOver ? signInAgain() : unlock())}
      >
        {isDemo ? w('lock.again') : isOver ? w('signIn.key') : w('lock.unlock')}
      </Button>
      {!isOver && isDemo && demoNote !== undefined && <p className="aj-soft">{demoNote}</p>}
      {trouble !== undefined && <KeyTroubleAlert why={trouble} />}
      {isOther && <Alert type="error" showIcon title={w('lock.other', { name })} data-testid="lock-other" />}
      {isOver && (
        <p>
          <Button type="link" data-testid="lock-leave" onClick={() => window.location.assign('/')}>
            {w('lock.leave')}
          </Button>
        </p>
      )}
    </LockFrame>
  )
}

async function signInOnce(door: KeyDoor, kind: SessionKey) {
  const done = await signInWithKey(door, kind === 'ukey' ? 'ukey' : 'security-key')
  return isKeyStop(done) ? done : undefined
}
