import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Modal } from 'antd'
import { useState, useSyncExternalStore } from 'react'
import { rememberDemoSigning } from './demo-signing.ts'
import type { KeyTrouble } from './key-ceremony.ts'
import type { KeyStop } from './key-stop.ts'
import { useKitWords } from './kit-words.ts'
import { useLanguage } from './language.ts'
import type { Asked, SigningDesk } from './signing-desk.ts'
import { answerOf } from './sign-in/key-door.ts'
import { useConfirm } from './use-confirm.ts'

/** Asks for the person's key wherever a command waits for it. The form beneath stays as it is, whatever the answer. */
export function SigningDialog({ desk }: { desk: SigningDesk }) {
  const asked = useSyncExternalStore(desk.subscribe, desk.current)
  if (asked === undefined) return null
  if (asked.what === 'confirm') return <ConfirmDialog asked={asked} />
  return asked.signing.kind === 'demo' ? (
    <DemoSignDialog key={asked.signing.signingId} asked={asked} />
  ) : (
    <SignDialog key={asked.signing.signingId} asked={asked} />
  )
}

/** Exactly the text that the registry made and that the key will sign. */
function SignDialog({ asked: { signing, settle } }: { asked: Extract<Asked, { what: 'sign' }> }) {
  const w = useKitWords()
  const [trouble, setTrouble] = useState<KeyTrouble>()
  const [isAsking, setAsking] = useState(false)
  const isUKey = signing.kind === 'ukey'
  const sign = async () => {
    setAsking(true)
    setTrouble(undefined)
    const answer = await answerOf(isUKey ? 'ukey' : 'security-key', signing.key)
    setAsking(false)
    if (answer.ok) settle(answer.value)
    else setTrouble(answer.why)
  }
  return (
    <Modal
      open
      width={620}
      title={w('sign.title')}
      mask={{ closable: false }}
      keyboard={false}
      closable={false}
      data-testid="signing"
      footer={[
        <Button key="no" data-testid="signing-cancel" disabled={isAsking} onClick={() => settle(undefined)}>
          {w('sign.cancel')}
        </Button>,
        <Button key="yes" type="primary" data-testid="signing-do" loading={isAsking} onClick={() => void sign()}>
          {w(isUKey ? 'sign.do.ukey' : 'sign.do')}
        </Button>,
      ]}
    >
      <p className="aj-soft">{w('sign.lead')}</p>
      <pre className="aj-signing-text" data-testid="signing-text" lang="zh-CN" tabIndex={0}>
        {signing.display}
      </pre>
      <p className="aj-soft">{isAsking ? w(isUKey ? 'sign.touch.ukey' : 'sign.touch') : w('sign.note')}</p>
      {trouble !== undefined && <KeyTroubleAlert why={trouble} />}
    </Modal>
  )
}

/** The same text in a demo: a click signs, and nobody's key stands behind it. */
function DemoSignDialog({ asked: { signing, settle } }: { asked: Extract<Asked, { what: 'sign' }> }) {
  const w = useKitWords()
  const [isLast, setLast] = useState(false)
  const sign = () => {
    if (isLast) rememberDemoSigning(false)
    settle({ kind: 'demo' })
  }
  return (
    <Modal
      open
      width={620}
      title={w('sign.title')}
      mask={{ closable: false }}
      keyboard={false}
      closable={false}
      data-testid="signing"
      footer={[
        <Button key="no" data-testid="signing-cancel" onClick={() => settle(undefined)}>
          {w('sign.cancel')}
        </Button>,
        <Button key="yes" type="primary" data-testid="signing-demo" autoFocus onClick={sign}>
          {w('sign.do.demo')}
        </Button>,
      ]}
    >
      <p className="aj-soft">{w('sign.lead')}</p>
      <pre className="aj-signing-text" data-testid="signing-text" lang="zh-CN" tabIndex={0}>
        {signing.display}
      </pre>
      <Alert type="warning" showIcon title={w('sign.note.demo')} data-testid="signing-demo-note" />
      <p>
        <Checkbox checked={isLast} data-testid="signing-demo-last" onChange={(event) => setLast(event.target.checked)}>
          {w('sign.demo.last')}
        </Checkbox>
      </p>
    </Modal>
  )
}

function ConfirmDialog({ asked: { why, settle } }: { asked: Extract<Asked, { what: 'confirm' }> }) {
  const w = useKitWords()
  const queries = useQueryClient()
  const { confirm, isAsking, trouble, isDemo } = useConfirm()
  const run = async () => {
    if (!(await confirm())) return
    settle(true)
    await queries.invalidateQueries({ queryKey: ['getSession'] })
  }
  return (
    <Modal
      open
      title={w(`confirm.${why}`)}
      mask={{ closable: false }}
      keyboard={false}
      closable={false}
      data-testid="confirm-person"
      footer={[
        <Button key="no" data-testid="confirm-cancel" disabled={isAsking} onClick={() => settle(false)}>
          {w('sign.cancel')}
        </Button>,
        <Button key="yes" type="primary" data-testid="confirm-do" loading={isAsking} onClick={() => void run()}>
          {isDemo ? w('confirm.demo') : w('confirm.do')}
        </Button>,
      ]}
    >
      <p>{w('confirm.note')}</p>
      {isDemo && <p className="aj-soft">{w('confirm.demo.note')}</p>}
      {trouble !== undefined && <KeyTroubleAlert why={trouble} />}
    </Modal>
  )
}

/** Why the key did not answer or was not taken, and what to do. */
export function KeyTroubleAlert({ why }: { why: KeyStop }) {
  const w = useKitWords()
  const { language } = useLanguage()
  if (typeof why === 'object') {
    const reasons = why.reasons.map((reason) => <div key={reason.en}>{reason[language]}</div>)
    return (
      <Alert
        type="error"
        showIcon
        title={w('key.reasons')}
        description={reasons}
        role="alert"
        data-testid="key-reasons"
      />
    )
  }
  return <Alert type="error" showIcon title={w(`key.${why}`)} role="alert" data-testid={`key-${why}`} />
}
