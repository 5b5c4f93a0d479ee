import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { EnrolForm, type EnrolFormProps } from './enrol-form.tsx'
import { useKeyWords } from './key-words.ts'

/** How many keys a person has and should have, and until when that is enough; days as the face writes them. */
export type KeysLacking = {
  readonly active: number
  readonly wanted: number
  readonly since: string
  readonly lastDay: string
}
type SecondKeyProps = {
  readonly name: string
  readonly lacking: KeysLacking | undefined
  /** What comes before the key: asking for a code, fetching it. */
  readonly steps: readonly string[]
  readonly enrol: Omit<EnrolFormProps, 'onDone'>
  readonly onSignOut: () => void
}

/** All that a session opens whose person has had one key for too long (第二把密钥): why, what to do, the second key, and the way out. */
export function SecondKey({ name, lacking, steps, enrol, onSignOut }: SecondKeyProps): React.ReactNode {
  const w = useKeyWords()
  const queries = useQueryClient()
  const [isDone, setDone] = useState(false)
  return (
    <>
      <p>
        <strong>{name}</strong>
      </p>
      {lacking !== undefined && !isDone && (
        <>
          <Alert type="warning" showIcon data-testid="second-key-lapsed" title={w('secondKey.lapsed', lacking)} />
          <ol>
            {[...steps, w('secondKey.step.verify'), w('secondKey.step.bind')].map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </>
      )}
      <EnrolForm {...enrol} onDone={() => setDone(true)} />
      <p className="aj-row-actions">
        {isDone && (
          <Button type="primary" data-testid="second-key-go" onClick={() => void queries.resetQueries()}>
            {w('secondKey.go')}
          </Button>
        )}{' '}
        <Button data-testid="sign-out" onClick={onSignOut}>
          {w('signIn.out')}
        </Button>
      </p>
    </>
  )
}

/** Above every screen while one key is still enough: until when, and where to go. */
export function SecondKeyNotice({
  lacking,
  link,
}: {
  readonly lacking: KeysLacking
  /** To where a key is bound. */
  readonly link: React.ReactNode
}): React.ReactNode {
  const w = useKeyWords()
  return (
    <Alert
      type="warning"
      showIcon
      banner
      className="aj-key-notice"
      data-testid="second-key-grace"
      title={w('secondKey.grace', lacking)}
      action={link}
    />
  )
}
