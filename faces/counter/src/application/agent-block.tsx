import type { MandateScope } from '@anju/domain/agency/mandate.ts'
import { FORM_CODE_LISTS } from '@anju/contract/form.ts'
import { MOBILITY } from '@anju/contract/routes/application.ts'
import { ListChoice } from '@anju/face-kit/choice.tsx'
import { Field } from '@anju/face-kit/field.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { newIntentId } from '@anju/face-kit/intent-id.ts'
import { PhotoCapture } from '@anju/face-kit/photo-capture.tsx'
import { Checkbox, Input, Select, Switch } from 'antd'
import { useCounterWords } from '../counter-words.ts'
import { MandateBlock } from '../mandate/mandate-block.tsx'
import { type AgentDraft, type ApplicationDraft, EMPTY_AGENT } from './application-draft.ts'

type AgentBlockProps = {
  readonly personId: string
  /** What the agent is here for. */
  readonly scopes?: readonly MandateScope[]
  readonly draft: ApplicationDraft
  readonly messages: ReadonlyMap<string, readonly string[]>
  readonly onChange: (change: Partial<ApplicationDraft>) => void
}

/** In person, or by an agent: who, in what relation, and why the applicant cannot come. */
export function AgentBlock({ personId, scopes = OF_AN_APPLICATION, draft, messages, onChange }: AgentBlockProps) {
  const w = useCounterWords()
  const { agent } = draft
  return (
    <section className="aj-panel aj-who">
      <h2>{w('apply.who')}</h2>
      <div className="aj-inline" data-field="inPerson">
        <Checkbox
          checked={draft.inPerson}
          data-testid="field-inPerson"
          onChange={(event) => onChange({ inPerson: event.target.checked })}
        >
          {w('apply.inPerson')}
        </Checkbox>
        <label className="aj-switch">
          <Switch
            size="small"
            checked={agent !== null}
            data-testid="field-agent"
            onChange={(on) => onChange({ agent: on ? EMPTY_AGENT : null, ...(on ? { inPerson: false } : {}) })}
          />
          {w('apply.agent')}
        </label>
        {(messages.get('inPerson') ?? []).map((message) => (
          <span key={message} className="aj-field-message" role="alert">
            {message}
          </span>
        ))}
      </div>
      {agent !== null && (
        <AgentFields
          agent={agent}
          messages={messages}
          onChange={(change) => onChange({ agent: { ...agent, ...change } })}
        />
      )}
      {agent !== null && (
        <MandateBlock
          personId={personId}
          agent={agent}
          scopes={scopes}
          mandateId={draft.mandateId}
          onChange={(mandateId) => onChange({ mandateId })}
        />
      )}
      {agent !== null && (
        <PhotoCapture
          label={w('apply.agentPortrait')}
          testId="field-agentPortrait"
          value={draft.agentPortrait?.picture}
          onChange={(picture) =>
            onChange({ agentPortrait: picture === undefined ? undefined : { blobId: newIntentId(), picture } })
          }
        />
      )}
    </section>
  )
}

const OF_AN_APPLICATION = ['application', 'supplement', 'pick-up'] as const

const TEXTS = [
  ['name', 'agentName'],
  ['idNumber', 'agentIdNumber'],
  ['phone', 'agentPhone'],
] as const

type AgentFieldsProps = {
  readonly agent: AgentDraft
  readonly messages: ReadonlyMap<string, readonly string[]>
  readonly onChange: (change: Partial<AgentDraft>) => void
}

function AgentFields({ agent, messages, onChange }: AgentFieldsProps) {
  const w = useCounterWords()
  const { language } = useLanguage()
  return (
    <div className="aj-fields">
      {TEXTS.map(([part, field]) => (
        <Field
          key={field}
          name={field}
          label={tableWord('field', field, language)}
          starred
          messages={messages.get(field)}
        >
          <Input
            id={`field-${field}`}
            data-testid={`field-${field}`}
            value={agent[part]}
            autoComplete="off"
            onChange={(event) => onChange({ [part]: event.target.value })}
          />
        </Field>
      ))}
      <Field
        name="agentRelation"
        label={tableWord('field', 'agentRelation', language)}
        starred
        messages={messages.get('agentRelation')}
      >
        <ListChoice
          id="field-agentRelation"
          testId="field-agentRelation"
          list={FORM_CODE_LISTS.relation}
          value={agent.relation}
          onChange={(relation) => onChange({ relation })}
        />
      </Field>
      <Field name="ground" label={w('apply.ground')} starred messages={messages.get('ground')}>
        <Select
          id="field-ground"
          data-testid="field-ground"
          data-chosen="yes"
          value={agent.ground}
          options={MOBILITY.map((value) => ({ value, label: tableWord('mobility', value, language) }))}
          onChange={(ground) => onChange({ ground })}
        />
      </Field>
      <Field
        name="supervisorReason"
        label={w('action.field.supervisorReason')}
        messages={messages.get('supervisorReason')}
      >
        <Input
          id="field-supervisorReason"
          data-testid="field-supervisorReason"
          value={agent.supervisorReason}
          onChange={(event) => onChange({ supervisorReason: event.target.value })}
        />
      </Field>
      <div className="aj-inline">
        <Checkbox
          checked={agent.guardian}
          data-testid="field-guardian"
          onChange={(event) => onChange({ guardian: event.target.checked })}
        >
          {w('apply.guardian')}
        </Checkbox>
        <Checkbox
          checked={agent.mobilityEvidence}
          data-testid="field-mobilityEvidence"
          onChange={(event) => onChange({ mobilityEvidence: event.target.checked })}
        >
          {w('apply.mobilityEvidence')}
        </Checkbox>
      </div>
    </div>
  )
}
