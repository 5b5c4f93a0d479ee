import { Alert, Button, Input } from 'antd'
import { useState } from 'react'
import { KeyTroubleAlert } from '../signing-dialog.tsx'
import { bindKey, confirmWithKey, type Enrolment, type KeyDoor, type KeyKind, type SessionKey } from './key-door.ts'
import { useKeyWords } from './key-words.ts'
import { useKeyTry } from './use-key-try.ts'

export type EnrolFormProps = {
  readonly door: KeyDoor
  /** What the session began with, if there is one. */
  readonly kind: SessionKey
  /** Who gives the code out, face to face. */
  readonly lead: string
  /** Whom somebody tells whose name is not the one shown. */
  readonly tell: string
  readonly onDone?: () => void
}

/** Binds a key with the code that two people gave face to face; a further one under the key that is there already. */
export function EnrolForm({ door, kind, lead, tell, onDone }: EnrolFormProps): React.ReactNode {
  const w = useKeyWords()
  const [code, setCode] = useState('')
  const [label, setLabel] = useState('')
  const [begun, setBegun] = useState<Enrolment>()
  const [isDone, setDone] = useState(false)
  const { isAsking, trouble, attempt } = useKeyTry()
  const begin = async () => {
    const answer = await door.beginEnrolment(code)
    if (answer === undefined) return 'refused'
    setBegun(answer)
    return undefined
  }
  const verify = () => attempt(async () => (await confirmWithKey(door, kind)) ?? (await begin()))
  const bind = (made: KeyKind) =>
    attempt(async () => {
      // A challenge lives two minutes; a person may read longer than that, and then verifies themselves once more.
      const fresh = await door.beginEnrolment(code)
      if (fresh === undefined) return 'refused'
      setBegun(fresh)
      if (fresh.ownKey !== 'nothing') return undefined
      const failed = await bindKey(door, fresh, { kind: made, code, label })
      if (failed !== undefined) return failed
      setDone(true)
      onDone?.()
      return undefined
    })

  const name = begun?.name ?? ''
  if (isDone) return <Alert type="success" showIcon data-testid="enrol-done" title={w('enrol.done', { name })} />
  return (
    <>
      {begun === undefined ? (
        <CodeStep lead={lead} code={code} onCode={setCode} isAsking={isAsking} onNext={() => void attempt(begin)} />
      ) : begun.ownKey === 'sign-in' ? (
        <Alert type="info" showIcon data-testid="enrol-sign-in-first" title={w('enrol.signInFirst', { name })} />
      ) : begun.ownKey === 'verify' ? (
        <div className="aj-enrol">
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
        <NewKeyStep
          who={w('enrol.who', { name, tell })}
          takesUKeys={begun.ukeyService !== undefined}
          label={label}
          onLabel={setLabel}
          isAsking={isAsking}
          onBind={(made) => void bind(made)}
        />
      )}
      {trouble !== undefined && <KeyTroubleAlert why={trouble} />}
    </>
  )
}

type CodeStepProps = {
  readonly lead: string
  readonly code: string
  readonly onCode: (code: string) => void
  readonly isAsking: boolean
  readonly onNext: () => void
}

function CodeStep({ lead, code, onCode, isAsking, onNext }: CodeStepProps) {
  const w = useKeyWords()
  return (
    <form
      className="aj-enrol"
      onSubmit={(event) => {
        event.preventDefault()
        onNext()
      }}
    >
      <p className="aj-soft">{lead}</p>
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

type NewKeyStepProps = {
  readonly who: string
  readonly takesUKeys: boolean
  readonly label: string
  readonly onLabel: (label: string) => void
  readonly isAsking: boolean
  readonly onBind: (kind: KeyKind) => void
}

function NewKeyStep({ who, takesUKeys, label, onLabel, isAsking, onBind }: NewKeyStepProps) {
  const w = useKeyWords()
  return (
    <div className="aj-enrol">
      <p data-testid="enrol-who">{who}</p>
      <label htmlFor="enrol-label">{w('enrol.label')}</label>
      <Input
        id="enrol-label"
        maxLength={40}
        data-testid="enrol-label"
        value={label}
        onChange={(event) => onLabel(event.target.value)}
      />
      <Button
        type="primary"
        size="large"
        loading={isAsking}
        data-testid="enrol-insert"
        onClick={() => onBind('security-key')}
      >
        {isAsking ? w('signIn.touch') : w('enrol.insert')}
      </Button>
      {takesUKeys && (
        <Button size="large" disabled={isAsking} data-testid="enrol-ukey" onClick={() => onBind('ukey')}>
          {w('enrol.ukey')}
        </Button>
      )}
      <p className="aj-soft">{w('enrol.synced')}</p>
    </div>
  )
}
