import { CONDITIONS } from '@anju/contract/routes/application.ts'
import { WRITTEN_ON } from '@anju/contract/routes/endorsement.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { useApi } from '@anju/face-kit/api.tsx'
import { enterMovesOn } from '@anju/face-kit/enter-moves-on.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { fieldMessages } from '@anju/face-kit/problem-view.ts'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Segmented } from 'antd'
import { useState } from 'react'
import { HandIn } from '../action/hand-in.tsx'
import { useSession } from '../app/session.ts'
import { AgentBlock } from '../application/agent-block.tsx'
import { type ApplicationDraft, applicationImages, EMPTY_APPLICATION } from '../application/application-draft.ts'
import { useCounterWords } from '../counter-words.ts'
import { keepImages } from '../material/keep-image.ts'
import { materialsSent, newMaterial } from '../material/material-draft.ts'
import { PapersPanel } from '../material/papers-panel.tsx'
import type { AmendmentDraft } from '../registration/amendment-draft.ts'
import { VisitAmendment, visitAmendmentSent } from './visit-amendment.tsx'

type Known = AnswerOf<Routes['getEndorsement']>

/** Taking an endorsement in: the condition that still stands, the papers of the city's closed list, who is here, and where it is written. */
export function EndorsementForm({ known }: { known: Known }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const client = useApi()
  const endorse = useCommand('endorsePermit')
  const [condition, setCondition] = useState<(typeof CONDITIONS)[number] | 'none'>('dwelling')
  const [write, setWrite] = useState<(typeof WRITTEN_ON)[number] | 'later'>('chip')
  const [draft, setDraft] = useState<ApplicationDraft>({
    ...EMPTY_APPLICATION,
    materials: known.documents.map((kind) => newMaterial(kind)),
  })
  const [amendment, setAmendment] = useState<AmendmentDraft>()
  const { problem } = endorse.attempt
  const change = (part: Partial<ApplicationDraft>) => {
    endorse.forget()
    setDraft((before) => ({ ...before, ...part }))
  }
  const send = async () => {
    await endorse.send({
      params: { city, permitId: known.permitId },
      body: {
        condition,
        materials: materialsSent(draft.materials),
        inPerson: draft.inPerson,
        agent: draft.agent === null ? null : { ...draft.agent, idNumber: draft.agent.idNumber.toUpperCase() },
        mandateId: draft.agent === null ? null : draft.mandateId,
        agentPortrait: draft.agent === null ? null : (draft.agentPortrait?.blobId ?? null),
        write: write === 'later' ? null : write,
        amendment: visitAmendmentSent(known.registration, amendment),
      },
      before: () => keepImages(client, city, applicationImages(draft)),
    })
  }
  const word = (kind: string) => tableWord('material', kind, language)
  const agentPapers =
    draft.agent === null ? [] : known.agencyDocuments.filter((kind) => !known.documents.includes(kind))
  const between = language === 'zh' ? '、' : ', '
  return (
    <form
      className="aj-application"
      data-testid="endorsement-form"
      onKeyDownCapture={enterMovesOn}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <section className="aj-panel">
        <h2>{w('endorse.condition')}</h2>
        <Segmented
          data-testid="field-condition"
          value={condition}
          options={[...CONDITIONS, 'none' as const].map((value) => ({
            value,
            label: (
              <span data-testid={`condition-${value}`}>
                {value === 'none' ? w('endorse.condition.none') : tableWord('condition', value, language)}
              </span>
            ),
          }))}
          onChange={(value) => {
            endorse.forget()
            setCondition(value)
          }}
        />
      </section>
      <PapersPanel
        asked={
          <>
            {w('endorse.papers.all', { papers: known.documents.map(word).join(between) })}{' '}
            {known.proofFrom.length === 0
              ? w('endorse.papers.noProof')
              : w('endorse.papers.one', {
                  conditions: known.proofFrom.map((from) => tableWord('condition', from, language)).join(between),
                })}
            {agentPapers.length > 0 && ` ${w('card.papers.agent', { papers: agentPapers.map(word).join(between) })}`}
          </>
        }
        kinds={[...known.documents, ...known.proofs, ...agentPapers]}
        materials={draft.materials}
        onChange={(materials) => change({ materials })}
        {...(known.agentsAllowed
          ? {}
          : { inPerson: { value: draft.inPerson, onChange: (inPerson: boolean) => change({ inPerson }) } })}
      />
      {known.agentsAllowed && (
        <AgentBlock
          personId={known.personId}
          scopes={['endorsement']}
          draft={draft}
          messages={fieldMessages(problem, language)}
          onChange={change}
        />
      )}
      <VisitAmendment
        registration={known.registration}
        value={amendment}
        messages={fieldMessages(problem, language)}
        note={w('amend.visit.note')}
        onChange={(next) => {
          endorse.forget()
          setAmendment(next)
        }}
      />
      <section className="aj-panel">
        <h2>{w('endorse.write')}</h2>
        <Segmented
          data-testid="field-write"
          value={write}
          options={[...WRITTEN_ON, 'later' as const].map((value) => ({
            value,
            label: value === 'later' ? w('endorse.write.later') : tableWord('written', value, language),
          }))}
          onChange={setWrite}
        />
      </section>
      <HandIn
        attempt={endorse.attempt}
        onRetry={send}
        submit={w(amendment !== undefined ? 'amend.submit' : write === 'later' ? 'endorse.accept' : 'endorse.submit')}
      />
    </form>
  )
}
