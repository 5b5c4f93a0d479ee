import type { KeyTrouble } from '@anju/face-kit/key-ceremony.ts'
import { LockFrame } from '@anju/face-kit/lock-frame.tsx'
import { KeyTroubleAlert } from '@anju/face-kit/signing-dialog.tsx'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { callCard, type Answer } from '../app/card-client.ts'
import { useCardWords } from '../card-words.ts'
import { kindOf } from './second-key-page.tsx'
import { confirmWithKey, type KeyKind, signInWithKey } from './sign-in-with-key.ts'

type Trouble = KeyTrouble | 'refused'
type LockScreenProps = { readonly owner: Answer<'getSession'>; readonly isOver: boolean }

/** 锁屏: opened by the key of the same person while the session goes on, by signing in again once it is over. */
export function LockScreen({ owner, isOver }: LockScreenProps) {
  const w = useCardWords()
  const queries = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const [trouble, setTrouble] = useState<Trouble>()
  const [isOther, setOther] = useState(false)
  const isDemo = owner.assurance === 'demo'
  const kind = kindOf(owner)
  const run = async () => {
    setAsking(true)
    setTrouble(undefined)
    const failed = isOver ? await signInAgain(isDemo, kind) : await unlock(isDemo, kind)
    const now = failed === undefined ? await callCard('getSession', {}) : undefined
    const isSame = now?.ok === true && now.value.staff?.badge === owner.staff?.badge
    // Whoever else has signed in sees nothing of what stands beneath.
    if (now?.ok === true && now.value.signedIn && !isSame) {
      setOther(true)
      await callCard('endSession', {})
    }
    setTrouble(failed)
    setAsking(false)
    if (isSame || !isOver) await queries.invalidateQueries()
  }
  return (
    <LockFrame
      title={w('lock.title')}
      lead={isOver ? w('lock.expired') : w('lock.who', { name: owner.staff?.name ?? '' })}
    >
      {isOver && isDemo && <p>{w('lock.demo')}</p>}
      <Button
        type="primary"
        size="large"
        block
        autoFocus
        loading={isAsking}
        data-testid={isOver ? 'sign-in-again' : 'unlock'}
        onClick={() => void run()}
      >
        {isDemo ? w('lock.again') : isOver ? w('signIn.key') : w('lock.unlock')}
      </Button>
      {trouble !== undefined && <KeyTroubleAlert why={trouble} />}
      {isOther && <Alert type="error" showIcon title={w('lock.other', { name: owner.staff?.name ?? '' })} />}
      {isOver && (
        <p>
          <Button type="link" onClick={() => window.location.assign('/')}>
            {w('lock.leave')}
          </Button>
        </p>
      )}
    </LockFrame>
  )
}

async function unlock(isDemo: boolean, kind: KeyKind): Promise<Trouble | undefined> {
  if (isDemo) {
    const opened = await callCard('confirmPerson', { body: { challengeId: null, answer: null } })
    return opened.ok ? undefined : 'refused'
  }
  return confirmWithKey(kind)
}

async function signInAgain(isDemo: boolean, kind: KeyKind): Promise<Trouble | undefined> {
  // A demo opens a fresh link in another window, and comes back.
  if (isDemo) return undefined
  const done = await signInWithKey(kind)
  return typeof done === 'string' ? done : undefined
}
