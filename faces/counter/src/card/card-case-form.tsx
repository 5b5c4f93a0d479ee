import { useApi } from '@anju/face-kit/api.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { fieldMessages } from '@anju/face-kit/problem-view.ts'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Input, Segmented } from 'antd'
import { useState } from 'react'
import { HandIn } from '../action/hand-in.tsx'
import { useSession } from '../app/session.ts'
import { usePack } from '../app/use-pack.ts'
import { AgentBlock } from '../application/agent-block.tsx'
import { type ApplicationDraft, applicationImages, EMPTY_APPLICATION } from '../application/application-draft.ts'
import { PhotoBlock } from '../application/photo-block.tsx'
import { useCounterWords } from '../counter-words.ts'
import { keepImages } from '../material/keep-image.ts'
import { newMaterial } from '../material/material-draft.ts'
import { PapersPanel } from '../material/papers-panel.tsx'
import { type CardBusiness, type CardCaseReason, type ChangedEntry, cardCaseSent } from './card-case-draft.ts'
import type { CardDesk } from './card-desk.ts'

const REASONS = {
  replacement: ['damaged', 'changed'],
  reissue: ['lost'],
  'office-error-correction': ['office-error'],
} as const satisfies Record<CardBusiness, readonly CardCaseReason[]>

/** Taking in a case of another card: why, what the entry said and says from now on, the papers, who is here, and a photo if one was brought. */
export function CardCaseForm({ desk, business }: { desk: CardDesk; business: CardBusiness }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city, legalOn } = useSession()
  const client = useApi()
  const pack = usePack()
  const open = useCommand('openCardCase')
  const papers = business === 'reissue' ? desk.documents.reissue : desk.documents.replacement
  const [reason, setReason] = useState<CardCaseReason>(REASONS[business][0])
  const [note, setNote] = useState('')
  const [entry, setEntry] = useState<ChangedEntry>({ field: 'name', before: '', after: '' })
  const [draft, setDraft] = useState<ApplicationDraft>({
    ...EMPTY_APPLICATION,
    materials: papers.map((kind) => newMaterial(kind)),
  })
  const { problem } = open.attempt
  const messages = fieldMessages(problem, language)
  const change = (part: Partial<ApplicationDraft>) => {
    open.forget()
    setDraft((before) => ({ ...before, ...part }))
  }
  const send = () =>
    open.send({
      params: { city, permitId: desk.permitId },
      body: cardCaseSent({ reason, entry, note, draft }),
      before: () => keepImages(client, city, applicationImages(draft)),
    })
  const listed = (kinds: readonly string[]) =>
    kinds.map((kind) => tableWord('material', kind, language)).join(language === 'zh' ? '、' : ', ')
  const mayAgent = desk.agency.businesses.includes(business)
  const agentPapers = draft.agent === null ? [] : desk.agency.documents.filter((kind) => !papers.includes(kind))
  return (
    <form
      className="aj-application aj-card-case"
      data-testid="card-case-form"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <section className="aj-panel">
        <h2>{w('card.why')}</h2>
        {REASONS[business].length > 1 && (
          <Segmented
            value={reason}
            options={REASONS[business].map((value) => ({
              value,
              label: <span data-testid={`reason-${value}`}>{tableWord('card-reason', value, language)}</span>,
            }))}
            onChange={(value) => {
              open.forget()
              setReason(value)
            }}
          />
        )}
        {(reason === 'changed' || reason === 'office-error') && (
          <EntryFields fields={desk.particulars} entry={entry} onChange={setEntry} />
        )}
        <label className="aj-field">
          <span>{w('card.note')}</span>
          <Input
            value={note}
            maxLength={500}
            data-testid="field-note"
            onChange={({ target }) => {
              open.forget()
              setNote(target.value)
            }}
          />
        </label>
      </section>
      <PapersPanel
        asked={
          <>
            {w('card.papers', { papers: listed(papers) })}
            {agentPapers.length > 0 && ` ${w('card.papers.agent', { papers: listed(agentPapers) })}`}
          </>
        }
        kinds={[...papers, ...agentPapers]}
        materials={draft.materials}
        onChange={(materials) => change({ materials })}
        {...(mayAgent
          ? {}
          : { inPerson: { value: draft.inPerson, onChange: (inPerson: boolean) => change({ inPerson }) } })}
      />
      {mayAgent && (
        <AgentBlock
          personId={desk.personId}
          scopes={business === 'reissue' ? OF_A_REISSUE : OF_A_REPLACEMENT}
          draft={draft}
          messages={messages}
          onChange={change}
        />
      )}
      <PhotoBlock
        cardOnly
        note={w(desk.photoOnFile ? 'card.newPhoto.optional' : 'card.newPhoto.asked')}
        draft={draft}
        photoRules={pack?.all['photo']}
        today={legalOn}
        messages={messages}
        onChange={change}
      />
      <HandIn attempt={open.attempt} onRetry={send} submit={w('card.submit')} />
    </form>
  )
}

/** What an agent of another card is here for; the card is fetched under the same mandate. */
const OF_A_REISSUE = ['reissue', 'pick-up'] as const
const OF_A_REPLACEMENT = ['replacement', 'pick-up'] as const

/** Which entry of the card is another, what it said and what it says from now on. */
function EntryFields({
  fields,
  entry,
  onChange,
}: {
  readonly fields: CardDesk['particulars']
  readonly entry: ChangedEntry
  readonly onChange: (entry: ChangedEntry) => void
}) {
  const w = useCounterWords()
  const { language } = useLanguage()
  return (
    <div className="aj-inline">
      <Segmented
        className="aj-wrap"
        value={entry.field}
        options={fields.map((value) => ({ value, label: tableWord('particular', value, language) }))}
        onChange={(field) => onChange({ ...entry, field })}
      />
      {(['before', 'after'] as const).map((side) => (
        <label key={side}>
          {w(`card.${side}`)}
          <Input
            value={entry[side]}
            data-testid={`field-${side}`}
            onChange={({ target }) => onChange({ ...entry, [side]: target.value })}
          />
        </label>
      ))}
    </div>
  )
}
