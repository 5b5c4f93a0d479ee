import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { ProblemPanel } from '@anju/face-kit/problem-panel.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Button, Checkbox, Input, Segmented } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import { materialsSent, newMaterial } from '../material/material-draft.ts'
import type { CardDesk } from './card-desk.ts'

type Business = 'replacement' | 'reissue' | 'office-error-correction'
type Reason = 'damaged' | 'changed' | 'lost' | 'office-error'
type Field = CardDesk['particulars'][number]

const REASONS = {
  replacement: ['damaged', 'changed'],
  reissue: ['lost'],
  'office-error-correction': ['office-error'],
} as const satisfies Record<Business, readonly Reason[]>

/** Taking in a case of another card: why, what was shown, and what the entry said before and says from now on. */
export function CardCaseForm({ desk, business }: { desk: CardDesk; business: Business }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const open = useCommand('openCardCase')
  const [reason, setReason] = useState<Reason>(REASONS[business][0])
  const [seen, setSeen] = useState(false)
  const [inPerson, setInPerson] = useState(true)
  const [note, setNote] = useState('')
  const [entry, setEntry] = useState<{ field: Field; before: string; after: string }>({
    field: 'name',
    before: '',
    after: '',
  })
  const { problem, status } = open.attempt
  const papers = business === 'reissue' ? desk.documents.reissue : desk.documents.replacement
  const asksEntry = reason === 'changed' || reason === 'office-error'
  return (
    <form
      className="aj-action aj-card-form"
      data-testid="card-case-form"
      onSubmit={(event) => {
        event.preventDefault()
        void open.send({
          params: { city, permitId: desk.permitId },
          body: {
            reason,
            particulars: asksEntry && entry.after !== '' ? [entry] : [],
            materials: seen ? materialsSent(papers.map((kind) => newMaterial(kind))) : [],
            inPerson,
            note,
          },
        })
      }}
    >
      {REASONS[business].length > 1 && (
        <p>
          {w('card.why')}{' '}
          <Segmented
            value={reason}
            options={REASONS[business].map((value) => ({
              value,
              label: <span data-testid={`reason-${value}`}>{tableWord('card-reason', value, language)}</span>,
            }))}
            onChange={setReason}
          />
        </p>
      )}
      {asksEntry && (
        <div className="aj-inline">
          <Segmented
            className="aj-wrap"
            value={entry.field}
            options={desk.particulars.map((value) => ({ value, label: tableWord('particular', value, language) }))}
            onChange={(field) => setEntry((before) => ({ ...before, field }))}
          />
          {(['before', 'after'] as const).map((side) => (
            <label key={side}>
              {w(`card.${side}`)}
              <Input
                value={entry[side]}
                data-testid={`field-${side}`}
                onChange={({ target }) => setEntry((old) => ({ ...old, [side]: target.value }))}
              />
            </label>
          ))}
        </div>
      )}
      <p className="aj-soft">
        {w('card.papers', {
          papers: papers.map((kind) => tableWord('material', kind, language)).join(language === 'zh' ? '、' : ', '),
        })}
      </p>
      <div className="aj-inline">
        <Checkbox checked={seen} data-testid="field-seen" onChange={({ target }) => setSeen(target.checked)}>
          {w(business === 'reissue' ? 'card.papers.seenLost' : 'card.papers.seen')}
        </Checkbox>
        <Checkbox
          checked={inPerson}
          data-testid="field-inPerson"
          onChange={({ target }) => setInPerson(target.checked)}
        >
          {w('card.holder')}
        </Checkbox>
      </div>
      <label>
        {w('card.note')}
        <Input value={note} data-testid="field-note" onChange={({ target }) => setNote(target.value)} />
      </label>
      {problem !== undefined && <ProblemPanel problem={problem} />}
      <Button type="primary" htmlType="submit" loading={status === 'sending'} data-testid="submit">
        {w('card.submit')}
      </Button>
    </form>
  )
}
