import { MANDATE_WAYS, type MandateScope, type MandateWay } from '@anju/domain/agency/mandate.ts'
import { useApi, useRegistry } from '@anju/face-kit/api.tsx'
import { Field } from '@anju/face-kit/field.tsx'
import { newIntentId } from '@anju/face-kit/intent-id.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { PhotoCapture } from '@anju/face-kit/photo-capture.tsx'
import { ProblemPanel } from '@anju/face-kit/problem-panel.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Alert, Button, Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import type { AgentDraft } from '../application/application-draft.ts'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { type ImageDraft, keepImages } from '../material/keep-image.ts'

const NEW = 'new'

type MandateBlockProps = {
  readonly personId: string
  readonly agent: AgentDraft
  /** What this visit is about; of it, what the city offers is written into a new mandate. */
  readonly scopes: readonly MandateScope[]
  readonly mandateId: string | null
  readonly onChange: (mandateId: string | null) => void
}

/** 代办委托: one that stands already is chosen; else a new one is entered and the principal asked, before the case is handed in. */
export function MandateBlock({ personId, agent, scopes, mandateId, onChange }: MandateBlockProps) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const known = useRegistry('listMandates', { params: { city, personId } })
  const usable = (known.data?.mandates ?? []).filter(
    (one) => ['active', 'awaits-visit'].includes(one.state) && scopes.some((scope) => one.scopes.includes(scope)),
  )
  const chosen = known.data?.mandates.find((one) => one.mandateId === mandateId)
  const isWaiting = chosen?.state === 'awaits-code'
  return (
    <div className="aj-mandate" data-testid="mandate-block">
      <h3>{w('mandate.title')}</h3>
      <p className="aj-faint">{w('mandate.hint')}</p>
      <Field name="mandate" label={w('mandate.choose')} starred>
        <Select
          id="field-mandate"
          data-testid="field-mandate"
          data-chosen="yes"
          value={mandateId === null || isWaiting ? NEW : mandateId}
          options={[
            ...usable.map((one) => ({
              value: one.mandateId,
              label: `${one.agentName}（${tableWord('mandate-state', one.state, language)}，${one.lastOn}）`,
            })),
            { value: NEW, label: w('mandate.new') },
          ]}
          onChange={(value) => onChange(value === NEW ? null : value)}
        />
      </Field>
      {mandateId === null && (
        <NewMandate
          personId={personId}
          agent={agent}
          scopes={scopes.filter((scope) => known.data?.offered.includes(scope) ?? true)}
          onGiven={onChange}
        />
      )}
      {mandateId !== null && isWaiting && <AskForCode mandateId={mandateId} />}
      {mandateId !== null && !isWaiting && (
        <Alert type="success" showIcon data-testid="mandate-ready" title={w('mandate.ready')} />
      )}
    </div>
  )
}

type NewMandateProps = Pick<MandateBlockProps, 'personId' | 'agent' | 'scopes'> & {
  readonly onGiven: (mandateId: string) => void
}

function NewMandate({ personId, agent, scopes, onGiven }: NewMandateProps) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const client = useApi()
  const give = useCommand('giveMandate')
  const [seen, setSeen] = useState(false)
  const [picked, setPicked] = useState<MandateWay | undefined>()
  const [portrait, setPortrait] = useState<ImageDraft | undefined>()
  const way = picked ?? (agent.guardian ? 'guardian' : 'code')
  const send = () =>
    void give.send({
      params: { city, personId },
      body: {
        agent: { ...agent, idNumber: agent.idNumber.toUpperCase() },
        agentSeen: seen,
        scopes: [...scopes],
        way,
        portrait: way === 'face-to-face' ? (portrait?.blobId ?? null) : null,
      },
      before: () => keepImages(client, city, way === 'face-to-face' ? [portrait] : []),
      leave: ({ mandateId }) => onGiven(mandateId),
    })
  return (
    <>
      <div className="aj-fields">
        <Field name="way" label={w('mandate.way')} starred>
          <Select
            id="field-way"
            data-testid="field-way"
            data-chosen="yes"
            value={way}
            options={MANDATE_WAYS.map((value) => ({ value, label: tableWord('mandate-way', value, language) }))}
            onChange={setPicked}
          />
        </Field>
        <Checkbox checked={seen} data-testid="field-agentSeen" onChange={(event) => setSeen(event.target.checked)}>
          {w('mandate.agentSeen')}
        </Checkbox>
      </div>
      {way === 'face-to-face' && (
        <PhotoCapture
          label={w('mandate.portrait')}
          testId="field-principalPortrait"
          value={portrait?.picture}
          onChange={(picture) => setPortrait(picture === undefined ? undefined : { blobId: newIntentId(), picture })}
        />
      )}
      {give.attempt.problem !== undefined && <ProblemPanel problem={give.attempt.problem} />}
      <Button loading={give.attempt.status === 'sending'} data-testid="mandate-give" onClick={send}>
        {w('mandate.give')}
      </Button>
    </>
  )
}

/** The principal reads the code from their telephone; it was never sent anywhere else. */
function AskForCode({ mandateId }: { readonly mandateId: string }) {
  const w = useCounterWords()
  const { city } = useSession()
  const confirm = useCommand('confirmMandate')
  const again = useCommand('sendMandateCode')
  const [code, setCode] = useState('')
  const params = { city, mandateId }
  const problem = confirm.attempt.problem ?? again.attempt.problem
  return (
    <>
      <Alert type="info" showIcon title={w('mandate.waiting')} />
      <Field name="mandateCode" label={w('mandate.code')} starred>
        <Input
          id="field-mandateCode"
          data-testid="field-mandateCode"
          inputMode="numeric"
          autoComplete="off"
          maxLength={6}
          value={code}
          onChange={(event) => setCode(event.target.value.replaceAll(/\D/g, ''))}
        />
      </Field>
      {problem !== undefined && <ProblemPanel problem={problem} />}
      <div className="aj-inline">
        <Button
          disabled={code.length !== 6}
          loading={confirm.attempt.status === 'sending'}
          data-testid="mandate-confirm"
          onClick={() => void confirm.send({ params, body: { code } })}
        >
          {w('mandate.confirm')}
        </Button>
        <Button type="link" data-testid="mandate-code-again" onClick={() => void again.send({ params, body: {} })}>
          {w('mandate.again')}
        </Button>
      </div>
    </>
  )
}
