import { makeUKey } from '@anju/face-kit/ask-ukey.ts'
import { type KeyTrouble, makeKey } from '@anju/face-kit/key-ceremony.ts'
import { KeyTroubleAlert } from '@anju/face-kit/signing-dialog.tsx'
import { Alert, Button, Input } from 'antd'
import { useState } from 'react'
import { callCard, type Answer } from '../app/card-client.ts'
import { useCardWords } from '../card-words.ts'
import { confirmWithKey, type KeyKind } from './sign-in-with-key.ts'

type Trouble = KeyTrouble | 'refused'
type Begun = Answer<'beginEnrolment'>

/**
 * Binds a key with the code that two operators of the police IT office gave face to face; a further one under the key that is there.
 * @param kind - of the key that the session began with, if there is one
 */
export function EnrolForm({ kind, onDone }: { kind: KeyKind; onDone?: () => void }) {
  const w = useCardWords()
  const [code, setCode] = useState('')
  const [label, setLabel] = useState('')
  const [begun, setBegun] = useState<Begun>()
  const [isDone, setDone] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const [trouble, setTrouble] = useState<Trouble>()

  const attempt = async (work: () => Promise<Trouble | undefined>) => {
    setAsking(true)
    setTrouble(undefined)
    setTrouble(await work())
    setAsking(false)
  }
  const begin = async (): Promise<Trouble | undefined> => {
    const answer = await callCard('beginEnrolment', { body: { code } })
    if (!answer.ok) return 'refused'
    setBegun(answer.value)
    return undefined
  }
  const verify = () => attempt(async () => (await confirmWithKey(kind)) ?? (await begin()))
  const bind = (made: KeyKind) =>
    attempt(async () => {
      // A challenge lives two minutes; a person may read longer than that, and then verifies themselves once more.
      const fresh = await callCard('beginEnrolment', { body: { code } })
      if (!fresh.ok) return 'refused'
      setBegun(fresh.value)
      if (fresh.value.ownKey !== 'nothing') return undefined
      const failed = await bindKey(fresh.value, made, { code, label })
      setDone(failed === undefined)
      if (failed === undefined) onDone?.()
      return failed
    })

  const name = begun?.name ?? ''
  if (isDone) return <Alert type="success" showIcon data-testid="enrol-done" title={w('enrol.done', { name })} />
  return (
    <>
      {begun === undefined ? (
        <CodeStep code={code} onCode={setCode} isAsking={isAsking} onNext={() => void attempt(begin)} />
      ) : begun.ownKey === 'sign-in' ? (
        <Alert type="info" showIcon data-testid="enrol-sign-in-first" title={w('enrol.signInFirst', { name })} />
      ) : begun.ownKey === 'verify' ? (
        <div className="cs-enrol">
          <p data-testid="enrol-own">{w('enrol.ownKey', { name })}</p>
          <Button
            type="primary"
            size="large"
            loading={isAsking}
            data-testid="enrol-verify"
            onClick={() => void verify()}
          >
            {isAsking ? w('signIn.touch') : w('enrol.verify')}
          </Button>
        </div>
      ) : (
        <div className="cs-enrol">
          <p data-testid="enrol-who">{w('enrol.who', { name })}</p>
          <label htmlFor="enrol-label">{w('enrol.label')}</label>
          <Input
            id="enrol-label"
            maxLength={40}
            data-testid="enrol-label"
            value={label}
            onChange={(event) => setLabel(event.target.value)}
          />
          <Button
            type="primary"
            size="large"
            loading={isAsking}
            data-testid="enrol-insert"
            onClick={() => void bind('security-key')}
          >
            {isAsking ? w('signIn.touch') : w('enrol.insert')}
          </Button>
          {begun.ukeyService !== undefined && (
            <Button size="large" disabled={isAsking} data-testid="enrol-ukey" onClick={() => void bind('ukey')}>
              {w('enrol.ukey')}
            </Button>
          )}
          <p className="aj-soft">{w('enrol.synced')}</p>
        </div>
      )}
      {trouble !== undefined && <KeyTroubleAlert why={trouble} />}
    </>
  )
}

type CodeStepProps = {
  readonly code: string
  readonly onCode: (code: string) => void
  readonly isAsking: boolean
  readonly onNext: () => void
}

function CodeStep({ code, onCode, isAsking, onNext }: CodeStepProps) {
  const w = useCardWords()
  return (
    <form
      className="cs-enrol"
      onSubmit={(event) => {
        event.preventDefault()
        onNext()
      }}
    >
      <p className="aj-soft">{w('enrol.lead')}</p>
      <label htmlFor="enrol-code">{w('enrol.code')}</label>
      <Input
        id="enrol-code"
        data-testid="enrol-code"
        size="large"
        autoFocus
        autoComplete="off"
        maxLength={20}
        value={code}
        onChange={(event) => onCode(event.target.value.toUpperCase())}
      />
      <Button
        type="primary"
        size="large"
        htmlType="submit"
        loading={isAsking}
        disabled={code.trim().length < 12}
        data-testid="enrol-next"
      >
        {w('enrol.next')}
      </Button>
    </form>
  )
}

/** Asks the new key and binds it. Undefined: done. */
async function bindKey(
  begun: Begun,
  kind: KeyKind,
  { code, label }: { readonly code: string; readonly label: string },
): Promise<Trouble | undefined> {
  const { challengeId, challenge, ukeyService = '' } = begun
  const made = kind === 'ukey' ? await makeUKey(ukeyService, challenge) : await makeKey(begun)
  if (!made.ok) return made.why
  const bound = await callCard('finishEnrolment', { body: { code, label, challengeId, key: made.value } })
  return bound.ok ? undefined : 'refused'
}
