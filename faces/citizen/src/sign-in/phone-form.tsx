import type { ApiClient } from '@anju/contract/api-client.ts'
import { useEffect, useId, useRef, useState } from 'react'
import { useSignInWords } from './sign-in-words.ts'
import { TroubleNote } from './trouble-note.tsx'
import { useSecondsUntil, useSignIn, type Claimant, type Step } from './use-sign-in.ts'

/** One code a minute goes to a mobile; sooner the registry would only say so. */
const AGAIN_MS = 60_000

/** 手机号登录: who one is, then the code. What was typed stays when the code is asked for again. */
export function PhoneForm({ client, city, goOn }: { client: ApiClient; city: string; goOn: () => void }) {
  const w = useSignInWords()
  const [who, setWho] = useState<Claimant>({ name: '', idNumber: '', mobile: '' })
  const { step, trouble, askForCode, enter, startAgain } = useSignIn(client, city, goOn)
  return (
    <section aria-label={w('way.phone')}>
      {step.at === 'form' ? (
        <WhoForm who={who} step={step} onChange={setWho} onSend={() => void askForCode(who)} />
      ) : (
        <CodeForm
          key={step.sent.attemptId}
          who={who}
          step={step}
          onEnter={(code) => void enter(code)}
          onAgain={() => void askForCode(who)}
          onBack={startAgain}
        />
      )}
      {step.busy === 'proving' && <p role="status">{w('proving')}</p>}
      {trouble !== undefined && <TroubleNote trouble={trouble} />}
    </section>
  )
}

type WhoFormProps = {
  readonly who: Claimant
  readonly step: Step
  readonly onChange: (who: Claimant) => void
  readonly onSend: () => void
}

function WhoForm({ who, step, onChange, onSend }: WhoFormProps) {
  const w = useSignInWords()
  const id = useId()
  const field = (key: keyof Claimant, rest: React.InputHTMLAttributes<HTMLInputElement>) => (
    <div className="ct-field">
      <label htmlFor={`${id}-${key}`}>{w(key)}</label>
      <input
        id={`${id}-${key}`}
        data-testid={key}
        required
        value={who[key]}
        onChange={(event) => onChange({ ...who, [key]: event.target.value })}
        {...rest}
      />
    </div>
  )
  return (
    <form
      className="ct-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (step.busy === 'no') onSend()
      }}
    >
      {field('name', { autoComplete: 'name', maxLength: 50, placeholder: w('name.note') })}
      {field('idNumber', { autoComplete: 'off', maxLength: 20, inputMode: 'text', spellCheck: false })}
      {field('mobile', { autoComplete: 'tel-national', type: 'tel', maxLength: 16, inputMode: 'tel' })}
      <div className="ct-buttons">
        <button type="submit" className="ct-primary" data-testid="send-code" aria-disabled={step.busy !== 'no'}>
          {w(step.busy === 'no' ? 'send' : 'sending')}
        </button>
      </div>
      <p className="ct-note">{w('private')}</p>
    </form>
  )
}

type CodeFormProps = {
  readonly who: Claimant
  readonly step: Extract<Step, { at: 'code' }>
  readonly onEnter: (code: string) => void
  readonly onAgain: () => void
  readonly onBack: () => void
}

function CodeForm({ who, step, onEnter, onAgain, onBack }: CodeFormProps) {
  const w = useSignInWords()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [code, setCode] = useState('')
  const { sent, sentAtMs, busy } = step
  const seconds = useSecondsUntil(sentAtMs + AGAIN_MS)
  useEffect(() => input.current?.focus(), [])
  return (
    <form
      className="ct-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (busy === 'no') onEnter(code)
      }}
    >
      <p
        role="status"
        id={`${id}-note`}
        className={sent.delivery === 'viewer' ? 'ct-private' : 'ct-lead'}
        data-testid={`code-${sent.delivery}`}
      >
        {w(sent.delivery === 'viewer' ? 'code.viewer' : 'code.sent', {
          mobile: who.mobile,
          minutes: Math.round(sent.seconds / 60),
          tries: sent.tries,
        })}
      </p>
      <div className="ct-field">
        <label htmlFor={id}>{w('code')}</label>
        <input
          id={id}
          ref={input}
          className="ct-code"
          data-testid="code"
          required
          pattern="[0-9]{6}"
          maxLength={6}
          inputMode="numeric"
          autoComplete="one-time-code"
          aria-describedby={`${id}-note`}
          value={code}
          onChange={(event) => setCode(event.target.value.replaceAll(/\D/g, ''))}
        />
      </div>
      <div className="ct-buttons">
        <button type="submit" className="ct-primary" data-testid="enter">
          {w(busy === 'entering' ? 'entering' : 'enter')}
        </button>
        <button
          type="button"
          className="ct-secondary"
          data-testid="again"
          disabled={seconds > 0 || busy !== 'no'}
          onClick={onAgain}
        >
          {seconds > 0 ? w('again.wait', { seconds }) : w('again')}
        </button>
        <button type="button" className="ct-plain" data-testid="back" onClick={onBack}>
          {w('back')}
        </button>
      </div>
      <p className="ct-note">{w('private')}</p>
    </form>
  )
}
