import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useApi } from '@anju/face-kit/api.tsx'
import { makeUKey } from '@anju/face-kit/ask-ukey.ts'
import { type KeyTrouble, makeKey } from '@anju/face-kit/key-ceremony.ts'
import { KeyTroubleAlert } from '@anju/face-kit/signing-dialog.tsx'
import { useConfirm } from '@anju/face-kit/use-confirm.ts'
import { Alert, Button, Input } from 'antd'
import { useState } from 'react'
import { useCounterWords } from '../counter-words.ts'

type Begun = AnswerOf<Routes['beginEnrolment']>
type Trouble = KeyTrouble | 'refused'

/** Binds a key with the code that two administrators gave face to face; a further one under the key that is there already. */
export function EnrolForm({ onDone }: { onDone?: () => void }) {
  const w = useCounterWords()
  const client = useApi()
  const [code, setCode] = useState('')
  const [label, setLabel] = useState('')
  const [begun, setBegun] = useState<Begun>()
  const [doneFor, setDoneFor] = useState<string>()
  const [isAsking, setAsking] = useState(false)
  const [trouble, setTrouble] = useState<Trouble>()

  const attempt = async (work: () => Promise<Trouble | undefined>) => {
    setAsking(true)
    setTrouble(undefined)
    setTrouble(await work())
    setAsking(false)
  }
  const begin = () =>
    attempt(async () => {
      const answer = await client.call('beginEnrolment', { body: { code } })
      if (!answer.ok) return 'refused'
      setBegun(answer.value)
      return undefined
    })
  const bind = (kind: 'security-key' | 'ukey') =>
    attempt(async () => {
      // A challenge lives two minutes; a person may read longer than that, and then verifies themselves once more.
      const fresh = await client.call('beginEnrolment', { body: { code } })
      if (!fresh.ok) return 'refused'
      setBegun(fresh.value)
      const { challengeId, challenge, ukeyService = '', ownKey } = fresh.value
      if (ownKey !== 'nothing') return undefined
      const made = kind === 'ukey' ? await makeUKey(ukeyService, challenge) : await makeKey(fresh.value)
      if (!made.ok) return made.why
      const answer = await client.call('finishEnrolment', { body: { code, label, challengeId, key: made.value } })
      if (!answer.ok) return 'refused'
      setDoneFor(answer.value.name)
      onDone?.()
      return undefined
    })

  if (doneFor !== undefined)
    return <Alert type="success" showIcon data-testid="enrol-done" title={w('enrol.done', { name: doneFor })} />
  return (
    <>
      {begun === undefined ? (
        <CodeStep code={code} onCode={setCode} isAsking={isAsking} onNext={() => void begin()} />
      ) : begun.ownKey === 'sign-in' ? (
        <Alert
          type="info"
          showIcon
          data-testid="enrol-sign-in-first"
          title={w('enrol.signInFirst', { name: begun.name })}
        />
      ) : begun.ownKey === 'verify' ? (
        <OwnKeyStep name={begun.name} onVerified={() => void begin()} />
      ) : (
        <NewKeyStep
          begun={begun}
          label={label}
          onLabel={setLabel}
          isAsking={isAsking}
          onBind={(kind) => void bind(kind)}
        />
      )}
      {trouble !== undefined && <KeyTroubleAlert why={trouble} />}
    </>
  )
}

type Asking = { readonly isAsking: boolean }

function CodeStep({
  code,
  onCode,
  isAsking,
  onNext,
}: Asking & { readonly code: string; readonly onCode: (code: string) => void; readonly onNext: () => void }) {
  const w = useCounterWords()
  return (
    <form
      className="aj-enrol"
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

/** The key that is there says first that its person is. */
function OwnKeyStep({ name, onVerified }: { readonly name: string; readonly onVerified: () => void }) {
  const w = useCounterWords()
  const { confirm, isAsking, trouble } = useConfirm()
  const run = async () => {
    if (await confirm()) onVerified()
  }
  return (
    <div className="aj-enrol">
      <p data-testid="enrol-own">{w('enrol.ownKey', { name })}</p>
      <Button type="primary" size="large" loading={isAsking} data-testid="enrol-verify" onClick={() => void run()}>
        {isAsking ? w('signIn.touch') : w('enrol.verify')}
      </Button>
      {trouble !== undefined && <KeyTroubleAlert why={trouble} />}
    </div>
  )
}

function NewKeyStep({
  begun,
  label,
  onLabel,
  isAsking,
  onBind,
}: Asking & {
  readonly begun: Begun
  readonly label: string
  readonly onLabel: (label: string) => void
  readonly onBind: (kind: 'security-key' | 'ukey') => void
}) {
  const w = useCounterWords()
  return (
    <div className="aj-enrol">
      <p data-testid="enrol-who">{w('enrol.who', { name: begun.name })}</p>
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
      {begun.ukeyService !== undefined && (
        <Button size="large" disabled={isAsking} data-testid="enrol-ukey" onClick={() => onBind('ukey')}>
          {w('enrol.ukey')}
        </Button>
      )}
      <p className="aj-soft">{w('enrol.synced')}</p>
    </div>
  )
}
