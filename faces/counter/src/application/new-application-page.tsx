import { formatDay } from '@anju/contract/message/format-day.ts'
import { CONDITIONS } from '@anju/contract/routes/application.ts'
import { useApi, useRegistry } from '@anju/face-kit/api.tsx'
import { enterMovesOn } from '@anju/face-kit/enter-moves-on.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { stateWord, tableWord } from '@anju/face-kit/law-words.ts'
import { fieldMessages } from '@anju/face-kit/problem-view.ts'
import { Reading } from '@anju/face-kit/reading.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { useState } from 'react'
import { HandIn } from '../action/hand-in.tsx'
import { useSession } from '../app/session.ts'
import { usePack } from '../app/use-pack.ts'
import { CaseHeader } from '../case/case-header.tsx'
import { useCounterWords } from '../counter-words.ts'
import { keepImages } from '../material/keep-image.ts'
import { AgentBlock } from './agent-block.tsx'
import {
  type ApplicationDraft,
  applicationImages,
  applicationSent,
  papersOffered,
  EMPTY_APPLICATION,
} from './application-draft.ts'
import { ChecklistForm } from './checklist-form.tsx'
import { EligibilityPanel } from './eligibility-panel.tsx'
import { PhotoBlock } from './photo-block.tsx'

const route = getRouteApi('/applications/new')

/** 申办居住证: what the law says today, the closed checklist of the city, photo, agent; then it is taken in. */
export function NewApplicationPage(): React.ReactNode {
  const { registration } = route.useSearch()
  const { city } = useSession()
  const file = useRegistry('getRegistration', { params: { city, registrationId: registration } })
  const w = useCounterWords()
  const { language } = useLanguage()
  return (
    <Reading query={file}>
      {(known) => (
        <div className="aj-page" data-testid="application-form-page">
          <CaseHeader
            kind={w('apply.title')}
            state={stateWord('registration', known.state, language)}
            since={known.since}
            person={known.person}
            personId={known.personId}
            caseId={known.registrationId}
            address={known.dwelling.standardText}
            dueOn={null}
          >
            <span>
              {w('apply.registeredOn', {
                day: known.registeredOn === null ? '—' : formatDay(known.registeredOn, language),
              })}
            </span>
          </CaseHeader>
          <ApplicationForm registrationId={registration} personId={known.personId} />
        </div>
      )}
    </Reading>
  )
}

function ApplicationForm({ registrationId, personId }: { registrationId: string; personId: string }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { condition } = route.useSearch()
  const { city, legalOn } = useSession()
  const navigate = useNavigate()
  const client = useApi()
  const pack = usePack()
  const apply = useCommand('applyForPermit')
  const [draft, setDraft] = useState(EMPTY_APPLICATION)
  const change = (part: Partial<ApplicationDraft>) => {
    apply.forget()
    setDraft((before) => ({ ...before, ...part }))
  }
  const { problem } = apply.attempt
  const messages = fieldMessages(problem, language)
  const preview = useRegistry(
    'previewApplication',
    {
      params: { city },
      body: { registrationId, condition, materials: papersOffered(draft), byAgent: draft.agent !== null },
    },
    { keepPrevious: true },
  )
  const send = () =>
    void apply.send({
      params: { city },
      body: applicationSent(registrationId, condition, draft),
      before: () => keepImages(client, city, applicationImages(draft)),
      leave: ({ applicationId }) =>
        navigate({ to: '/applications/$applicationId', params: { applicationId }, search: {} }),
    })
  return (
    <form
      className="aj-application"
      onKeyDownCapture={enterMovesOn}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <section className="aj-panel">
        <h2>{w('apply.condition')}</h2>
        <Segmented
          data-testid="field-condition"
          value={condition}
          options={CONDITIONS.map((value) => ({
            value,
            label: <span data-testid={`condition-${value}`}>{tableWord('condition', value, language)}</span>,
          }))}
          onChange={(value) => {
            apply.forget()
            void navigate({
              to: '/applications/new',
              search: { registration: registrationId, condition: value },
              replace: true,
            })
          }}
        />
      </section>
      <Reading query={preview}>
        {(known) => (
          <>
            <EligibilityPanel preview={known} legalOn={legalOn} />
            <ChecklistForm
              lines={known.checklist}
              materials={draft.materials}
              messages={messages}
              onChange={(materials) => change({ materials })}
            />
          </>
        )}
      </Reading>
      <AgentBlock personId={personId} draft={draft} messages={messages} onChange={change} />
      <PhotoBlock draft={draft} photoRules={pack?.all['photo']} today={legalOn} messages={messages} onChange={change} />
      <HandIn attempt={apply.attempt} onRetry={send} submit={w('apply.submit')}>
        <span className="aj-faint">{w('apply.closed')}</span>
      </HandIn>
    </form>
  )
}
