import { type KeyTrouble, makeKey } from '@anju/face-kit/key-ceremony.ts'
import { KeyTroubleAlert } from '@anju/face-kit/signing-dialog.tsx'
import { Alert, Button, Input } from 'antd'
import { useState } from 'react'
import { callCard } from '../app/card-client.ts'
import { GoTo } from '../app/go-to.tsx'
import { useCardWords } from '../card-words.ts'
import { SignInFrame } from './sign-in-frame.tsx'

type Trouble = KeyTrouble | 'refused'

/** A newcomer binds their key, with the code that two operators of the police IT office gave them face to face. */
export function EnrolPage({ legalOn }: { legalOn: string }) {
  const w = useCardWords()
  const [code, setCode] = useState('')
  const [label, setLabel] = useState('')
  const [name, setName] = useState<string>()
  const [isDone, setDone] = useState(false)
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
      const begun = await callCard('beginEnrolment', { body: { code } })
      if (!begun.ok) return 'refused'
      setName(begun.value.name)
      return undefined
    })
  const bind = () =>
    attempt(async () => {
      const failed = await bindKey(code, label)
      setDone(failed === undefined)
      return failed
    })

  return (
    <SignInFrame legalOn={legalOn} title={w('enrol.title')}>
      {isDone ? (
        <Alert type="success" showIcon data-testid="enrol-done" title={w('enrol.done', { name: name ?? '' })} />
      ) : name === undefined ? (
        <form
          className="cs-enrol"
          onSubmit={(event) => {
            event.preventDefault()
            void begin()
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
            onChange={(event) => setCode(event.target.value.toUpperCase())}
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
          <Button type="primary" size="large" loading={isAsking} data-testid="enrol-insert" onClick={() => void bind()}>
            {isAsking ? w('signIn.touch') : w('enrol.insert')}
          </Button>
          <p className="aj-soft">{w('enrol.synced')}</p>
        </div>
      )}
      {trouble !== undefined && <KeyTroubleAlert why={trouble} />}
      <p>
        <GoTo to="/" testId="to-sign-in">
          {w('signIn.back')}
        </GoTo>
      </p>
    </SignInFrame>
  )
}

/** Asks the key and binds it. A challenge lives two minutes and a person may read longer than that, so it is a fresh one. */
async function bindKey(code: string, label: string): Promise<Trouble | undefined> {
  const fresh = await callCard('beginEnrolment', { body: { code } })
  if (!fresh.ok) return 'refused'
  const made = await makeKey(fresh.value)
  if (!made.ok) return made.why
  const { challengeId } = fresh.value
  const bound = await callCard('finishEnrolment', { body: { code, label, challengeId, key: made.value } })
  return bound.ok ? undefined : 'refused'
}
