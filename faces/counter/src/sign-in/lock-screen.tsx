import { useApi } from '@anju/face-kit/api.tsx'
import { LockFrame } from '@anju/face-kit/lock-frame.tsx'
import { KeyTroubleAlert } from '@anju/face-kit/signing-dialog.tsx'
import { useConfirm } from '@anju/face-kit/use-confirm.ts'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import type { CitySession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { useKeySignIn } from './use-key-sign-in.ts'

/**
 * Covers the screen (锁屏). What stands beneath stays in memory, and only the same person opens it: by their key while the session
 * goes on, by signing in again once it is over.
 */
export function LockScreen({ owner, isOver }: { owner: CitySession; isOver: boolean }) {
  const w = useCounterWords()
  return (
    <LockFrame title={w('lock.title')} lead={isOver ? w('lock.expired') : w('lock.who', { name: owner.name })}>
      {isOver ? <SignInAgain owner={owner} /> : <Unlock />}
    </LockFrame>
  )
}

function Unlock() {
  const w = useCounterWords()
  const queries = useQueryClient()
  const { confirm, isAsking, isDemo, trouble } = useConfirm()
  const run = async () => {
    // A session that has ended meanwhile shows itself when it is read again.
    const done = await confirm()
    await queries.invalidateQueries(done ? {} : { queryKey: ['getSession'] })
  }
  return (
    <>
      <Button
        type="primary"
        size="large"
        block
        autoFocus
        loading={isAsking}
        data-testid="unlock"
        onClick={() => void run()}
      >
        {isDemo ? w('lock.again') : w('lock.unlock')}
      </Button>
      {isDemo && <p className="aj-soft">{w('shell.demoSignIn.note')}</p>}
      {trouble !== undefined && <KeyTroubleAlert why={trouble} />}
    </>
  )
}

function SignInAgain({ owner }: { owner: CitySession }) {
  const w = useCounterWords()
  const client = useApi()
  const queries = useQueryClient()
  const { signIn, isAsking, trouble } = useKeySignIn()
  const [isOther, setOther] = useState(false)
  const isDemo = owner.assurance === 'demo'
  const run = async () => {
    if (!isDemo && (await signIn()) === undefined) return
    const now = await client.call('getSession')
    const isSame = now.ok && now.value.holderId === owner.holderId
    // Whoever else has signed in sees nothing of what stands beneath.
    if (now.ok && now.value.signedIn && !isSame) {
      setOther(true)
      await client.call('endSession', { body: {} })
      return
    }
    if (isSame) await queries.invalidateQueries()
  }
  return (
    <>
      {isDemo && <p>{w('lock.demo')}</p>}
      <Button
        type="primary"
        size="large"
        block
        loading={isAsking}
        data-testid="sign-in-again"
        onClick={() => void run()}
      >
        {isDemo ? w('lock.again') : w('signIn.key')}
      </Button>
      {trouble !== undefined && <KeyTroubleAlert why={trouble} />}
      {isOther && (
        <Alert type="error" showIcon title={w('lock.other', { name: owner.name })} data-testid="lock-other" />
      )}
      <p>
        <Button type="link" data-testid="lock-leave" onClick={() => window.location.assign('/')}>
          {w('lock.leave')}
        </Button>
      </p>
    </>
  )
}
