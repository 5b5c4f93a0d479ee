import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useApi } from '@anju/face-kit/api.tsx'
import { type KeyTrouble, makeKey } from '@anju/face-kit/key-ceremony.ts'
import { KeyTroubleAlert } from '@anju/face-kit/signing-dialog.tsx'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Input } from 'antd'
import { useState } from 'react'
import { useCounterWords } from '../counter-words.ts'
import { SignInFrame } from './sign-in-page.tsx'

type Begun = AnswerOf<Routes['beginEnrolment']>

/** A newcomer binds their key, with the code that two administrators gave them face to face. */
export function EnrolPage({ legalOn }: { legalOn: string }) {
  const w = useCounterWords()
  const client = useApi()
  const [code, setCode] = useState('')
  const [label, setLabel] = useState('')
  const [begun, setBegun] = useState<Begun>()
  const [doneFor, setDoneFor] = useState<string>()
  const [isAsking, setAsking] = useState(false)
  const [trouble, setTrouble] = useState<KeyTrouble | 'refused'>()

  const attempt = async (work: () => Promise<KeyTrouble | 'refused' | undefined>) => {
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
  const bind = () =>
    attempt(async () => {
      // A challenge lives two minutes; a person may read longer than that.
      const fresh = await client.call('beginEnrolment', { body: { code } })
      if (!fresh.ok) return 'refused'
      const made = await makeKey(fresh.value)
      if (!made.ok) return made.why
      const body = { code, label, challengeId: fresh.value.challengeId, key: made.value }
      const answer = await client.call('finishEnrolment', { body })
      if (!answer.ok) return 'refused'
      setDoneFor(answer.value.name)
      return undefined
    })

  return (
    <SignInFrame legalOn={legalOn} title={w('enrol.title')}>
      {doneFor !== undefined ? (
        <Alert type="success" showIcon data-testid="enrol-done" title={w('enrol.done', { name: doneFor })} />
      ) : begun === undefined ? (
        <form
          className="aj-enrol"
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
        <div className="aj-enrol">
          <p data-testid="enrol-who">{w('enrol.who', { name: begun.name })}</p>
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
        <Link to="/" data-testid="to-sign-in">
          {w('signIn.back')}
        </Link>
      </p>
    </SignInFrame>
  )
}
