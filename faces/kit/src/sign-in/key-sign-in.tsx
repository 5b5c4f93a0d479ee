import { Alert, Button } from 'antd'
import { instantText } from '../instant-text.ts'
import { isKeyStop } from '../key-stop.ts'
import { useLanguage } from '../language.ts'
import { KeyTroubleAlert } from '../signing-dialog.tsx'
import { type KeyDoor, type KeyKind, type LastSignIn, type SignedIn, signInWithKey } from './key-door.ts'
import { useKeyWords } from './key-words.ts'
import { useKeyTry } from './use-key-try.ts'

type KeySignInProps = {
  readonly door: KeyDoor
  readonly takesUKeys: boolean
  readonly onDone: (done: SignedIn) => void
}

/** Signing in with whichever key is plugged in. There is no password field to fish for. */
export function KeySignIn({ door, takesUKeys, onDone }: KeySignInProps): React.ReactNode {
  const w = useKeyWords()
  const { isAsking, trouble, attempt } = useKeyTry()
  const signIn = (kind: KeyKind) =>
    void attempt(async () => {
      const done = await signInWithKey(door, kind)
      if (isKeyStop(done)) return done
      onDone(done)
      return undefined
    })
  return (
    <>
      <Button
        type="primary"
        size="large"
        block
        loading={isAsking}
        data-testid="sign-in-key"
        onClick={() => signIn('security-key')}
      >
        {isAsking ? w('signIn.touch') : w('signIn.key')}
      </Button>
      {takesUKeys && (
        <p>
          <Button size="large" block disabled={isAsking} data-testid="sign-in-ukey" onClick={() => signIn('ukey')}>
            {w('signIn.ukey')}
          </Button>
        </p>
      )}
      {trouble !== undefined && <KeyTroubleAlert why={trouble} />}
      <p className="aj-soft">{w('signIn.key.note')}</p>
    </>
  )
}

/** When and where the person was signed in before, and whom they tell when that was not them. */
export function LastSignInNote({
  last,
  tell,
}: {
  readonly last: LastSignIn | null
  readonly tell: string
}): React.ReactNode {
  const w = useKeyWords()
  const { language } = useLanguage()
  const title =
    last === null
      ? w('signIn.first')
      : w('signIn.last', { at: instantText(last.at, language), ip: last.ip === '' ? '—' : last.ip, tell })
  return <Alert type="info" showIcon data-testid="last-sign-in" title={title} />
}

/** At an address that is a number no key answers: the one to use instead. */
export function useLocalhostNote(): string | undefined {
  const w = useKeyWords()
  const { hostname, port } = window.location
  return hostname === '127.0.0.1'
    ? w('signIn.localhost', { address: `http://localhost${port === '' ? '' : `:${port}`}` })
    : undefined
}
