import { OLD_CARDS } from '@anju/contract/routes/card.ts'
import { useApi, useRegistry } from '@anju/face-kit/api.tsx'
import { newIntentId } from '@anju/face-kit/intent-id.ts'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { PhotoCapture } from '@anju/face-kit/photo-capture.tsx'
import { ProblemPanel } from '@anju/face-kit/problem-panel.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Button, Input, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { type CounterWord, useCounterWords } from '../counter-words.ts'
import { type ImageDraft, keepImages } from '../material/keep-image.ts'
import type { CardDesk } from './card-desk.ts'

type Known = CardDesk['cases'][number]
type Event = Known['next'][number]['event']

/** What a step writes down; each is shown where a step that may be taken now asks for it. */
const ASKED = {
  note: ['approve', 'refuse', 'correct', 'remake', 'report-loss'],
  name: ['correct'],
  stockNo: ['produce', 'remake', 'receive'],
  idNumber: ['hand-over'],
} as const satisfies Readonly<Record<string, readonly Event[]>>
const LABELS = {
  note: 'card.note',
  name: 'card.name',
  stockNo: 'card.stockNo',
  idNumber: 'card.idNumber',
} as const satisfies Readonly<Record<keyof typeof ASKED, CounterWord>>
/** Steps that go against the ordinary way. */
const RARE: readonly Event[] = ['refuse', 'remake', 'report-loss']
const TEXTS = ['idNumber', 'stockNo', 'name', 'note'] as const

/** The next steps of a case of another card, with what they ask for and who takes them. */
export function CaseSteps({ known, personId }: { known: Known; personId: string }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({})
  const [photo, setPhoto] = useState<ImageDraft>()
  const [recipient, setRecipient] = useState<'applicant' | 'agent'>('applicant')
  const [mandateId, setMandateId] = useState<string | null>(null)
  const [oldCard, setOldCard] = useState<(typeof OLD_CARDS)[number]>('handed-in')
  const { send, problem } = useSteps(known)
  const events = known.next.filter(({ refusals }) => refusals.length === 0).map(({ event }) => event)
  const asks = (wanted: readonly Event[]) => wanted.some((event) => events.includes(event))
  const isPickUp = events.includes('hand-over')
  const text = (name: string) => (texts[name] ?? '').trim()
  const shown = TEXTS.filter((name) => asks(ASKED[name]) || (name === 'note' && isPickUp && oldCard === 'lost'))
  if (known.next.length === 0) return null
  const given = {
    text,
    photo,
    recipient,
    mandateId: recipient === 'agent' ? mandateId : null,
    oldCard: known.handsInOldCard ? oldCard : null,
  }
  return (
    <div className="aj-case-step">
      {isPickUp && (
        <div className="aj-inline">
          <Segmented
            value={recipient}
            options={(['applicant', 'agent'] as const).map((value) => ({ value, label: w(`card.recipient.${value}`) }))}
            onChange={setRecipient}
          />
          {recipient === 'agent' && <PickUpMandate personId={personId} value={mandateId} onChange={setMandateId} />}
          {known.handsInOldCard && (
            <Segmented
              value={oldCard}
              options={OLD_CARDS.map((value) => ({
                value,
                label: <span data-testid={`old-card-${value}`}>{w(`card.oldCard.${value}`)}</span>,
              }))}
              onChange={setOldCard}
            />
          )}
        </div>
      )}
      {events.includes('correct') && (
        <PhotoCapture
          label={w('card.photo')}
          testId="field-photo"
          value={photo?.picture}
          onChange={(picture) => setPhoto(picture === undefined ? undefined : { blobId: newIntentId(), picture })}
        />
      )}
      <div className="aj-inline">
        {shown.map((name) => (
          <label key={name}>
            {w(LABELS[name])}
            <Input
              value={texts[name] ?? ''}
              data-testid={`field-${name}`}
              onChange={({ target }) => setTexts((before) => ({ ...before, [name]: target.value }))}
            />
          </label>
        ))}
        {known.next.map(({ event, refusals }) => (
          <Button
            key={event}
            type={RARE.includes(event) ? 'default' : 'primary'}
            disabled={refusals.length > 0}
            data-testid={`card-case-${event}`}
            onClick={() => send(event, given)}
          >
            {tableWord('card-case-event', event, language)}
          </Button>
        ))}
      </div>
      {known.next
        .filter(({ refusals }) => refusals.length > 0)
        .map(({ event, by }) => (
          <p key={event} className="aj-faint aj-sentence">
            {tableWord('card-case-event', event, language)}
            {language === 'zh' ? '：' : ': '}
            {w('card.notMine', { duty: tableWord('duty', by, language) })}
          </p>
        ))}
      {problem !== undefined && <ProblemPanel problem={problem} />}
    </div>
  )
}

type Given = {
  readonly text: (name: string) => string
  readonly photo: ImageDraft | undefined
  readonly recipient: 'applicant' | 'agent'
  readonly mandateId: string | null
  readonly oldCard: (typeof OLD_CARDS)[number] | null
}

function useSteps(known: Known) {
  const { city } = useSession()
  const client = useApi()
  const approve = useCommand('approveCardCase')
  const refuse = useCommand('refuseCardCase')
  const correct = useCommand('correctCardCase')
  const produce = useCommand('produceCardOfCase')
  const remake = useCommand('remakeCardOfCase')
  const receive = useCommand('receiveCardOfCase')
  const reportLoss = useCommand('reportLossOfCase')
  const handOver = useCommand('handOverCardOfCase')
  const params = { city, cardCaseId: known.cardCaseId }
  const expectedVersion = known.version
  const send = (event: Event, { text, photo, recipient, mandateId, oldCard }: Given) => {
    const note = text('note')
    const step = { params, body: { expectedVersion, note } }
    const card = { params, body: { expectedVersion, stockNo: text('stockNo') } }
    const steps = {
      approve: () => approve.send({ params, body: { expectedVersion } }),
      refuse: () => refuse.send(step),
      correct: () =>
        correct.send({
          params,
          body: {
            expectedVersion,
            note,
            name: text('name'),
            ...(photo === undefined ? {} : { photoBlobId: photo.blobId }),
          },
          before: () => keepImages(client, city, [photo]),
        }),
      produce: () => produce.send(card),
      remake: () => remake.send({ params, body: { ...card.body, note } }),
      receive: () => receive.send(card),
      'report-loss': () => reportLoss.send(step),
      'hand-over': () =>
        handOver.send({
          params,
          body: {
            expectedVersion,
            recipient,
            recipientIdNumber: text('idNumber').toUpperCase(),
            mandateId,
            oldCard,
            note,
          },
        }),
    } satisfies Record<Event, () => Promise<unknown>>
    void steps[event]()
  }
  const problem = [approve, refuse, correct, produce, remake, receive, reportLoss, handOver]
    .map(({ attempt }) => attempt.problem)
    .find((one) => one !== undefined)
  return { send, problem }
}

/** Which mandate (委托) an agent fetches the card with; without one the registry says what to do. */
function PickUpMandate(props: {
  readonly personId: string
  readonly value: string | null
  readonly onChange: (mandateId: string | null) => void
}) {
  const { personId, value, onChange } = props
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const known = useRegistry('listMandates', { params: { city, personId } })
  const usable = (known.data?.mandates ?? []).filter(
    ({ state, scopes }) => state === 'active' && scopes.includes('pick-up'),
  )
  return (
    <label>
      {w('mandate.choose')}
      <Select
        className="aj-wide-select"
        data-testid="field-mandate"
        value={value}
        placeholder={w('card.mandate.none')}
        options={usable.map(({ mandateId, agentName, state, lastOn }) => ({
          value: mandateId,
          label: `${agentName}（${tableWord('mandate-state', state, language)}，${lastOn}）`,
        }))}
        onChange={onChange}
      />
    </label>
  )
}
